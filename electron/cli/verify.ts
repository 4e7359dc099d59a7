import { visibleText } from '../../shared/base/text.ts';
import { type ExitCode, line, printJson } from './print.ts';
import { withCase } from './with-case.ts';

export async function verifyCommand(
  path: string,
  options: { json?: boolean; head?: string },
): Promise<ExitCode> {
  const report = await withCase(path, (engine) => engine.verify(options.head ?? null));
  if (options.json) printJson(report);
  else {
    for (const { ok, name, detail } of report.checks)
      line(`${ok ? 'ok    ' : 'FAILED'}  ${name}: ${visibleText(detail)}`);
    line(`custody head  ${report.custodyHead}`);
    if (report.contentHash !== null) line(`content hash  ${report.contentHash}`);
    line(report.ok ? 'the case is what was imported' : 'the case is NOT what was imported');
  }
  return report.ok ? 0 : 1;
}
