/** What a scenario hands to whoever scores the chain. */

import type { KitRecord } from '../../../sample-data/generate/kit/record.ts';
import { renderScenario } from '../../../sample-data/generate/kit/scenario.ts';
import type { Book } from './book.ts';

/** Where an analyst starts: one record, from which a human with these logs alone would find the whole attack. */
export interface Seed {
  /** What it is, in words. */
  readonly name: string;
  readonly record: KitRecord;
}

export interface Told {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** Path and content of each file, the answer key among them. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface Telling {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly from: number;
  readonly to: number;
  /** Mark of a record, and what it is in words. */
  readonly seeds: Readonly<Record<string, string>>;
  readonly tables?: ReadonlyMap<string, string>;
}

/** Binds the book; throws where a seed's mark stands on no record. */
export function tell(book: Book, { seeds, tables, ...telling }: Telling): Told {
  const { company, records } = book.log;
  const files = renderScenario({
    ...telling,
    company,
    records,
    seeds: [],
    ...(tables === undefined ? {} : { tables }),
  });
  return {
    name: telling.name,
    files,
    seeds: Object.entries(seeds).map(([mark, name]) => {
      const record = book.marks.get(mark);
      if (record === undefined) throw new Error(`${telling.name}: no record is marked ${mark}`);
      return { name, record };
    }),
  };
}
