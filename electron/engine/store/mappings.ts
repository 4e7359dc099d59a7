/** What the analyst said that columns mean, kept by the text of the header: the next file of the same log needs no words. */
import type { ColumnMapping } from '../../../shared/importers/importer.ts';
import type { Db } from './open.ts';

export interface KeptMapping {
  readonly header: string;
  readonly mapping: ColumnMapping;
}

export class Mappings {
  private readonly insert;
  private readonly select;

  constructor(db: Db) {
    this.insert = db.prepare('INSERT OR REPLACE INTO mapping (header, data) VALUES (?, ?)');
    this.select = db.prepare('SELECT header, data FROM mapping ORDER BY header').raw();
  }

  /** Call in a transaction. What was kept for the same header before is replaced. */
  keep({ header, mapping }: KeptMapping): void {
    this.insert.run(header, JSON.stringify(mapping));
  }

  all(): KeptMapping[] {
    const rows = this.select.all() as [string, string][];
    return rows.map(([header, data]) => ({ header, mapping: JSON.parse(data) as ColumnMapping }));
  }
}
