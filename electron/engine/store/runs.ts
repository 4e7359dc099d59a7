/** Run records: each import with what read it, so that anyone can repeat it (after plaso's `Session`, SP 800-86). */
import type { Micros } from '../../../shared/base/time.ts';
import type { Db } from './open.ts';

export interface RunStart {
  readonly started: Micros;
  /** Name and version of the program. */
  readonly product: string;
  /** Runtime and library versions: node, sqlite, electron where there is one, enrichment databases. */
  readonly versions: Readonly<Record<string, string>>;
  /** Importer ids to their versions. */
  readonly importers: Readonly<Record<string, number>>;
  /** Operating system, its release, and the machine's architecture. */
  readonly host: string;
  /** IANA zone of the machine. Nothing depends on it; it is written down so that nobody has to take that on trust. */
  readonly hostZone: string;
  /** Account of the operating system. */
  readonly user: string;
  /** Name that the examiner gave, or null. */
  readonly examiner: string | null;
  /** What was asked, options included. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface Run extends RunStart {
  readonly id: number;
  /** Null: it never ended (the program died in the middle). */
  readonly ended: Micros | null;
  /** `complete`, `cancelled`, or the failure's words; null while it runs. */
  readonly result: string | null;
}

export class Runs {
  private readonly insert;
  private readonly update;
  private readonly select;

  constructor(db: Db) {
    this.insert = db.prepare(
      `INSERT INTO run (started_us, product, versions, importers, host, host_zone, user, examiner, arguments)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.update = db.prepare('UPDATE run SET ended_us = ?, result = ? WHERE id = ?');
    this.select = db.prepare('SELECT * FROM run ORDER BY id');
  }

  /** Answers the run's id. */
  begin(run: RunStart): number {
    const { lastInsertRowid } = this.insert.run(
      run.started,
      run.product,
      JSON.stringify(run.versions),
      JSON.stringify(run.importers),
      run.host,
      run.hostZone,
      run.user,
      run.examiner,
      JSON.stringify(run.arguments),
    );
    return Number(lastInsertRowid);
  }

  end(id: number, ended: Micros, result: string): void {
    this.update.run(ended, result, id);
  }

  /** In order. */
  all(): Run[] {
    return (this.select.all() as Record<string, string | number | null>[]).map((row) => ({
      id: row.id as number,
      started: row.started_us as Micros,
      ended: row.ended_us as Micros | null,
      product: row.product as string,
      versions: JSON.parse(row.versions as string),
      importers: JSON.parse(row.importers as string),
      host: row.host as string,
      hostZone: row.host_zone as string,
      user: row.user as string,
      examiner: row.examiner as string | null,
      arguments: JSON.parse(row.arguments as string),
      result: row.result as string | null,
    }));
  }
}
