import type { Coverage, SourceCoverage } from '../../shared/analysis/coverage.ts';
import { visibleText } from '../../shared/base/text.ts';
import { formatDuration, formatMicros, type Micros } from '../../shared/base/time.ts';
import { grouped, line, table } from './print.ts';

const SHOWN_SILENCES = 3;

/** For each source: its span, its longest silences, what it says that it lost, and what never appears in it. */
export function printCoverage(coverage: Coverage): void {
  if (coverage.sources.length === 0) return;
  line(
    table(
      ['source', 'first hour', 'last hour', 'silences', 'gaps', 'event types', 'never seen'],
      coverage.sources.map((one) => [
        one.source,
        hour(one.first),
        hour(one.last),
        one.silencesTotal,
        one.gapsTotal,
        one.seenTotal,
        one.never.length,
      ]),
    ),
  );
  for (const one of coverage.sources) printSource(one);
}

function printSource({ source, silences, never, caveat }: SourceCoverage): void {
  line();
  if (caveat !== null) line(`${source}: ${caveat}`);
  for (const { from, to, expected, place } of silences.slice(0, SHOWN_SILENCES)) {
    const where = place === 'within' ? '' : ` (${place} its ${place === 'before' ? 'first' : 'last'} record)`;
    line(
      `${source}: silent ${hour(from)} to ${hour(to)}, ${formatDuration(to - from)}${where}; its usual rate gives ${grouped(Math.round(expected))} events`,
    );
  }
  if (never.length > 0) {
    const names = never.map(({ action, absentWhen }) =>
      absentWhen === null ? action : `${action} (${absentWhen})`,
    );
    line(visibleText(`${source}: never seen: ${names.join(', ')}`));
  }
}

function hour(micros: Micros | null): string {
  return micros === null ? 'undated' : `${formatMicros(micros).slice(0, 16).replace('T', ' ')} UTC`;
}
