/**
 * One hash of what the evidence says: the same files give the same hash on every machine, in every time zone, whatever
 * their order, the size of the chunks they came in, and whatever the analyst did since. Rows, codes and file numbers play
 * no part. Each event counts with every place where it stands and with what it says there: a poorer export of the same
 * event says less, and which of them was read first must make no difference.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/base/canonical-json.ts';
import type { CaseStore } from './case-store.ts';
import { radixSortBy } from './radix-order.ts';
import { saidDigest } from './said.ts';

/** SHA-256, lower-case hex. One pass over every event in the order of their ids, a few lines in memory at a time. */
export function contentHash(store: CaseStore): string {
  const view = store.snapshot;
  const again = seenAgain(store);
  const hi = view.column('uidHi');
  const lo = view.column('uidLo');
  const hash = createHash('sha256');
  let group: string[] = [];
  const closeGroup = (): void => {
    for (const line of group.sort()) hash.update(`${line}\n`);
    group = [];
  };
  let before = -1;
  for (const row of byId(view.size, hi, lo)) {
    // Only the first half of an id stands in columns: events that share it are put in order here.
    if (before >= 0 && (hi[row] !== hi[before] || lo[row] !== lo[before])) closeGroup();
    before = row;
    const event = store.events.stored(view, row);
    const { sha256, record, offset, length } = event.evidence;
    const stands = [
      `${sha256} ${record} ${offset} ${length} ${saidDigest(event)}`,
      ...(again.get(row) ?? []),
    ];
    group.push(`${event.id} ${stands.sort().join(' ')}`);
  }
  closeGroup();
  for (const line of factLines(store)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

function byId(size: number, hi: ArrayLike<number>, lo: ArrayLike<number>): Uint32Array {
  const rows = Uint32Array.from({ length: size }, (_, row) => row);
  return radixSortBy(radixSortBy(rows, lo), hi);
}

function seenAgain(store: CaseStore): Map<number, string[]> {
  const places = new Map<number, string[]>();
  const select = store.connection.db
    .prepare('SELECT row, file, record, offset, length, content FROM duplicate')
    .raw();
  type Cells = [number, number, number, number, number, string];
  for (const [row, file, record, offset, length, content] of select.iterate() as IterableIterator<Cells>) {
    const list = places.get(row) ?? [];
    places.set(row, list);
    const sha256 = store.snapshot.files.get(file)?.sha256 ?? '';
    list.push(`${sha256} ${record} ${offset} ${length} ${content}`);
  }
  return places;
}

function factLines(store: CaseStore): string[] {
  const { files } = store.snapshot;
  return store.facts
    .all()
    .map(({ fact, file, record }) => {
      const digest = createHash('sha256').update(canonicalJson(fact)).digest('hex');
      return `${files.get(file)?.sha256 ?? ''} ${record} ${digest}`;
    })
    .sort();
}
