/** The page of one entity: what the whole case says of an identity, an address, a session, a credential, a thing. */
import { z } from 'zod';
import type { Identity } from '../analysis/case-view.ts';
import type { Micros } from '../base/time.ts';
import type { Effect } from '../events/event.ts';
import type { AddressInfo, AgentInfo } from '../events/origin.ts';
import type { Filter } from '../query/filter.ts';
import { MOST_ROW_TEXT } from '../query/row-set.ts';

/**
 * - identity: by its id · ip: canonical text · session, credential: native id or fingerprint
 * - agent: the user agent's text · system: the host or account that records happened on
 * - target: `<type>:<id or name>`; every type that a log holds (`repository`, `page`, `issue`, `bucket`, `app`, …)
 */
export const ENTITY_KINDS = ['identity', 'ip', 'session', 'credential', 'agent', 'system', 'target'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Names one entity of the case. */
export interface EntityRef {
  readonly kind: EntityKind;
  readonly value: string;
}

const count = (max: number) => z.number().int().min(0).max(max);

export const entityArgs = {
  'entity.get': z.strictObject({
    kind: z.enum(ENTITY_KINDS),
    value: z.string().max(65_536),
    /** The zone whose hours of the week are counted beside those of UTC. */
    zone: z.string().max(64).optional(),
    /** Columns of the lanes' chart: no more than there are pixels for. */
    buckets: count(512).min(1).optional(),
    /** Values per list; what is beyond is counted. */
    limit: count(1000).min(1).optional(),
    /** Rows of the chain that the window shows, as `formatRows` writes them: which of them are of this entity. */
    steps: z.string().max(MOST_ROW_TEXT).optional(),
  }),
} as const;

/** What a list of the page holds: a field of the event, or targets of one type. */
export type EntityListOf =
  | 'source'
  | 'outcome'
  | 'action'
  | 'identity'
  | 'src'
  | 'dst'
  | 'session'
  | 'credential'
  | 'agent'
  | 'system'
  | 'target';

/** One value among the entity's events. */
export interface EntityValue {
  /** Null where the value has no page of its own (an action, a source). */
  readonly ref: EntityRef | null;
  readonly label: string;
  readonly events: number;
  readonly failures: number;
  readonly first: Micros | null;
  readonly last: Micros | null;
  /** Together with the page's own filter it finds exactly `events` events. */
  readonly filter: Filter;
  /** What is known of it where it is an address. */
  readonly address: AddressInfo | null;
}

export interface EntityList {
  readonly of: EntityListOf;
  /** Of targets: their type. */
  readonly type: string | null;
  /** Most frequent first. */
  readonly values: readonly EntityValue[];
  /** Distinct values, those beyond `values` among them. */
  readonly distinct: number;
}

/** Events over time, by source or by partner. An interval is counted in every column that it touches. */
export interface EntityLanes {
  readonly by: 'source' | 'identity' | 'src';
  readonly from: Micros;
  /** Width of a column; columns run from `from`. */
  readonly bucketMicros: number;
  readonly buckets: number;
  readonly lanes: readonly EntityLane[];
}

export interface EntityLane {
  readonly ref: EntityRef | null;
  readonly label: string;
  /** Key of the source where lanes are sources; else null. */
  readonly source: string | null;
  /** Null for the lane that folds the rest, and for what names none. */
  readonly filter: Filter | null;
  readonly events: number;
  /** Sparse: [column, events, failures] three numbers each, flattened. */
  readonly cells: readonly number[];
}

/** Dated events by the hour of the week in one zone: 7 × 24 counts from Monday 00:00; intervals by their start. */
export interface EntityHours {
  readonly zone: string;
  readonly counts: readonly number[];
}

/** One event that is shown by itself. */
export interface EntityRow {
  readonly row: number;
  readonly time: Micros | null;
  readonly message: string;
}

/** Records that name the entity without being its own. `named`: as a target; `related`: an address of another part. */
export interface EntityMention {
  readonly how: Effect['kind'] | 'named' | 'related';
  readonly events: number;
  readonly first: Micros | null;
  readonly last: Micros | null;
  readonly filter: Filter;
  /** The first of them; the rest is `events` less these. */
  readonly rows: readonly EntityRow[];
}

/** An entry of a roster or rotation list that names the entity. */
export interface EntityFact {
  readonly kind: 'person' | 'rotation';
  readonly file: string;
  readonly record: number;
  readonly columns: readonly (readonly [name: string, value: string])[];
  /** Of a rotation: whether the list calls it exposed, and when it was rotated; null where it does not say. */
  readonly exposed: boolean | null;
  readonly rotated: Micros | null;
}

export interface EntityPage {
  readonly kind: EntityKind;
  readonly value: string;
  readonly label: string;
  /** Finds exactly the page's events. */
  readonly filter: Filter;
  readonly events: number;
  readonly failures: number;
  readonly undated: number;
  readonly first: Micros | null;
  readonly last: Micros | null;
  /** Rows of the first and the last dated event; null when none is dated. */
  readonly firstRow: number | null;
  readonly lastRow: number | null;
  readonly lists: readonly EntityList[];
  /** By source, and by who or from where; empty when nothing is dated. */
  readonly lanes: readonly EntityLanes[];
  /** UTC, and the window's zone where that is another. */
  readonly hours: readonly EntityHours[];
  readonly mentions: readonly EntityMention[];
  readonly facts: readonly EntityFact[];
  readonly factsTotal: number;
  /** Other entities that are the same thing: the identity of a target that is a user, the credential that is a target. */
  readonly same: readonly { readonly ref: EntityRef; readonly label: string; readonly why: string }[];
  /** Other names of a target that has an id, with the events that use them. */
  readonly names: readonly { readonly label: string; readonly events: number; readonly filter: Filter }[];
  readonly address: AddressInfo | null;
  readonly agent: AgentInfo | null;
  readonly identity: Pick<Identity, 'class' | 'classWhy' | 'aliases'> | null;
  /** How many of its events are steps of the chain that was asked about, and the first of them; null: none was. */
  readonly steps: {
    readonly events: number;
    readonly filter: Filter;
    readonly rows: readonly EntityRow[];
  } | null;
}

export interface EntityResults {
  /** @throws Failure `seed.not-found` for an identity that the case does not have (any more); other kinds may be empty. */
  'entity.get': EntityPage;
}
