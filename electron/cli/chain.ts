import { printChain } from '../../shared/analysis/correlate/print.ts';
import { type ExitCode, line, printJson } from './print.ts';
import { withCase } from './with-case.ts';

/** Columns when the terminal does not say. */
export const DEFAULT_WIDTH = 132;

export async function chainCommand(
  path: string,
  options: { from: string[]; json?: boolean },
): Promise<ExitCode> {
  const chain = await withCase(path, (engine) => engine.call('chain.compute', { seeds: options.from }));
  if (options.json) printJson(chain);
  else line(printChain(chain, process.stdout.columns ?? DEFAULT_WIDTH));
  return 0;
}
