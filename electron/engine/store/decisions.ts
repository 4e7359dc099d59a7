/** What the analyst decided: rows that are added and taken back, never changed or deleted. */
import { createHash } from 'node:crypto';
import type { Decision, DecisionData } from '../../../shared/analysis/decisions.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { decisionSchema } from '../../../shared/ipc/decision-methods.ts';
import type { Db } from './open.ts';

interface Cells {
  readonly id: number;
  readonly data: string;
  readonly reason: string;
  readonly made_us: number;
  readonly made_by: string;
  readonly undone_us: number | null;
  readonly undone_by: string | null;
}

export class Decisions {
  private readonly insert;
  private readonly update;
  private readonly select;

  constructor(db: Db) {
    this.insert = db.prepare(
      'INSERT INTO decision (kind, data, reason, made_us, made_by) VALUES (?, ?, ?, ?, ?)',
    );
    this.update = db.prepare(
      'UPDATE decision SET undone_us = ?, undone_by = ? WHERE id = ? AND undone_us IS NULL',
    );
    this.select = db.prepare('SELECT * FROM decision ORDER BY id');
  }

  /** Answers the decision's id. Call in a transaction together with its custody entry. */
  add(data: DecisionData, reason: string, made: Micros, madeBy: string): number {
    const { lastInsertRowid } = this.insert.run(data.kind, JSON.stringify(data), reason, made, madeBy);
    return Number(lastInsertRowid);
  }

  /** False when there is no such decision, or it was taken back before. */
  undo(id: number, undone: Micros, undoneBy: string): boolean {
    return this.update.run(undone, undoneBy, id).changes === 1;
  }

  /** All that were ever made, oldest first. @throws Failure for a row that no Throughline wrote. */
  all(): Decision[] {
    return (this.select.all() as Cells[]).map((cells) => ({
      id: cells.id,
      data: parsed(cells),
      reason: cells.reason,
      made: cells.made_us as Micros,
      madeBy: cells.made_by,
      undone: cells.undone_us as Micros | null,
      undoneBy: cells.undone_by,
    }));
  }

  /** SHA-256 of the whole table: the custody entry of each decision carries it. */
  get digest(): string {
    const hash = createHash('sha256');
    for (const row of this.select.raw(true).iterate()) hash.update(`${JSON.stringify(row)}\n`);
    this.select.raw(false);
    return hash.digest('hex');
  }
}

function parsed({ id, data }: Cells): DecisionData {
  let value: unknown = null;
  try {
    value = JSON.parse(data);
  } catch {
    // Not even JSON: the schema refuses null with the same words.
  }
  const checked = decisionSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new Failure(
    'case.damaged',
    `decision ${id} of the case cannot be read`,
    'the case was changed outside Throughline; run `verify`, and use a copy',
  );
}
