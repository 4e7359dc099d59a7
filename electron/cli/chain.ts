import type { Chain, ChainStep } from '../../shared/analysis/chain-types.ts';
import { printChain } from '../../shared/analysis/correlate/print.ts';
import { formatMicros, MICROS_PER_SECOND, type Micros } from '../../shared/base/time.ts';
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

/**
 * The shape that scripts depend on: times as ISO 8601 UTC text, rows of the case left out. `steps` holds what the actor
 * did and nothing else; what defenders did stands in `response`, in the same shape.
 */
function chainJson({ seeds, steps, entities, story, milestones, verdicts }: Chain): unknown {
  return {
    seeds,
    steps: steps.filter(({ role }) => role === 'attacker').map(stepJson),
    response: steps.filter(({ role }) => role === 'response').map(stepJson),
    entities: entities.map(({ kind, value, label, why }) => ({ kind, value, label, why })),
    story: story.map(({ from, to, role, phase, phaseWhy, text, source, count, events }) => ({
      from: formatMicros(from),
      to: formatMicros(to),
      role,
      phase,
      phaseWhy,
      text,
      source,
      count,
      events,
    })),
    milestones: milestones.map(({ kind, title, time, length, text, events }) => ({
      kind,
      title,
      time: isoTime(time),
      seconds: length === null ? null : length / MICROS_PER_SECOND,
      text,
      events,
    })),
    verdicts: verdicts.map(({ id, verdict, from, to, reason, by, made }) => ({
      id,
      verdict,
      from: from?.ref ?? null,
      to: to.ref,
      reason,
      by,
      made: formatMicros(made),
    })),
  };
}

function stepJson({
  event,
  nativeId,
  file,
  record,
  time,
  confidence,
  role,
  verdict,
  via,
}: ChainStep): unknown {
  const ways = via.map(({ from, link, why }) => ({ from, link, why }));
  return { event, nativeId, file, record, time: isoTime(time), confidence, role, verdict, via: ways };
}

function isoTime(time: Micros | null): string | null {
  return time === null ? null : formatMicros(time);
}
