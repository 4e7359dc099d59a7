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
  targetEntity,
} from '../components/entity.ts';
import { sourceLabel } from '../components/sources.ts';
import { S } from '../strings.ts';
import type { ColumnRule } from './column-sizing.ts';

export const COLUMN_IDS = ['time', 'source', 'actor', 'from', 'action', 'target', 'outcome', 'what'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column extends ColumnRule {
  readonly id: ColumnId;
  readonly heading: string;
  /** What the heading means, where it is a sign or could be misread. */
  readonly hint?: string;
  /** Shown only where the rest keeps its room, unless the analyst says otherwise. */
  readonly spare?: true;
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
/** The sentence without who and from where when it stands beside both: `was denied an Okta API token`. */
export function whatHappened({ source, actor, srcIp, message }: EventRow): string {
  // Of a flow the far end is left, with the arrow that says whose end it is.
  if (source === 'aws:vpcflow') return message.slice(Math.max(0, message.indexOf('→')));
  const named =
    actor !== null && message.startsWith(actor) ? message.slice(actor.length).replace(/^:? /, '') : message;
  return srcIp === null ? named : named.replace(` from ${srcIp}`, '');
}

/** The hue's square takes about the room of two letters. */
const sourceText = (source: SourceType) => `■■ ${sourceLabel(source)}`;

/** The widest that the time column shows: date, a gap, and the clock with milliseconds, all in figures of one width. */
const TIME_SAMPLE = '2023-11-14  00:00:00.000';

export const COLUMNS: readonly Column[] = [
  {
    id: 'time',
    heading: S.table.name.time,
    // A time is never cut: the column is as wide as the font makes one.
    minPx: 163,
    tightPx: 260,
    maxPx: 260,
    text: () => '',
    always: [TIME_SAMPLE],
    entity: none,
    headShare: 1,
  },
  {
    id: 'source',
    heading: S.table.name.source,
    minPx: 60,
    tightPx: 96,
    maxPx: 110,
    text: (row) => sourceText(row.source),
    always: SOURCE_TYPES.map(sourceText),
    entity: (row) => sourceEntity(row.source),
    headShare: 1,
  },
  {
    id: 'actor',
    heading: S.table.name.actor,
    minPx: 60,
    tightPx: 112,
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
    heading: S.table.name.from,
    minPx: 60,
    tightPx: 104,
    maxPx: 200,
    text: (row) => row.srcIp ?? '',
    entity: (row) => (row.srcIp === null ? null : addressEntity(row.srcIp)),
    headShare: 0.5,
  },
  {
    id: 'action',
    heading: S.table.name.action,
    minPx: 70,
    tightPx: 118,
    maxPx: 260,
    text: (row) => row.action,
    entity: (row) => fieldEntity('action', 'action', row.action),
    headShare: 0.3,
    spare: true,
  },
  {
    id: 'target',
    heading: S.table.name.target,
    minPx: 60,
    tightPx: 86,
    maxPx: 200,
    text: (row) => row.target ?? row.dstIp ?? '',
    entity: (row) => {
      if (row.target !== null) return targetEntity(row.targetRef, row.target);
      return row.dstIp === null ? null : addressEntity(row.dstIp);
    },
    headShare: 0.6,
    spare: true,
  },
  {
    id: 'outcome',
    heading: S.table.outcomeSigns,
    hint: S.table.outcomeHint,
    minPx: 36,
    tightPx: 36,
    maxPx: 36,
    text: (row) => S.outcome[row.outcome],
    entity: (row) => outcomeEntity(row.outcome),
    headShare: 1,
  },
  {
    id: 'what',
    heading: S.table.name.what,
    hint: S.table.whatHint,
    minPx: 480,
    tightPx: 220,
    maxPx: 480,
    text: whatHappened,
    entity: none,
    headShare: 1,
  },
];
