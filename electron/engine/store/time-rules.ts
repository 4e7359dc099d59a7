/**
 * Clock corrections: a zone for times that were written without one, and a skew for clocks that were wrong. A layer over
 * the times that were read, which stay as they are; a correction is never deleted, only taken back.
 */
import { instantOfWallMicros, MAX_MICROS, MIN_MICROS, type Micros } from '../../../shared/base/time.ts';
import { SOURCE_TYPES, type SourceType } from '../../../shared/events/event.ts';
import type { Db } from './open.ts';

export interface NewTimeRule {
  /** Id of one file, or null: all files. */
  readonly file: number | null;
  /** One source type, or null: all of them. */
  readonly source: SourceType | null;
  /** IANA zone, or null: as it was read. */
  readonly zone: string | null;
  /** Added to every time, µs; null: nothing. */
  readonly skewMicros: number | null;
  readonly reason: string;
}

export interface TimeRule extends NewTimeRule {
  readonly id: number;
  readonly made: Micros;
  readonly madeBy: string;
  /** Null while it holds. */
  readonly undone: Micros | null;
  readonly undoneBy: string | null;
}

/** What holds for the records of one file and source. */
export interface Correction {
  readonly zone: string | null;
  readonly skewMicros: number;
}

export class TimeRules {
  private readonly insert;
  private readonly update;
  private readonly select;

  constructor(db: Db) {
    this.insert = db.prepare(
      'INSERT INTO time_rule (file, source, zone, skew_us, reason, made_us, made_by) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.update = db.prepare(
      'UPDATE time_rule SET undone_us = ?, undone_by = ? WHERE id = ? AND undone_us IS NULL',
    );
    this.select = db.prepare('SELECT * FROM time_rule ORDER BY id');
  }

  /** Answers the rule's id. */
  add(rule: NewTimeRule, made: Micros, madeBy: string): number {
    const { file, source, zone, skewMicros, reason } = rule;
    return Number(this.insert.run(file, source, zone, skewMicros, reason, made, madeBy).lastInsertRowid);
  }

  /** False when there is no such rule, or it was taken back before. */
  undo(id: number, undone: Micros, undoneBy: string): boolean {
    return this.update.run(undone, undoneBy, id).changes === 1;
  }

  /** All that were ever made, in order. */
  all(): TimeRule[] {
    return (this.select.all() as Record<string, string | number | null>[]).map((row) => ({
      id: row.id as number,
      file: row.file as number | null,
      source: row.source as SourceType | null,
      zone: row.zone as string | null,
      skewMicros: row.skew_us as number | null,
      reason: row.reason as string,
      made: row.made_us as Micros,
      madeBy: row.made_by as string,
      undone: row.undone_us as Micros | null,
      undoneBy: row.undone_by as string | null,
    }));
  }
}

/** The correction for a file and source: of the rules that hold, the narrower before the wider, the newer before the older. */
export function correctionFor(
  rules: readonly TimeRule[],
  file: number,
  source: SourceType,
): Correction | null {
  const held = rules
    .filter((rule) => rule.undone === null)
    .filter((rule) => (rule.file ?? file) === file && (rule.source ?? source) === source)
    .sort((a, b) => weight(b) - weight(a) || b.id - a.id);
  const zone = held.find((rule) => rule.zone !== null)?.zone ?? null;
  const skewMicros = held.find((rule) => rule.skewMicros !== null)?.skewMicros ?? 0;
  return zone === null && skewMicros === 0 ? null : { zone, skewMicros };
}

/** Columns of a case that corrections need; `walls`: rows whose zone was assumed, with their wall times. */
export interface TimeColumns {
  readonly ts: Float64Array;
  readonly file: ArrayLike<number>;
  readonly source: ArrayLike<number>;
  readonly walls: () => readonly (readonly [row: number, wall: number])[];
}

/** Times in µs UTC after correction; what a correction would move out of 1970 to 2200 stays as it was read. */
export function correctedTimes(rules: readonly TimeRule[], columns: TimeColumns): Float64Array {
  const { ts, file, source } = columns;
  const known = new Map<number, Correction | null>();
  const correctionAt = (row: number): Correction | null => {
    const key = file[row]! * SOURCE_TYPES.length + source[row]!;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = correctionFor(rules, file[row]!, SOURCE_TYPES[source[row]!]!);
    known.set(key, made);
    return made;
  };
  const moved = ts.slice();
  if (rules.some((rule) => rule.zone !== null)) {
    for (const [row, wall] of columns.walls()) {
      const zone = correctionAt(row)?.zone ?? null;
      if (zone !== null) moved[row] = instantOfWallMicros(wall, zone);
    }
  }
  for (let row = 0; row < moved.length; row++) {
    const skew = correctionAt(row)?.skewMicros ?? 0;
    if (skew !== 0) moved[row] = moved[row]! + skew;
    if (!(moved[row]! >= MIN_MICROS && moved[row]! < MAX_MICROS)) moved[row] = ts[row]!;
  }
  return moved;
}

function weight(rule: TimeRule): number {
  return (rule.file === null ? 0 : 2) + (rule.source === null ? 0 : 1);
}
