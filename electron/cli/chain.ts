import type { Chain } from '../../shared/analysis/chain-types.ts';
import { printChain } from '../../shared/analysis/correlate/print.ts';
import { formatMicros } from '../../shared/base/time.ts';
import { type ExitCode, line, printJson } from './print.ts';
import { withCase } from './with-case.ts';

/** Columns when the terminal does not say. */
export const DEFAULT_WIDTH = 132;

export async function chainCommand(
  path: string,
  options: { from: string[]; json?: boolean },
): Promise<ExitCode> {
  const chain = await withCase(path, (engine) => engine.call('chain.compute', { seeds: options.from }));
  if (options.json) printJson(chainJson(chain));
  else line(printChain(chain, process.stdout.columns ?? DEFAULT_WIDTH));
  return 0;
}

/** The shape that scripts depend on: times as ISO 8601 UTC text, rows of the case left out. */
function chainJson({ seeds, steps, entities, story }: Chain): unknown {
  return {
    seeds,
    steps: steps.map(({ event, nativeId, file, record, time, confidence, role, via }) => ({
      event,
      nativeId,
      file,
      record,
      time: time === null ? null : formatMicros(time),
      confidence,
      role,
      via,
    })),
    entities: entities.map(({ kind, value, label, why }) => ({ kind, value, label, why })),
    story: story.map(({ from, to, role, phase, text, source, count, events }) => ({
      from: formatMicros(from),
      to: formatMicros(to),
      role,
      phase,
      text,
      source,
      count,
      events,
    })),
  };
}
