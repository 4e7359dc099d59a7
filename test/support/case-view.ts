/** A case in memory for tests of analysis: drafts in, the same columns and postings that the store offers out. */

import type { CaseView, Codes, Columns, Place, TextColumn } from '../../shared/analysis/case-view.ts';
import type { Decision } from '../../shared/analysis/decisions.ts';
import { resolveCase } from '../../shared/analysis/identity/of-case.ts';
import type { RosterPerson } from '../../shared/analysis/identity/roster.ts';
import { parseIso } from '../../shared/base/time.ts';
import {
  type Actor,
  CATEGORIES,
  type Draft,
  OUTCOMES,
  SOURCE_TYPES,
  type SourceType,
  type Target,
} from '../../shared/events/event.ts';

/** A draft of which a test states only what matters; `at` is ISO text. */
export type Sketch = Partial<Omit<Draft, 'time'>> & {
  readonly at: string | null;
  readonly source: SourceType;
  readonly action: string;
};

export function draft(sketch: Sketch): Draft {
  const { at, ...rest } = sketch;
  const time = at === null ? null : parseIso(at);
  if (time !== null && !time.ok) throw new Error(`no time: ${at}`);
  return {
    category: 'other',
    outcome: 'success',
    reason: null,
    timeEnd: null,
    actor: null,
    srcIp: null,
    srcPort: null,
    dstIp: null,
    dstPort: null,
    relatedIps: [],
    userAgent: null,
    session: null,
    credential: null,
    system: null,
    targets: [],
    effects: [],
    bytes: null,
    nativeId: null,
    ...rest,
    time: time === null ? null : time.value,
  };
}

export interface Placed {
  readonly draft: Draft;
  readonly file: string;
  /** 1-based. */
  readonly record: number;
}

/** A case of these drafts; row = index. Ids are `e0`, `e1`, …; files and records are stated or made up. */
export function caseViewOf(
  input: readonly (Draft | Placed)[],
  people: readonly RosterPerson[] = [],
  decisions: readonly Decision[] = [],
): CaseView {
  const placed = input.map(
    (item, i): Placed => ('draft' in item ? item : { draft: item, file: 'memory', record: i + 1 }),
  );
  const drafts = placed.map((item) => item.draft);
  const n = drafts.length;
  const dictionaries = new Map<string, Dictionary<unknown>>();
  const dictionary = (name: string): Dictionary<unknown> => {
    const key = name === 'srcIp' || name === 'dstIp' ? 'address' : name;
    let found = dictionaries.get(key);
    if (!found) {
      found = new Dictionary();
      dictionaries.set(key, found);
    }
    return found;
  };
  const column = (name: string, of: (draft: Draft) => unknown): Uint32Array =>
    Uint32Array.from(drafts, (item) => dictionary(name).code(of(item)));
  const plain = (of: (draft: Draft) => number): Uint16Array => Uint16Array.from(drafts, of);
  const columns: Columns = {
    ts: Float64Array.from(drafts, (item) => item.time?.micros ?? Number.NaN),
    tsEnd: Float64Array.from(drafts, (item) => item.timeEnd?.micros ?? Number.NaN),
    source: Uint8Array.from(drafts, (item) => SOURCE_TYPES.indexOf(item.source)),
    category: Uint8Array.from(drafts, (item) => CATEGORIES.indexOf(item.category)),
    outcome: Uint8Array.from(drafts, (item) => OUTCOMES.indexOf(item.outcome)),
    action: column('action', (item) => item.action),
    reason: column('reason', (item) => item.reason),
    srcIp: column('srcIp', (item) => item.srcIp),
    dstIp: column('dstIp', (item) => item.dstIp),
    srcPort: plain((item) => item.srcPort ?? 0),
    dstPort: plain((item) => item.dstPort ?? 0),
    userAgent: column('userAgent', (item) => item.userAgent),
    session: column('session', (item) => item.session),
    credential: column('credential', (item) => item.credential),
    system: column('system', (item) => item.system),
    actor: column('actor', (item) =>
      item.actor === null ? null : { source: item.source, actor: item.actor },
    ),
    targets: column('targets', (item) => (item.targets.length === 0 ? null : item.targets)),
    effects: column('effects', (item) => (item.effects.length === 0 ? null : item.effects)),
    related: column('related', (item) => (item.relatedIps.length === 0 ? null : item.relatedIps)),
  };
  const byTime = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    const [x, y] = [columns.ts[a]!, columns.ts[b]!];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return x - y || a - b;
  });
  const postings = new Map<string, Uint32Array[]>();
  const rowsOf = (name: TextColumn | 'actor' | 'targets' | 'effects', code: number): Uint32Array => {
    let lists = postings.get(name);
    if (!lists) {
      lists = invert(columns[name], byTime);
      postings.set(name, lists);
    }
    return code === 0 ? new Uint32Array(0) : (lists[code] ?? new Uint32Array(0));
  };
  const actors = dictionary('actor').values as ({ source: SourceType; actor: Actor } | null)[];
  const byNative = new Map(drafts.map((item, row) => [item.nativeId, row]));
  const valueAt = <T>(name: string, code: number, none: T): T =>
    (dictionary(name).values[code] as T | null) ?? none;
  const place = (row: number): Place => {
    const { draft: item, file, record } = placed[row]!;
    return { id: `e${row}`, nativeId: item.nativeId, file, record };
  };
  const recorded: Omit<CaseView, 'identities' | 'identityOfActor' | 'identityOfAlias'> = {
    size: n,
    columns,
    byTime,
    text: (name, code) => valueAt<string | null>(name, code, null),
    code: (name, text) => dictionary(name).find(text),
    actor: (code) => actors[code]?.actor ?? null,
    targetsOf: (code) => valueAt('targets', code, []),
    targetSetsOf: (types) =>
      Uint8Array.from(dictionary('targets').values, (set) =>
        Number((set as readonly Target[] | null)?.some(({ type }) => types.includes(type)) ?? false),
      ),
    effectsOf: (code) => valueAt('effects', code, []),
    relatedOf: (code) => valueAt('related', code, []),
    rows: rowsOf,
    codeCount: (name) => dictionary(name).values.length - 1,
    decisions,
    place,
    places: (rows) => rows.map(place),
    rowOfId: (id) => {
      const own = /^e(\d+)$/.exec(id);
      if (own && Number(own[1]) < n) return Number(own[1]);
      return id === '' ? -1 : (byNative.get(id) ?? -1);
    },
  };
  const named = actors.flatMap((entry, code) => (entry ? [{ code, ...entry }] : []));
  const { identities, byActor, ofAlias } = resolveCase(recorded, named, people, decisions);
  return {
    ...recorded,
    identities,
    identityOfActor: (code) => byActor[code] ?? -1,
    identityOfAlias: ofAlias,
  };
}

/** Distinct values by their JSON text; code 0 is null. */
class Dictionary<T> {
  readonly values: (T | null)[] = [null];
  private readonly codes = new Map<string, number>();

  code(value: T | null): number {
    if (value === null) return 0;
    const key = JSON.stringify(value);
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.values.length;
      this.codes.set(key, code);
      this.values.push(value);
    }
    return code;
  }

  find(value: T): number {
    return this.codes.get(JSON.stringify(value)) ?? 0;
  }
}

function invert(codes: Codes, byTime: Uint32Array): Uint32Array[] {
  const lists: number[][] = [];
  for (const row of byTime) {
    const code = codes[row]!;
    if (code === 0) continue;
    const list = lists[code];
    if (list) list.push(row);
    else lists[code] = [row];
  }
  return lists.map((list) => Uint32Array.from(list));
}
