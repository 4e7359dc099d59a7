/** What a scenario writes into: records with their truth, kept by file, cut into files in the order of their times. */
import { isoMillis } from '../../../sample-data/generate/clock.ts';
import { type Rng, rng } from '../../../sample-data/generate/rng.ts';

/** Truth as a careful responder would swear to; `step` is a chapter of the scenario, for seeds that cannot reach all. */
export interface Truth {
  readonly role: 'attacker' | 'response';
  readonly step: string;
  /** A name by which a seed may ask for this very record. */
  readonly mark?: string;
}

export interface Line {
  readonly time: number;
  readonly text: string;
  readonly truth: Truth | null;
}

/** An address with what Okta says of it. */
export interface Place {
  readonly ip: string;
  readonly city: string;
  readonly country: string;
  readonly asNumber: number;
  readonly asOrg: string;
}

/** How a file begins, parts its records and ends. */
export interface Framing {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
}

export const LINES: Framing = { head: '', between: '\n', tail: '\n' };
export const TRAIL: Framing = { head: '{"Records":[', between: ',\n', tail: ']}\n' };

/** The records of one scenario. Equal names give equal bytes. */
export class Book {
  readonly random: Rng;
  private readonly files = new Map<string, { framing: Framing; lines: Line[] }>();

  constructor(name: string) {
    this.random = rng(`scenario/${name}`);
  }

  file(path: string, framing: Framing = LINES): void {
    this.files.set(path, { framing, lines: [] });
  }

  add(path: string, time: number, text: string, truth: Truth | null): void {
    const file = this.files.get(path);
    if (file === undefined) throw new Error(`no file ${path}`);
    file.lines.push({ time, text, truth });
  }

  /** Each file's records in the order in which they stand in it. */
  *ordered(): IterableIterator<{ path: string; framing: Framing; lines: readonly Line[] }> {
    for (const [path, { framing, lines }] of this.files)
      yield { path, framing, lines: [...lines].sort((a, b) => a.time - b.time) };
  }
}

/** `2025-02-18 19:52:07` with some milliseconds, as products write them. */
export function moment(random: Rng, ms: number): number {
  return Math.floor(ms / 1000) * 1000 + random.int(3, 996);
}

/** `2025-02-18`. */
export function dayOf(ms: number): string {
  return isoMillis(ms).slice(0, 10);
}
