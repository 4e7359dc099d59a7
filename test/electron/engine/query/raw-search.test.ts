/** Scans of raw content by threads, beside a plain look at the bytes of every record. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../../../electron/engine/index.ts';
import { RawSearch } from '../../../../electron/engine/query/raw-search.ts';
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

/** Resolves to the rows that a scan by threads found, when it ended. */
function scanned(search: RawSearch, text: string): Promise<{ rows: number[]; bytes: number }> {
  const rows = new Set<number>();
  let bytes = 0;
  return new Promise((resolve, reject) => {
    search.start(text, piecesOf(runsOf(engine)), {
      onPiece: (some, size) => {
        for (const row of some) rows.add(row);
        bytes += size;
      },
      onEnd: (error) => {
        if (error === null) resolve({ rows: [...rows].sort((a, b) => a - b), bytes });
        else reject(error);
      },
    });
  });
}

describe('threads', () => {
  test('find together what a plain look finds, and look at every byte', async () => {
    const search = new RawSearch(path);
    const total = runsOf(engine).reduce((sum, { from, to }) => sum + to - from, 0);
    for (const word of WORDS)
      expect(await scanned(search, word)).toEqual({ rows: byLooking(word), bytes: total });
    search.close();
  });

  test('give a scan up for a newer one, which then is whole', async () => {
    const search = new RawSearch(path);
    let given = 0;
    for (let i = 0; i < 5; i++) {
      search.start('jira', piecesOf(runsOf(engine)), { onPiece: () => {}, onEnd: () => given++ });
    }
    expect((await scanned(search, 'FAILURE')).rows).toEqual(byLooking('failure'));
    expect(given).toBe(0);
    search.close();
  });

  test('let go of the case before it is closed, so that one file remains', async () => {
    const copy = join(folder, 'closed.tline');
    const other = new Engine();
    other.create(copy);
    const logs = join(folder, 'many.ndjson');
    writeFileSync(logs, `${JSON.stringify({ eventType: 'user.session.start', uuid: 'x' })}\n`);
    await other.import({ paths: [logs] });
    const search = new RawSearch(copy);
    search.start('x', piecesOf([{ file: 1, from: 0, to: 60_000_000_000, firstRow: 0, lastRow: 0 }]), {
      onPiece: () => {},
      onEnd: () => {},
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    search.close();
    other.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('closed'))).toEqual(['closed.tline']);
  });

  test('say what went wrong', async () => {
    const search = new RawSearch(join(folder, 'no-such-case.tline'));
    await expect(scanned(search, 'jira')).rejects.toThrow(/no-such-case/);
    search.close();
  });
});
