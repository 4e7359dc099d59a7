import { visibleText } from '../../shared/base/text.ts';
import type { Relinked } from '../../shared/ipc/identity-methods.ts';
import { type ExitCode, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

interface LinkOptions {
  readonly reason?: string;
  readonly json?: boolean;
}

export async function linkCommand(
  path: string,
  a: string,
  b: string,
  { reason = '', json }: LinkOptions,
): Promise<ExitCode> {
  const result = await withCase(path, (engine) => engine.call('identity.link', { a, b, reason }));
  if (json) printJson(result);
  else say(result, result.outcome === 'as-before' ? 'they are one identity already' : 'now one identity');
  return 0;
}

export async function unlinkCommand(
  path: string,
  a: string,
  b: string,
  { reason = '', json }: LinkOptions,
): Promise<ExitCode> {
  const result = await withCase(path, (engine) => engine.call('identity.unlink', { a, b, reason }));
  if (json) printJson(result);
  else if (result.outcome === 'unlinked') say(result, 'now two identities');
  else
    say(
      result,
      result.decision === null
        ? 'they are apart already'
        : 'they are apart already and no longer suggested to be one',
    );
  return 0;
}

function say({ decision, takenBack, identities }: Relinked, what: string): void {
  const made = decision === null ? '' : `, decision ${decision}`;
  const undone = takenBack.length === 0 ? '' : `, decision ${takenBack.join(', ')} taken back`;
  line(`${what}${made}${undone}`);
  for (const { display, events, aliases } of identities) {
    line(`\n${visibleText(display)}, ${events} events`);
    line(
      table(
        ['kind', 'alias', 'why'],
        aliases.map(({ kind, value, why }) => [kind, value, why]),
      ),
    );
  }
}
