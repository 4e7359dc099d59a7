/** What lists say (rosters, rotations): knowledge beside the events, each entry with its place in the evidence. */
import type { Fact } from '../../../shared/events/event.ts';
import type { Db } from './open.ts';

/** A fact and where it stands: file id and 1-based record. */
export interface StoredFact {
  readonly fact: Fact;
  readonly file: number;
  readonly record: number;
}

export class Facts {
  private readonly insert;
  private readonly select;
  private readonly selectCounts;

  constructor(db: Db) {
    this.insert = db.prepare('INSERT OR REPLACE INTO fact (file, record, kind, data) VALUES (?, ?, ?, ?)');
    this.selectCounts = db.prepare('SELECT kind, count(*) FROM fact GROUP BY kind').raw();
    this.select = db.prepare('SELECT file, record, data FROM fact ORDER BY file, record').raw();
  }

  /** Call in the transaction of the file that they stand in. */
  save(facts: readonly StoredFact[]): void {
    for (const { fact, file, record } of facts)
      this.insert.run(file, record, fact.kind, JSON.stringify(fact));
  }

  counts(): { people: number; rotations: number } {
    const rows = new Map(this.selectCounts.all() as [string, number][]);
    return { people: rows.get('person') ?? 0, rotations: rows.get('rotation') ?? 0 };
  }

  /** In order of file and record. */
  all(): StoredFact[] {
    const rows = this.select.all() as [number, number, string][];
    return rows.map(([file, record, data]) => ({ file, record, fact: JSON.parse(data) as Fact }));
  }
}
