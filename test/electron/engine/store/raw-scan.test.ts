/** A scan of raw content, beside a plain look at the bytes of every record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../electron/engine/index.ts';
import { rawRuns } from '../../../../electron/engine/query/text-search.ts';
import { FoldedNeedle } from '../../../../electron/engine/store/folded-needle.ts';
import { piecesOf, RawScanner, type ScanPiece } from '../../../../electron/engine/store/raw-scan.ts';
import { importSample } from '../../../support/sample-case.ts';

let folder: string;
let engine: Engine;
let path: string;
let records: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-raw-'));
  ({ engine, path } = await importSample(folder));
  const { store } = engine;
  records = Array.from({ length: store.snapshot.size }, (_, row) => {
    const { file, offset, length } = store.events.place(row);
    return store.raw.read(file, offset, length).toString('latin1').toLowerCase();
  });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const runsOf = ({ store }: Engine): readonly ScanPiece[] => rawRuns(store, store.snapshot);

const byLooking = (text: string): number[] =>
  records.flatMap((record, row) => (record.includes(text.toLowerCase()) ? [row] : []));
const WORDS = ['193.142.58.126', 'jira', 'FAILURE', 'e', '"ou', 'never written', '":', 'smartsheet-svc'];

describe('a scanner', () => {
  test.each([
    ['pieces of many blocks', undefined, WORDS],
    ['pieces that cut through blocks and records', 100_003, ['jira', '193.142.58.126', '"ou']],
  ])('finds the same rows in %s', (_, size, words) => {
    const scanner = new RawScanner(path);
    try {
      const pieces = piecesOf(runsOf(engine), size);
      for (const word of words) {
        const needle = new FoldedNeedle(word);
        const rows = new Set(pieces.flatMap((piece) => [...scanner.rowsWith(needle, piece)]));
        expect([...rows].sort((a, b) => a - b)).toEqual(byLooking(word));
      }
    } finally {
      scanner.close();
    }
  });
});
