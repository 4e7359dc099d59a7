/** The table's columns as data: what each shows, what it stands for, and between which widths it fits itself. */
import { SOURCE_TYPES, type SourceType } from '../../shared/events/event.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import {
  actorEntity,
  addressEntity,
  type Entity,
  fieldEntity,
  identityEntity,
  outcomeEntity,
  sourceEntity,
} from '../components/entity.ts';
import { sourceLabel } from '../components/sources.ts';
import { S } from '../strings.ts';
import type { ColumnRule } from './column-sizing.ts';

export const COLUMN_IDS = [
  'time',
  'source',
  'actor',
  'from',
  'action',
  'target',
  'outcome',
  'message',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column extends ColumnRule {
  readonly id: ColumnId;
  readonly heading: string;
  /** What the cell says, before it is made to fit; the time column is drawn by itself. */
  text(row: EventRow): string;
  /** What a click on the cell follows, or null. */
  entity(row: EventRow): Entity | null;
  /** Texts that always fit, whatever the first page holds: a short closed set keeps its column still. */
  readonly always?: readonly string[];
  /** How much of a text that does not fit is kept before the cut, 0 … 1; 1 cuts the end. */
  readonly headShare: number;
}

const none = () => null;
/** The hue's square takes about the room of two letters. */
const sourceText = (source: SourceType) => `■■ ${sourceLabel(source)}`;

export const COLUMNS: readonly Column[] = [
  {
    id: 'time',
    heading: S.table.time,
    minPx: 166,
    tightPx: 166,
    maxPx: 166,
    text: () => '',
    entity: none,
    headShare: 1,
  },
  {
    id: 'source',
    heading: S.table.source,
    minPx: 60,
    tightPx: 110,
    maxPx: 110,
    text: (row) => sourceText(row.source),
    always: SOURCE_TYPES.map(sourceText),
    entity: (row) => sourceEntity(row.source),
    headShare: 1,
  },
  {
    id: 'actor',
    heading: S.table.actor,
    minPx: 60,
    tightPx: 116,
    maxPx: 190,
    text: (row) => row.actor ?? '',
    entity: (row) => {
      if (row.actor === null) return null;
      return row.identity === null ? actorEntity(row.actor) : identityEntity(row.identity, row.actor);
    },
    headShare: 0.7,
  },
  {
    id: 'from',
    heading: S.table.from,
    minPx: 60,
    tightPx: 108,
    maxPx: 200,
    text: (row) => row.srcIp ?? '',
    entity: (row) => (row.srcIp === null ? null : addressEntity(row.srcIp)),
    headShare: 0.5,
  },
  {
    id: 'action',
    heading: S.table.action,
    minPx: 70,
    tightPx: 118,
    maxPx: 260,
    text: (row) => row.action,
    entity: (row) => fieldEntity('action', 'action', row.action),
    headShare: 0.3,
  },
  {
    id: 'target',
    heading: S.table.target,
    minPx: 60,
    tightPx: 86,
    maxPx: 200,
    text: (row) => row.target ?? row.dstIp ?? '',
    entity: (row) => {
      if (row.target !== null) return fieldEntity('target', 'target', row.target);
      return row.dstIp === null ? null : addressEntity(row.dstIp);
    },
    headShare: 0.6,
  },
  {
    id: 'outcome',
    heading: S.table.outcome,
    minPx: 30,
    tightPx: 74,
    maxPx: 90,
    text: (row) => S.outcome[row.outcome],
    entity: (row) => outcomeEntity(row.outcome),
    headShare: 1,
  },
  {
    id: 'message',
    heading: S.table.message,
    minPx: 320,
    tightPx: 320,
    maxPx: 320,
    text: (row) => row.message,
    entity: none,
    headShare: 1,
  },
];
