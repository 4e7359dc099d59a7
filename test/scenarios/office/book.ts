/** What a scenario is written into: the kit's logbook, with truth beside each record and names for those that are seeds. */
import { isoMillis } from '../../../sample-data/generate/clock.ts';
import type { Company } from '../../../sample-data/generate/kit/company.ts';
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import type { KitRecord } from '../../../sample-data/generate/kit/record.ts';
import type { Rng } from '../../../sample-data/generate/rng.ts';

/** Truth as a careful responder would swear to; `step` is a chapter, in words joined by hyphens. */
export interface Truth {
  readonly role: 'attacker' | 'response';
  readonly step: string;
  /** A name by which a seed asks for this very record. */
  readonly mark?: string;
}

/** The records of one scenario. Equal names give equal bytes. */
export class Book {
  readonly random: Rng;
  readonly log: Logbook;
  readonly marks = new Map<string, KitRecord>();

  constructor(name: string, company: Company) {
    this.log = new Logbook(company, name);
    this.random = this.log.stream('story');
  }

  /** Writes one record with its truth: `write` gets the logbook whose records carry it. */
  add(truth: Truth | null, write: (log: Logbook) => KitRecord): void {
    const log = truth === null ? this.log : this.log[truth.role](truth.step);
    const record = write(log);
    if (truth?.mark !== undefined) this.marks.set(truth.mark, record);
  }
}

/** The second of that time with some milliseconds, as products write them. */
export function moment(random: Rng, ms: number): number {
  return Math.floor(ms / 1000) * 1000 + random.int(3, 996);
}

/** `2025-02-18`. */
export function dayOf(ms: number): string {
  return isoMillis(ms).slice(0, 10);
}
