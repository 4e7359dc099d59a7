import { canonicalJson } from '../../shared/base/canonical-json.ts';
import { truncateMiddle } from '../../shared/base/text.ts';
import { type ExitCode, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

const MAX_DETAILS = 100;

export async function custodyCommand(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const log = await withCase(path, (engine) => engine.call('custody.list', {}));
  if (options.json) {
    printJson(log);
    return 0;
  }
  line(
    table(
      ['#', 'time', 'who', 'action', 'details', 'hash'],
      log.entries.map(({ seq, time, user, examiner, action, details, hash }) => [
        seq,
        time,
        examiner === null ? user : `${examiner} (${user})`,
        action,
        truncateMiddle(detailsText(details), MAX_DETAILS),
        hash.slice(0, 12),
      ]),
    ),
  );
  line();
  line(`head ${log.head}`);
  line('write it down: only a head kept elsewhere shows that the end of the log was cut off');
  return 0;
}

/** The hashes of the tables are for machines. */
function detailsText({ state: _state, files, ...rest }: Readonly<Record<string, unknown>>): string {
  return canonicalJson(Array.isArray(files) ? { ...rest, files: files.length } : rest);
}
