import { existsSync } from 'node:fs';
import { Failure } from '../../shared/base/failure.ts';
import { visibleText } from '../../shared/base/text.ts';
import { isZone } from '../../shared/base/time.ts';
import { formatBytes } from '../../shared/events/message.ts';
import type { ColumnMapping } from '../../shared/importers/importer.ts';
import type { ImportReport, SourceFile } from '../../shared/ipc/contract.ts';
import { Engine, type ImportRequest } from '../engine/index.ts';
import { microsOfSeconds } from './clock.ts';
import { parseMapping } from './mapping.ts';
import { type ExitCode, grouped, line, printJson, progressLine, table } from './print.ts';

interface ImportOptions {
  readonly map?: string;
  readonly timeFormat?: ColumnMapping['timeFormat'];
  readonly as?: string;
  readonly timezone: string;
  readonly vpcFormat?: string;
  readonly skew?: string;
  readonly recurse: boolean;
  readonly json?: boolean;
}

export async function importCommand(
  path: string,
  paths: string[],
  options: ImportOptions,
): Promise<ExitCode> {
  if (!isZone(options.timezone)) {
    throw new Failure(
      'usage',
      `${options.timezone} is no time zone`,
      'use an IANA name such as Europe/Berlin',
    );
  }
  const { as, timezone, vpcFormat, map, timeFormat, skew, recurse } = options;
  if (timeFormat !== undefined && map === undefined)
    throw new Failure('usage', '--time-format says how a mapped column is written', 'give --map too');
  const report = await importInto(path, {
    paths,
    timezone,
    recurse,
    ...(as === undefined ? {} : { as }),
    ...(vpcFormat === undefined ? {} : { vpcFormat }),
    ...(map === undefined ? {} : { mapping: parseMapping(map, timeFormat ?? 'iso') }),
    ...(skew === undefined ? {} : { skewMicros: microsOfSeconds(skew) }),
  });
  if (options.json) printJson(report);
  else printReport(report);
  return exitCodeOf(report);
}

/** Imports into a case file, creating it if absent, with progress on stderr; SIGINT cancels and keeps what was read. */
export async function importInto(path: string, request: ImportRequest): Promise<ImportReport> {
  const progress = progressLine();
  const engine = new Engine((event) => {
    if (event.type !== 'import.progress') return;
    const percent = event.bytesTotal === 0 ? 100 : Math.floor((100 * event.bytesDone) / event.bytesTotal);
    progress.show(
      `${percent} %  file ${event.fileIndex + 1} of ${event.files}  ${grouped(event.events)} events  ${visibleText(event.file)}`,
    );
  });
  if (existsSync(path)) engine.open(path);
  else engine.create(path);
  const cancel = (): void => {
    engine.call('import.cancel', {});
  };
  process.once('SIGINT', cancel);
  try {
    const report = await engine.import(request);
    await engine.checked();
    return report;
  } finally {
    process.off('SIGINT', cancel);
    progress.done();
    engine.close();
  }
}

export function exitCodeOf(report: ImportReport): ExitCode {
  const lossy = report.files.some(
    (file) => file.rejected > 0 || file.issues.some((i) => i.severity === 'data-loss'),
  );
  return lossy || report.files.some((file) => file.status === 'cancelled') ? 3 : 0;
}

export function printReport(report: ImportReport): void {
  line(ledgerTable(report.files));
  for (const file of report.files) {
    for (const issue of file.issues) {
      const where = issue.record === null ? '' : ` at record ${issue.record}`;
      const times = issue.count > 1 ? `, ${grouped(issue.count)} times` : '';
      line(visibleText(`${issue.severity}: ${file.path}: ${issue.code}${where}${times}: ${issue.detail}`));
    }
  }
  const { totals } = report;
  line();
  line(
    `${grouped(totals.records)} records = ${grouped(totals.events)} events + ${grouped(totals.duplicates)} duplicates + ` +
      `${grouped(totals.rejected)} rejected + ${grouped(totals.ignored)} ignored — ledger ${report.closed ? 'closed' : 'NOT CLOSED'}`,
  );
}

export function ledgerTable(files: readonly SourceFile[]): string {
  return table(
    ['file', 'importer', 'size', 'records', 'events', 'duplicates', 'rejected', 'ignored', 'status'],
    files.map((f) => [
      f.path,
      f.importer ?? '-',
      formatBytes(f.bytes),
      f.records,
      f.events,
      f.duplicates,
      f.rejected,
      f.ignored,
      f.status,
    ]),
  );
}

/** What became of every byte of the files that were read; the five numbers sum up to the content. */
export function bytesTable(files: readonly SourceFile[]): string {
  return table(
    ['bytes of', 'content', 'events', 'duplicates', 'rejected', 'ignored', 'separators', 'closed'],
    files.flatMap(({ path, bytesOf, contentBytes }) => {
      if (bytesOf === undefined || contentBytes === undefined) return [];
      const { event, duplicate, rejected, ignored, separator } = bytesOf;
      const sum = event + duplicate + rejected + ignored + separator;
      return [
        [
          path,
          contentBytes,
          event,
          duplicate,
          rejected,
          ignored,
          separator,
          sum === contentBytes ? 'yes' : 'NO',
        ],
      ];
    }),
  );
}
