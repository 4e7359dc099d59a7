/** A snapshot made of columns alone, for queries over millions of rows without a case file. Single events cannot be read. */

import type { CaseStore } from '../../electron/engine/store/case-store.ts';
import { Dictionary } from '../../electron/engine/store/dictionaries.ts';
import type { ColumnArray, SegmentColumn } from '../../electron/engine/store/segments.ts';
import type { Snapshot } from '../../electron/engine/store/snapshot.ts';
import { orderByTime } from '../../electron/engine/store/time-order.ts';
import type { Identity } from '../../shared/analysis/case-view.ts';

export interface ColumnCase {
  readonly size: number;
  readonly columns: Partial<Record<SegmentColumn, ColumnArray>>;
  /** Texts by column, from code 1 on; srcIp and dstIp share `srcIp`. */
  readonly texts: Partial<Record<SegmentColumn, readonly string[]>>;
  /** Identity of each actor code from 1 on; -1 is none. */
  readonly identityOf: readonly number[];
}

/** What a `Selector` and the timeline ask of a store. */
export function storeOf(given: ColumnCase): CaseStore {
  const { size } = given;
  const none: Partial<Record<SegmentColumn, ColumnArray>> = {
    ts: new Float64Array(size).fill(Number.NaN),
    tsEnd: new Float64Array(size).fill(Number.NaN),
  };
  const zeros = new Uint8Array(size);
  const column = (name: SegmentColumn): ColumnArray => given.columns[name] ?? none[name] ?? zeros;
  const dictionaries = new Map<string, Dictionary>();
  const dictionary = (name: SegmentColumn): Dictionary => {
    const kind = name === 'dstIp' ? 'srcIp' : name;
    let known = dictionaries.get(kind);
    if (!known) {
      known = new Dictionary();
      for (const text of given.texts[kind] ?? []) known.code(text);
      dictionaries.set(kind, known);
    }
    return known;
  };
  const identities = Array.from({ length: Math.max(-1, ...given.identityOf) + 1 }, (_, i) => ({
    id: `idn_${i}`,
    display: `person ${i}`,
    aliases: [],
    actors: given.identityOf.flatMap((identity, code) => (identity === i ? [code + 1] : [])),
  })) as unknown as Identity[];
  const byTime = orderByTime(column('ts') as Float64Array, []);
  const rank = new Uint32Array(size);
  for (let i = 0; i < size; i++) rank[byTime[i]!] = i;
  const view = {
    size,
    column,
    dictionary,
    byTime,
    rank,
    identities,
    text: (name: SegmentColumn, code: number) => dictionary(name).text(code),
    codeCount: (name: SegmentColumn) =>
      name === 'actor' ? given.identityOf.length : dictionary(name).size - 1,
    identityOfActor: (code: number) => given.identityOf[code - 1] ?? -1,
    targetsOf: () => [],
    effectsOf: () => [],
    relatedOf: () => [],
  };
  return { snapshot: view as unknown as Snapshot } as unknown as CaseStore;
}
