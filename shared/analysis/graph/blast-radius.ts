/**
 * The blast radius of a chain: what the actor touched, could reach and was denied, system by system, as numbers that open
 * their records, with totals where the logs or the analyst give them. Only what records show; nothing is guessed.
 */
import type { CaseView } from '../case-view.ts';
import type { Chain } from '../chain-types.ts';
import { holding, type TotalDecision } from '../decisions.ts';
import { DEEDS, type Deed, deedOf } from './deeds.ts';
import { byFirst, type Proof, proofOf } from './proof.ts';
import { type Reach, reachOf } from './reach.ts';
import { Records } from './records.ts';
import { type Thing, Things } from './things.ts';

/** Names of things that an answer carries for one number; the records hold the others. */
const MOST_NAMES = 200;

export interface DeedCount extends Proof {
  readonly deed: Deed;
}

/** Distinct things of one type that one deed was done to. */
export interface ThingCount {
  readonly deed: Deed;
  /** Distinct things. */
  readonly things: number;
  /** The first of them in the order of the chain, each with its records. */
  readonly named: readonly ThingProof[];
  readonly proof: Proof;
}

export interface ThingProof {
  /** Log text. */
  readonly name: string;
  readonly proof: Proof;
}

/** How many there are in all. */
export interface Total {
  readonly total: number;
  /** The analyst's own number, with its reason, or what the logs of the whole case show. */
  readonly from: 'analyst' | 'logs';
  /** Of an analyst's number: the decision that can be taken back, why, and who says so. */
  readonly decision: { readonly id: number; readonly reason: string; readonly by: string } | null;
}

export interface ThingType {
  /** Target type: `issue`, `page`, `repository`, `host`, … */
  readonly type: string;
  /** Distinct things that a deed other than `denied` and `attempted` was done to. */
  readonly touched: number;
  readonly touchedProof: Proof;
  readonly deeds: readonly ThingCount[];
  /** The analyst's total before that of the logs; empty where neither is known. */
  readonly totals: readonly Total[];
}

export interface SystemRadius {
  /** As totals name it. */
  readonly system: string;
  readonly sources: readonly string[];
  /** All records of the actor there. */
  readonly all: Proof;
  /** Who acted there, as names; log text. */
  readonly actors: readonly { readonly ref: string; readonly label: string; readonly proof: Proof }[];
  readonly deeds: readonly DeedCount[];
  readonly types: readonly ThingType[];
  readonly reachable: readonly Reach[];
}

export interface BlastRadius {
  /** By first time. Every record of the actor is counted in exactly one system, there under exactly one deed. */
  readonly systems: readonly SystemRadius[];
}

export function blastRadius(view: CaseView, chain: Chain): BlastRadius {
  const records = new Records(view);
  const things = new Things(records);
  const rows = chain.steps.filter(({ role }) => role === 'attacker').map(({ row }) => row);
  const drafts = new Map<string, SystemDraft>();
  for (const row of rows) {
    const system = records.system(row);
    let draft = drafts.get(system);
    if (!draft) {
      draft = new SystemDraft(system, records, things);
      drafts.set(system, draft);
    }
    draft.add(row);
  }
  const reach = reachOf(records, things, chain);
  for (const system of reach.keys())
    if (!drafts.has(system)) drafts.set(system, new SystemDraft(system, records, things));
  const totals = holding(view.decisions, 'total');
  const systems = [...drafts.values()].map((draft) => draft.result(totals, reach.get(draft.system) ?? []));
  systems.sort((a, b) => byFirst(a.all, b.all));
  return { systems };
}

type HeldTotal = {
  readonly id: number;
  readonly reason: string;
  readonly madeBy: string;
  readonly data: TotalDecision;
};

/** Distinct things of one type under one deed, with their rows. */
interface Gathered {
  /** By the thing's key. */
  readonly things: Map<string, { readonly name: string; readonly rows: number[] }>;
  readonly rows: number[];
}

