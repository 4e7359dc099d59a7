/** What `npm run bench` was asked for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Measures to run, by name; none for all. */
  readonly measures: readonly string[];
  /** Records of generated evidence; null for a measure's own size. */
  readonly size: number | null;
  readonly sizes: readonly number[] | null;
  readonly runs: number;
  /** A case that exists, for measures that need one. */
  readonly casePath: string | null;
  readonly json: string | null;
}

export const USAGE = `usage: npm run bench -- [MEASURE...] [--size N] [--sizes N,N,N] [--runs N] [--case FILE] [--json FILE]`;

/** @throws TypeError on an option that does not exist */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      size: { type: 'string' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      case: { type: 'string' },
      json: { type: 'string' },
    },
  });
  return {
    measures: positionals,
    size: values.size === undefined ? null : Number(values.size),
    sizes: values.sizes?.split(',').map(Number) ?? null,
    runs: Number(values.runs ?? 3),
    casePath: values.case ?? null,
    json: values.json ?? null,
  };
}

/** Runs `use` with a folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
