/**
 * One hash of what the evidence says: the same files give the same hash on every machine, in every time zone, whatever
 * their order, the size of the chunks they came in, and whatever the analyst did since. Rows, codes and file numbers play
 * no part; each event counts with its fields and every place where it stands.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/base/canonical-json.ts';
import type { StoredEvent } from '../../../shared/events/event.ts';
import type { CaseStore } from './case-store.ts';

/** SHA-256, lower-case hex. One pass over every event. */
export function contentHash(store: CaseStore): string {
  const view = store.snapshot;
  const places = duplicatePlaces(store);
  const lines: string[] = [];
  for (let row = 0; row < view.size; row++) {
    const event = store.events.stored(view, row);
    const { sha256, record, offset, length } = event.evidence;
    const stands = [[sha256, record, offset, length], ...(places.get(row) ?? [])].map((one) => one.join(' '));
    lines.push(`${event.id} ${digest(canonicalJson(said(event)))} ${stands.sort().join(' ')}`);
  }
  const hash = createHash('sha256');
  for (const line of lines.sort()) hash.update(`${line}\n`);
  for (const line of factLines(store)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** The fields that the record gave, without what the case adds. */
function said(event: StoredEvent): object {
  const {
    id: _id,
    row: _row,
    evidence: _evidence,
    identity: _identity,
    correctedBy: _corrected,
    ...draft
  } = event;
  return draft;
}

function duplicatePlaces(store: CaseStore): Map<number, (string | number)[][]> {
  const places = new Map<number, (string | number)[][]>();
  const select = store.connection.db.prepare('SELECT row, file, record, offset, length FROM duplicate').raw();
  for (const [row, file, ...place] of select.iterate() as IterableIterator<number[]>) {
    const list = places.get(row!) ?? [];
    places.set(row!, list);
    list.push([store.snapshot.files.get(file!)?.sha256 ?? '', ...place]);
  }
  return places;
}

function factLines(store: CaseStore): string[] {
  const { files } = store.snapshot;
  return store.facts
    .all()
    .map(
      ({ fact, file, record }) => `${files.get(file)?.sha256 ?? ''} ${record} ${digest(canonicalJson(fact))}`,
    )
    .sort();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