class SystemDraft {
  readonly system: string;
  private readonly records: Records;
  private readonly things: Things;
  private readonly rows: number[] = [];
  private readonly byDeed = new Map<Deed, number[]>();
  private readonly byActor = new Map<number, number[]>();
  private readonly byType = new Map<string, Map<Deed, Gathered>>();
  private readonly seen = new Map<string, number | null>();
  private readonly sources = new Set<string>();

  constructor(system: string, records: Records, things: Things) {
    this.system = system;
    this.records = records;
    this.things = things;
  }

  add(row: number): void {
    const { records } = this;
    const deed = deedOf(records, row);
    this.rows.push(row);
    this.sources.add(records.source(row));
    push(this.byDeed, deed, row);
    const identity = records.identity(row);
    if (identity >= 0) push(this.byActor, identity, row);
    for (const thing of this.things.of(row)) this.addThing(thing, deed, row);
  }

  private addThing({ type, key, name }: Thing, deed: Deed, row: number): void {
    // Whoever signs in is no thing that was reached; what the sign-in opened is.
    if (this.records.category(row) === 'authentication' && type === 'user') return;
    let deeds = this.byType.get(type);
    if (!deeds) {
      deeds = new Map();
      this.byType.set(type, deeds);
      this.seen.set(type, this.things.seen(row, type));
    }
    let gathered = deeds.get(deed);
    if (!gathered) {
      gathered = { things: new Map(), rows: [] };
      deeds.set(deed, gathered);
    }
    const thing = gathered.things.get(key);
    if (thing) thing.rows.push(row);
    else gathered.things.set(key, { name, rows: [row] });
    if (gathered.rows.at(-1) !== row) gathered.rows.push(row);
  }

  result(totals: readonly HeldTotal[], reachable: readonly Reach[]): SystemRadius {
    const { system, records } = this;
    const { ts, view } = records;
    return {
      system,
      sources: [...this.sources],
      all: proofOf(this.rows, ts),
      actors: [...this.byActor].map(([index, rows]) => {
        const { id, display } = view.identities[index]!;
        return { ref: `identity:${id}`, label: display, proof: proofOf(rows, ts) };
      }),
      deeds: DEEDS.flatMap((deed) => {
        const rows = this.byDeed.get(deed);
        return rows ? [{ deed, ...proofOf(rows, ts) }] : [];
      }),
      types: [...this.byType].map(([type, deeds]) => this.typeOf(type, deeds, totals)),
      reachable,
    };
  }

  private typeOf(type: string, deeds: ReadonlyMap<Deed, Gathered>, totals: readonly HeldTotal[]): ThingType {
    const { ts } = this.records;
    const touched = [...deeds].filter(([deed]) => deed !== 'denied' && deed !== 'attempted');
    const keys = new Set(touched.flatMap(([, { things }]) => [...things.keys()]));
    return {
      type,
      touched: keys.size,
      touchedProof: proofOf(
        touched.flatMap(([, { rows }]) => rows),
        ts,
      ),
      deeds: DEEDS.flatMap((deed) => {
        const found = deeds.get(deed);
        if (!found) return [];
        const named = [...found.things.values()]
          .slice(0, MOST_NAMES)
          .map(({ name, rows }) => ({ name, proof: proofOf(rows, ts) }));
        return [{ deed, things: found.things.size, named, proof: proofOf(found.rows, ts) }];
      }),
      totals: this.totalsOf(type, totals),
    };
  }

  private totalsOf(type: string, totals: readonly HeldTotal[]): Total[] {
    const known: Total[] = [];
    const said = totals.findLast(({ data }) => data.system === this.system && data.what === type);
    if (said) {
      const { id, reason, madeBy: by } = said;
      known.push({ total: said.data.total, from: 'analyst', decision: { id, reason, by } });
    }
    const seen = this.seen.get(type);
    if (seen) known.push({ total: seen, from: 'logs', decision: null });
    return known;
  }
}

function push<K>(lists: Map<K, number[]>, key: K, row: number): void {
  const list = lists.get(key);
  if (list) list.push(row);
  else lists.set(key, [row]);
}
