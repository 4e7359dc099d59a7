/** Columns by their meaning: a header names the same thing in many ways, and lists come from many hands. */
import type { RecordInput } from '../importer.ts';
import { text as textOf } from './fields.ts';

/** A header name without what varies between hands: case, spaces, `_`, `-`, `.`, brackets. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What each field is called, folded; the first name that a header has counts. */
export type Synonyms<F extends string> = Readonly<Record<F, readonly string[]>>;

/** Where each field stands in a header, or -1. A column serves one field: the one that lists its name first. */
export class Columns<F extends string> {
  readonly header: readonly string[];
  private readonly places: ReadonlyMap<F, number>;

  constructor(header: readonly string[], synonyms: Synonyms<F>) {
    this.header = header;
    const folded = header.map(foldName);
    const places = new Map<F, number>();
    for (const [field, names] of Object.entries(synonyms) as [F, readonly string[]][]) {
      const name = names.find((one) => folded.includes(one));
      if (name !== undefined) places.set(field, folded.indexOf(name));
    }
    this.places = places;
  }

  has(field: F): boolean {
    return this.places.has(field);
  }

  /** The header of the column that serves a field. */
  columnOf(field: F): string | null {
    return this.header[this.places.get(field) ?? -1] ?? null;
  }

  /** The cell of a field, trimmed; null where the header lacks it or the cell says nothing. */
  value(cells: readonly string[], field: F): string | null {
    const at = this.places.get(field);
    const cell = at === undefined ? '' : (cells[at] ?? '').trim();
    return saysNothing(cell) ? null : cell;
  }

  /** Every column as written, by its header. */
  pairs(cells: readonly string[]): [name: string, value: string][] {
    return this.header.map((name, at) => [name, cells[at] ?? '']);
  }
}

const NOTHING = new Set(['', '-', 'n/a', 'na', 'null', 'none', 'nil', '#n/a']);

/** Words that people and tools write where there is no value. */
export function saysNothing(cell: string): boolean {
  return NOTHING.has(cell.toLowerCase());
}

/**
 * The value of a column or key: the cell of that header, or the value under that key, which may be a path of keys joined
 * by dots. Null where it is absent, empty or no text and no number.
 */
export function valueIn(record: RecordInput, column: string): string | null {
  if (record.framing === 'csv') {
    const cell = record.cells[record.header.indexOf(column)] ?? '';
    return cell.trim() === '' ? null : cell;
  }
  if (record.framing === 'lines') return null;
  const { value } = record;
  if (Object.hasOwn(value, column)) return scalar(value[column]);
  let at: unknown = value;
  for (const key of column.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return scalar(at);
}

function scalar(value: unknown): string | null {
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'oui', 'si', 'sí', 'sim']);
const NO = new Set(['no', 'n', 'false', '0', 'nein', 'non', 'não']);

/** Yes, no, or null for everything else. */
export function yesOrNo(cell: string | null): boolean | null {
  const word = cell?.toLowerCase() ?? '';
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}
