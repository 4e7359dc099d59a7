import type { ReactNode } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import { ISSUE_CODES, type IssueCode } from '../../shared/importers/issue.ts';
import type { IssueCount, LedgerBytes, LedgerTotals, SourceFile } from '../../shared/ipc/contract.ts';
import { bytes, count, counted } from '../format/number.ts';
import { MapColumns } from '../importing/MapColumns.tsx';
import { S } from '../strings.ts';
import { type FileGroup, grouped } from './groups.ts';

function closes(file: SourceFile): boolean {
  return file.records === file.events + file.duplicates + file.rejected + file.ignored;
}

function bytesClose(
  { event, duplicate, rejected, ignored, separator }: LedgerBytes,
  content: number,
): boolean {
  return content === event + duplicate + rejected + ignored + separator;
}

interface Props<F extends SourceFile> {
  readonly files: readonly F[];
  readonly totals: LedgerTotals;
  readonly closed: boolean;
  /** What can be done with a file, at the end of its line. */
  actionsOf?(file: F): ReactNode;
  /** Below the verdict. */
  readonly children?: ReactNode;
}

/** What happened, said once: the code's words, the exact detail, or both where each adds something. */
function issueWords({ code, detail }: IssueCount): { readonly words: string; readonly detail: string } {
  const words = Object.hasOwn(ISSUE_CODES, code) ? ISSUE_CODES[code as IssueCode] : code;
  // What was recognised and why it was not read is the detail's whole sentence.
  if (code === 'file.not-read' && detail !== '') return { words: '', detail };
  return { words, detail: detail === words ? '' : detail };
}

/** Every file with its sums, by records and by bytes, and every issue in words. */
export function LedgerTable<F extends SourceFile>({ files, totals, closed, actionsOf, children }: Props<F>) {
  return (
    <div className="ledger" data-testid="ledger">
      <p
        className={`ledger-verdict ${closed ? 'ledger-closed' : 'ledger-open'}`}
        data-testid="ledger-verdict"
      >
        <strong>{closed ? S.ledger.closed : S.ledger.open}</strong>
        <span>
          {S.ledger.sum(
            counted(totals.records, S.record),
            count(totals.events),
            count(totals.duplicates),
            count(totals.rejected),
            count(totals.ignored),
          )}
        </span>
      </p>
      {children}
      <ul className="ledger-files">
        {grouped(files).map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, also with the same hash; the list never changes in place
          <LedgerGroup key={at} group={group} actionsOf={actionsOf} />
        ))}
      </ul>
    </div>
  );
}

/** A file; an archive with its members below it. */
function LedgerGroup<F extends SourceFile>({
  group: { file, members },
  actionsOf,
}: {
  readonly group: FileGroup<F>;
  readonly actionsOf: ((file: F) => ReactNode) | undefined;
}) {
  return (
    <LedgerRow file={file} name={file.path} actions={actionsOf?.(file)}>
      {members.length > 0 && (
        <ul className="ledger-members" aria-label={S.ledger.members(visibleText(file.path))}>
          {members.map((member, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <LedgerRow key={at} {...member} actions={actionsOf?.(member.file)} />
          ))}
        </ul>
      )}
    </LedgerRow>
  );
}

interface LedgerRowProps {
  readonly file: SourceFile;
  /** Within its archive, if it stands in one. */
  readonly name: string;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

function LedgerRow({ file, name, actions, children }: LedgerRowProps) {
  const read = file.importer !== null && file.status !== 'already-imported';
  // Why a file was not read stands in its issue as well: it is said once.
  const shape = file.issues.some((issue) => issue.detail !== '' && file.shape.endsWith(issue.detail))
    ? ''
    : file.shape;
  return (
    <li className={`ledger-row ledger-${file.status}`} data-testid="ledger-row">
      <div className="ledger-row-head">
        <span className="ledger-path" title={visibleText(file.path)}>
          <bdi>{visibleText(name)}</bdi>
        </span>
        <span className="ledger-status">{S.ledger.status[file.status]}</span>
        {actions}
      </div>
      <div className="ledger-row-facts">
        {(file.importer !== null || shape !== '') && (
          <span>
            {file.importer === null ? null : <span className="mono">{file.importer}</span>}
            {file.importer === null || shape === '' ? null : ' · '}
            {visibleText(shape)}
          </span>
        )}
        <span>{bytes(file.bytes)}</span>
      </div>
      {read && <Sums file={file} />}
      {file.issues.map((issue) => (
        <Issue key={`${issue.code} ${issue.detail}`} issue={issue} />
      ))}
      <MapColumns file={file} />
      {file.sha256 !== '' && (
        <div className="ledger-hash mono" title="SHA-256">
          {file.sha256}
        </div>
      )}
      {children}
    </li>
  );
}

/** Both sides of the ledger: records, and bytes of the content. */
function Sums({ file }: { readonly file: SourceFile }) {
  const { bytesOf, contentBytes } = file;
  return (
    <div className="ledger-sums tabular" data-testid="ledger-sums">
      <span title={S.ledger.sumTitle}>
        {S.ledger.sum(
          counted(file.records, S.record),
          count(file.events),
          count(file.duplicates),
          count(file.rejected),
          count(file.ignored),
        )}{' '}
        {closes(file) ? '✓' : '✕'}
      </span>
      {bytesOf !== undefined && contentBytes !== undefined && (
        <span title={S.ledger.bytesTitle} data-testid="ledger-bytes">
          {S.ledger.bytesSum(
            count(contentBytes),
            count(bytesOf.event),
            count(bytesOf.duplicate),
            count(bytesOf.rejected),
            count(bytesOf.ignored),
            count(bytesOf.separator),
          )}{' '}
          {bytesClose(bytesOf, contentBytes) ? '✓' : '✕'}
        </span>
      )}
    </div>
  );
}

function Issue({ issue }: { readonly issue: IssueCount }) {
  const { words, detail } = issueWords(issue);
  return (
    <div className={`ledger-issue issue-${issue.severity}`} data-testid="ledger-issue">
      <strong>{S.ledger.severity[issue.severity]}</strong>
      <span>
        {words}
        {issue.count > 1 && ` (${S.ledger.times(count(issue.count))})`}
        {words !== '' && detail !== '' && ': '}
        {detail !== '' && <bdi>{visibleText(detail)}</bdi>}
        {issue.record !== null && <span className="quiet"> {S.ledger.firstAt(count(issue.record))}</span>}
      </span>
    </div>
  );
}
