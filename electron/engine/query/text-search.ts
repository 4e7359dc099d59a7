/**
 * Free text: a substring of any normalised value or of the raw record, letter case of ASCII ignored. The dictionaries
 * of distinct values are searched first; then every block of raw bytes is scanned once, and hits are mapped to rows.
 */
import { isAscii } from 'node:buffer';
import { TEXT_COLUMNS } from '../../../shared/analysis/case-view.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { ColumnArray } from '../store/segments.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { flagTexts } from './matcher.ts';

const SET_COLUMNS = ['targets', 'effects', 'related'] as const;

export function rowsWithText(store: CaseStore, view: Snapshot, text: string): Uint8Array {
  const mask = new Uint8Array(view.size);
  if (text === '') return mask.fill(1);
  const needle = text.toLowerCase();
  const contains = (value: string): boolean => value.toLowerCase().includes(needle);
  for (const column of TEXT_COLUMNS)
    mark(mask, view.column(column), flagTexts(view.dictionary(column), contains));
  for (const column of SET_COLUMNS) mark(mask, view.column(column), setFlags(view, column, contains));
  mark(mask, view.column('actor'), actorFlags(view, contains));
  markRaw(store, view, needle, mask);
  return mask;
}

function mark(mask: Uint8Array, column: ColumnArray, flags: Uint8Array): void {
  if (!flags.includes(1)) return;
  for (let row = 0; row < mask.length; row++) if (flags[column[row]!]) mask[row] = 1;
}

function setFlags(
  view: Snapshot,
  column: (typeof SET_COLUMNS)[number],
  contains: (v: string) => boolean,
): Uint8Array {
  const flags = new Uint8Array(view.codeCount(column) + 1);
  for (let code = 1; code < flags.length; code++) {
    const members =
      column === 'targets'
        ? view.targetsOf(code)
        : column === 'effects'
          ? view.effectsOf(code)
          : view.relatedOf(code);
    flags[code] = Number(
      members.some((member) => Object.values(member).some((v) => typeof v === 'string' && contains(v))),
    );
  }
  return flags;
}

function actorFlags(view: Snapshot, contains: (v: string) => boolean): Uint8Array {
  const flags = new Uint8Array(view.codeCount('actor') + 1);
  for (const identity of view.identities) {
    if (!contains(identity.display) && !identity.aliases.some((alias) => contains(alias.value))) continue;
    for (const code of identity.actors) flags[code] = 1;
  }
  return flags;
}

/** Scans the raw content of every file. A hit that spans two blocks is found by carrying the end of the first over. */
function markRaw(store: CaseStore, view: Snapshot, needle: string, mask: Uint8Array): void {
  const wanted = foldAscii(Buffer.from(needle, 'utf8'));
  const runs = fileRuns(view);
  for (const [file, [first, last]] of runs) {
    const hits: number[] = [];
    let carry = '';
    for (const { offset, bytes } of store.raw.blocks(file)) {
      const text = carry + foldAscii(bytes);
      const base = offset - carry.length;
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) hits.push(base + at);
      carry = wanted.length > 1 ? text.slice(-(wanted.length - 1)) : '';
    }
    if (hits.length > 0) markHits(store, first, last, hits, wanted.length, mask);
  }
}

/** Both spans and hits come in order of their offsets: one walk over both. */
function markHits(
  store: CaseStore,
  first: number,
  last: number,
  hits: number[],
  length: number,
  mask: Uint8Array,
): void {
  let h = 0;
  for (const [row, offset, size] of store.events.spans(first, last)) {
    while (h < hits.length && hits[h]! < offset) h++;
    if (h === hits.length) return;
    if (hits[h]! + length <= offset + size) mask[row] = 1;
  }
}

/** First and last row of each file: a file's events are one run of rows, since there is one writer. */
function fileRuns(view: Snapshot): Map<number, [number, number]> {
  const runs = new Map<number, [number, number]>();
  const files = view.column('file');
  for (let row = 0; row < files.length; row++) {
    const run = runs.get(files[row]!);
    if (run) run[1] = row;
    else runs.set(files[row]!, [row, row]);
  }
  return runs;
}

/** Bytes as a Latin-1 string with ASCII letters lowered. `toLowerCase` alone would also fold À and à, which are other bytes. */
function foldAscii(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return isAscii(bytes) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}
