/** What a reader hands to the writer: rows whose texts are codes of the reader's own, and the texts behind new codes. */
import type { StoredActor } from './dictionaries.ts';
import type { RowColumns } from './row-columns.ts';
import { VALUE_KINDS, type ValueKind } from './schema.ts';

/** New entries of one dictionary of a reader: `texts[i]` has the code `first + i`. From 1 again: the reader forgot the earlier ones. */
export interface NewEntries<T> {
  readonly first: number;
  readonly texts: readonly T[];
}

export interface RowBatch {
  readonly rows: RowColumns;
  /** Rows whose bytes the ledger counts with an earlier record of the same transport record. */
  readonly shared: readonly number[];
  readonly values: Readonly<Record<ValueKind, NewEntries<string>>>;
  readonly actors: NewEntries<StoredActor>;
}

/** Codes of one reader as codes of the case. One for each reader of an import. */
export class Translation {
  private readonly values = Object.fromEntries(VALUE_KINDS.map((kind) => [kind, new CodeMap()])) as Record<
    ValueKind,
    CodeMap
  >;
  private readonly actors = new CodeMap();

  /** Changes the rows of a batch in place, after taking in its new entries. `codeOf`: of the case's dictionaries. */
  apply(
    { rows, values, actors }: RowBatch,
    codeOf: { value(kind: ValueKind, text: string): number; actor(stored: StoredActor): number },
  ): void {
    const { codes, count } = rows;
    for (const kind of VALUE_KINDS) this.values[kind].learn(values[kind], (text) => codeOf.value(kind, text));
    this.actors.learn(actors, (stored) => codeOf.actor(stored));
    for (const kind of VALUE_KINDS) {
      if (kind === 'address') {
        this.values.address.translate(codes.srcIp, count);
        this.values.address.translate(codes.dstIp, count);
      } else this.values[kind].translate(codes[kind], count);
    }
    this.actors.translate(codes.actor, count);
  }
}

/** From codes to codes; 0 stays 0. */
class CodeMap {
  private table = new Uint32Array(256);

  learn<T>({ first, texts }: NewEntries<T>, codeOf: (entry: T) => number): void {
    const end = first + texts.length;
    if (end > this.table.length) {
      const table = new Uint32Array(Math.max(end, this.table.length * 2));
      table.set(this.table);
      this.table = table;
    }
    for (let i = 0; i < texts.length; i++) this.table[first + i] = codeOf(texts[i]!);
  }

  translate(codes: Uint32Array, count: number): void {
    const { table } = this;
    for (let row = 0; row < count; row++) codes[row] = table[codes[row]!]!;
  }
}
