/** Ledger lines of files that hold no events, could not be read, or were never reached: each with its reason. */
import { Failure } from '../../../shared/base/failure.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import type { Detection } from '../../../shared/importers/detect.ts';
import type { ImportOptions } from '../../../shared/importers/importer.ts';
import { ISSUE_CODES, type Issue, type IssueCode } from '../../../shared/importers/issue.ts';
import type { SourceFile } from '../../../shared/ipc/contract.ts';
import { type SourceRecord, toSourceFile } from '../store/source-files.ts';
import type { Content, ContentFacts } from './content.ts';
import type { FoundFile } from './discover.ts';
import { Ledger } from './ledger.ts';

/** Why a file is not read as events. */
export type NoReading =
  | Exclude<Detection, { kind: 'importer' }>
  /** A container that is not opened. */
  | { readonly kind: 'container'; readonly issue: Issue };

type Facts = Pick<
  SourceRecord,
  'sha256' | 'bytes' | 'compression' | 'contentSha256' | 'contentBytes' | 'modified' | 'importer' | 'shape'
>;

/** A line without records. */
export function emptyRecord(
  found: FoundFile,
  run: number,
  status: SourceRecord['status'],
  facts: Partial<Facts> &
    Pick<SourceRecord, 'issues'> &
    Partial<Pick<SourceRecord, 'options' | 'started' | 'ended'>>,
): SourceRecord {
  return {
    path: found.name,
    run,
    archive: found.archive ?? null,
    sha256: '',
    bytes: found.bytes,
    compression: 'none',
    encoding: 'utf-8',
    contentSha256: '',
    storedSha256: null,
    contentBytes: 0,
    modified: null,
    importer: null,
    shape: '',
    status,
    records: 0,
    events: 0,
    duplicates: 0,
    rejected: 0,
    ignored: 0,
    bytesOf: { event: 0, duplicate: 0, rejected: 0, ignored: 0, separator: 0 },
    options: '{}',
    started: nowMicros(),
    ended: nowMicros(),
    ...facts,
  };
}

/** A file that was read to its end and holds no events: listed with its hash and the reason. */
export function notRead(
  found: FoundFile,
  facts: ContentFacts,
  content: Content,
  why: NoReading,
  options: ImportOptions,
  run: number,
  started: number,
): SourceRecord {
  const ledger = new Ledger();
  for (const issue of facts.issues) ledger.issue(issue, null, null);
  const empty = facts.contentBytes === 0;
  if (empty && facts.issues.length === 0) ledger.issue(note('file.empty', ''), null, null);
  else if (why.kind === 'container') ledger.issue(why.issue, null, null);
  else if (why.kind === 'bystander') ledger.issue(note('file.not-read', why.sentence), null, null);
  else if (!empty)
    ledger.issue({ code: 'file.unknown', severity: 'data-loss', detail: why.reason }, null, null);
  const { sha256, bytes, contentSha256, contentBytes, modified } = facts;
  return emptyRecord(found, run, 'not-read', {
    sha256,
    bytes,
    compression: content.compression,
    contentSha256,
    contentBytes,
    modified,
    shape: content.describe(shapeOf(why, empty)),
    issues: ledger.issueCounts,
    options: optionsText(found, options),
    started,
  });
}

function shapeOf(why: NoReading, empty: boolean): string {
  if (why.kind === 'bystander') return `${why.bystander.label}: ${why.sentence}`;
  if (why.kind === 'container') return `not opened: ${why.issue.detail || ISSUE_CODES[why.issue.code]}`;
  return empty ? 'empty' : `not recognised: ${why.reason}`;
}

const note = (code: IssueCode, detail: string): Issue => ({ code, severity: 'note', detail });

/** After a cancel: a hash of half a file would be taken for the file's. */
export function nothingSeen(found: FoundFile, content: Content): ContentFacts {
  content.abandon();
  return {
    sha256: '',
    bytes: found.bytes,
    contentSha256: '',
    contentBytes: content.bytesRead,
    modified: null,
    issues: [],
  };
}

/** What a medium that failed is in the ledger. @throws what is no such failure */
export function unreadableIssue(error: unknown): Issue {
  if (!(error instanceof Failure) || error.code !== 'file.unreadable') throw error;
  return { code: 'file.unreadable', severity: 'data-loss', detail: error.message };
}

/** A file that could not be opened or read, for what was thrown. @throws what is no such failure */
export function unreadable(found: FoundFile, error: unknown, run: number): SourceRecord {
  const issue = unreadableIssue(error);
  return refusedRecord(found, issue, ISSUE_CODES[issue.code], run);
}

/** A file of which nothing was looked at, for a reason that is known without. */
export function refusedRecord(found: FoundFile, issue: Issue, shape: string, run: number): SourceRecord {
  const ledger = new Ledger();
  ledger.issue(issue, null, null);
  return emptyRecord(found, run, 'not-read', { shape, issues: ledger.issueCounts });
}

/** A file that a cancel came before: it stands in the report, so that nobody takes it for read. Not in the case. */
export function neverReached(found: FoundFile): SourceFile {
  const shape = 'not reached: the import was cancelled before';
  return toSourceFile(emptyRecord(found, 0, 'cancelled', { shape, issues: [] }));
}

/** JSON of what shaped the reading of a file. */
export function optionsText(found: FoundFile, options: ImportOptions): string {
  const { timezone, vpcFormat, mapping } = options;
  return JSON.stringify({
    readFrom: found.path,
    timezone,
    vpcFormat,
    ...(mapping === null ? {} : { mapping }),
  });
}
