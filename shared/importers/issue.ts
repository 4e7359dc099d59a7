/** Everything that can be wrong with input, as data: the ledger counts by code, the window explains by code. */

export const ISSUE_CODES = {
  'file.empty': 'The file holds no bytes',
  'file.unknown': 'No importer recognises the content',
  'file.not-read': 'Recognised, but not read as events in this version',
  'file.unreadable': 'The file could not be opened or read to its end',
  'file.changed': 'The file changed while it was read',
  'gzip.truncated': 'The compressed data ends too early; what came before is kept',
  'gzip.corrupt': 'The compressed data is damaged; what came before is kept',
  'gzip.trailing': 'Bytes after the compressed data were not read',
  'gzip.limit': 'The compressed data grows beyond the limit; what came before is kept',
  'archive.entry': 'A member of the archive is not read because of its name or kind',
  'archive.limit': 'The archive goes beyond a limit; what came before is kept',
  'archive.corrupt': 'The archive is damaged or cut off; what could be read is kept',
  'archive.encrypted': 'The member is encrypted: decrypt the archive and import what comes out',
  'archive.nested': 'An archive inside an archive is not opened; take it out and import it',
  'parquet.corrupt': 'The Parquet file is damaged; rows that could be decoded are kept',
  'parquet.limit': 'The Parquet file is larger in some way than what is read; what came before is kept',
  'json.syntax': 'The record is not valid JSON',
  'json.truncated': 'The file ends inside a record',
  'json.not-object': 'The record is not a JSON object',
  'json.depth': 'The record nests deeper than 100 levels',
  'json.duplicate-key': 'A key stands twice in one object; the last value counts, the raw record holds both',
  'json.keys': 'The record has more than 10,000 keys',
  'json.list': 'The list of records has a comma too many or too few; every record was read',
  'json.inner': 'The record wraps text that should be JSON and is not',
  'text.encoding': 'The record is not valid UTF-8; bad bytes are shown as escapes',
  'record.oversize': 'The record is longer than the limit of 16 MiB',
  'field.limit': 'A value is longer than 1 MiB; its beginning is kept',
  'field.value': 'A field holds something that is no value of its kind; it is left empty',
  'record.shape': 'The record lacks what makes it a record of this source',
  'csv.ragged': 'The row has another number of cells than the header',
  'csv.cells': 'The row lacks its last cells, or has empty ones beyond the header; it is kept',
  'csv.quote': 'A quoted cell is not closed',
  'line.fields': 'The line has another number of fields than its format',
  'time.missing': 'The record has no time; it stands in the undated lane',
  'time.invalid': 'The time cannot be read; the event stands in the undated lane',
  'time.assumed-gap': 'The time was skipped by a clock change in the zone that was assumed',
  'time.assumed-overlap':
    'The time was passed twice at a clock change in the zone that was assumed; the earlier is taken',
  'source.lossy': 'This kind of export leaves out fields that other exports of the same log have',
  'number.spreadsheet': 'A number was rewritten by a spreadsheet; digits are lost',
  'id.conflict': 'The same native id came with other content; both are kept',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

/**
 * `data-loss`: something in the file did not become an event. `degraded`: an event was kept with less than the record says.
 * `note`: nothing is lost, but the analyst should know.
 */
export type Severity = 'data-loss' | 'degraded' | 'note';

export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** What exactly, in words and with the value (escaped when shown). */
  readonly detail: string;
}
