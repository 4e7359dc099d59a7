/**
 * Free text: a substring of any normalised value or of the raw record, letter case of ASCII ignored. The dictionaries
 * of distinct values are searched first; then every block of raw bytes is looked through once.
 */
import { TEXT_COLUMNS } from '../../../shared/analysis/case-view.ts';
import type { CaseStore } from '../store/case-store.ts';
import { FoldedNeedle } from '../store/folded-needle.ts';
import { piecesOf, RawScanner, type ScanPiece } from '../store/raw-scan.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { flagTexts } from './matcher.ts';
import { markCodes, markRows, Positions } from './positions.ts';

const SET_COLUMNS = ['targets', 'effects', 'related'] as const;

/** All of it at once, which takes as long as it takes. */
export function rowsWithText(store: CaseStore, view: Snapshot, text: string): Positions {
  if (text === '') return Positions.all(view.size);
  return Positions.made(view.size, (words) => {
    markValues(words, view, text);
    const scanner = new RawScanner(store.path);
    try {
      const needle = new FoldedNeedle(text);
      for (const piece of piecesOf(rawRuns(store, view)))
        markRows(words, scanner.rowsWith(needle, piece), view.rank);
    } finally {
      scanner.close();
    }
  });
}

/** Marks the rows of which a normalised value holds the text. */
export function markValues(words: Uint32Array, view: Snapshot, text: string): void {
  const needle = text.toLowerCase();
  const contains = (value: string): boolean => value.toLowerCase().includes(needle);
  const addresses = flagTexts(view.dictionary('srcIp'), contains);
  for (const column of TEXT_COLUMNS) {
    const isAddress = column === 'srcIp' || column === 'dstIp';
    const flags = isAddress ? addresses : flagTexts(view.dictionary(column), contains);
    markCodes(words, view.column(column), flags, view.rank);
  }
  for (const column of SET_COLUMNS)
    markCodes(words, view.column(column), setFlags(view, column, contains), view.rank);
  markCodes(words, view.column('actor'), actorFlags(view, contains), view.rank);
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

const runsOf = new WeakMap<Snapshot, readonly ScanPiece[]>();

/** Where the records of a snapshot lie: one run of rows for each file, since there is one writer. */
export function rawRuns(store: CaseStore, view: Snapshot): readonly ScanPiece[] {
  const known = runsOf.get(view);
  if (known) return known;
  const runs: ScanPiece[] = [];
  const files = view.column('file');
  for (let row = 0; row < view.size; ) {
    const firstRow = row;
    while (row < view.size && files[row] === files[firstRow]) row++;
    const { file, offset: from } = store.events.place(firstRow);
    const last = store.events.place(row - 1);
    runs.push({ file, from, to: last.offset + last.length, firstRow, lastRow: row - 1 });
  }
  runsOf.set(view, runs);
  return runs;
}
