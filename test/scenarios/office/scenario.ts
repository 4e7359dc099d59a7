/** What a scenario hands to whoever scores the chain: files to be written, the truth of each record, the seeds. */
import type { Book, Framing, Line } from './book.ts';

/** A seed, and which chapters a brilliant human with these logs alone would reach from it. */
export interface Seed {
  /** Says in the test's name what it is. */
  readonly name: string;
  readonly mark: string;
  readonly reaches: 'all' | readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** Path and content of each file to import. */
  readonly files: ReadonlyMap<string, string>;
  /** Path and ordinal (from 1, as the import counts records) of each record that has one, with its truth. */
  readonly records: readonly ScenarioRecord[];
}

export interface ScenarioRecord extends Line {
  readonly path: string;
  readonly ordinal: number;
}

export function bind(
  name: string,
  book: Book,
  seeds: readonly Seed[],
  lists: Readonly<Record<string, string>> = {},
): Scenario {
  const files = new Map<string, string>(Object.entries(lists));
  const records: ScenarioRecord[] = [];
  for (const { path, framing, lines } of book.ordered()) {
    files.set(path, joined(framing, lines));
    for (const [index, line] of lines.entries()) records.push({ ...line, path, ordinal: index + 1 });
  }
  for (const { mark } of seeds)
    if (!records.some(({ truth }) => truth?.mark === mark)) throw new Error(`${name}: no record ${mark}`);
  return { name, seeds, files, records };
}

function joined({ head, between, tail }: Framing, lines: readonly Line[]): string {
  return head + lines.map(({ text }) => text).join(between) + tail;
}
