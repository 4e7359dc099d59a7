/** What the dialog that maps columns knows without being drawn. */
import type { ColumnMapping } from '../../shared/importers/importer.ts';
import { MAPPED_FIELDS, type MappedField } from '../../shared/importers/mapping.ts';
import type { FileHead, SourceFile } from '../../shared/ipc/contract.ts';

export type TimeFormat = ColumnMapping['timeFormat'];

/** Column by field; a field that is left out is not mapped. */
export interface MappingForm {
  readonly fields: Partial<Record<MappedField, string>>;
  readonly timeFormat: TimeFormat;
}

/** Whether a file of the ledger was left because nobody knows its columns or keys. */
export function isMappable(file: SourceFile): boolean {
  return (
    file.importer === null &&
    file.sha256 !== '' &&
    file.issues.some(({ code, detail }) => {
      return (
        code === 'file.unknown' &&
        /^(?:delimited text with columns|JSON with keys|the column |the header |no record )/.test(detail)
      );
    })
  );
}

/** The guess from the names, with the format that the first times are written in. */
export function firstForm({
  columns,
  rows,
  guess,
}: Pick<FileHead, 'columns' | 'rows' | 'guess'>): MappingForm {
  return { fields: guess, timeFormat: timeFormatOf(valuesOf(columns, rows, guess.time)) };
}

/** Another column for a field; none takes it out. A new column of times brings its format. */
export function withField(
  form: MappingForm,
  field: MappedField,
  column: string | null,
  { columns, rows }: Pick<FileHead, 'columns' | 'rows'>,
): MappingForm {
  const kept = MAPPED_FIELDS.flatMap((name): [MappedField, string][] => {
    const known = name === field ? column : (form.fields[name] ?? null);
    return known === null ? [] : [[name, known]];
  });
  const timeFormat =
    field === 'time' && column !== null ? timeFormatOf(valuesOf(columns, rows, column)) : form.timeFormat;
  return { fields: Object.fromEntries(kept), timeFormat };
}

function valuesOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  column: string | undefined,
): string[] {
  const at = column === undefined ? -1 : columns.indexOf(column);
  return rows.flatMap((row) => (row[at] ?? '') || []);
}

/** By the number of digits: Unix times of our days have ten in seconds. */
export function timeFormatOf(values: readonly string[]): TimeFormat {
  const [first = ''] = values;
  if (/^\d{10}(?:\.\d+)?$/.test(first)) return 'seconds';
  if (/^\d{13}(?:\.\d+)?$/.test(first)) return 'milliseconds';
  return /^\d{16}$/.test(first) ? 'microseconds' : 'iso';
}
