import { Failure } from '../../shared/base/failure.ts';
import { formatDuration } from '../../shared/base/time.ts';
import { SOURCE_TYPES, type SourceType } from '../../shared/events/event.ts';
import type { Engine } from '../engine/index.ts';
import { type ExitCode, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

interface ClockOptions {
  readonly file?: string;
  readonly source?: string;
  readonly timezone?: string;
  readonly skew?: string;
  readonly reason?: string;
  readonly undo?: string;
  readonly json?: boolean;
}

export async function clockCommand(path: string, options: ClockOptions): Promise<ExitCode> {
  return withCase(path, (engine): ExitCode => {
    if (options.undo !== undefined) undo(engine, options.undo);
    else if (options.timezone !== undefined || options.skew !== undefined) add(engine, options);
    const { rules } = engine.call('clock.list', {});
    if (options.json) printJson({ rules });
    else if (rules.length === 0) line('no clock was corrected');
    else
      line(
        table(
          ['#', 'for', 'zone', 'skew', 'made by', 'reason', 'state'],
          rules.map((rule) => [
            rule.id,
            rule.path ?? rule.source ?? 'every file',
            rule.zone ?? '-',
            rule.skewMicros === null ? '-' : formatDuration(rule.skewMicros),
            rule.madeBy,
            rule.reason,
            rule.undone === null ? 'holds' : 'taken back',
          ]),
        ),
      );
    return 0;
  });
}

function undo(engine: Engine, id: string): void {
  const { undone } = engine.call('clock.undo', { id: whole(id) });
  if (!undone)
    throw new Failure(
      'usage',
      `correction ${id} does not hold`,
      'see `throughline clock CASE` for those that do',
    );
}

function add(engine: Engine, options: ClockOptions): void {
  const common = {
    source: sourceOf(options.source),
    zone: options.timezone ?? null,
    skewMicros: options.skew === undefined ? null : microsOfSeconds(options.skew),
    reason: options.reason ?? '',
  };
  for (const file of filesOf(engine, options.file)) engine.call('clock.add', { ...common, file });
}

/** Seconds as the command line takes them, to µs. @throws Failure `usage` */
export function microsOfSeconds(text: string): number {
  const micros = Math.round(Number(text) * 1e6);
  if (text.trim() === '' || !Number.isSafeInteger(micros))
    throw new Failure('usage', `--skew ${text} is no number of seconds`, 'write it as -3.5 or 120');
  return micros;
}

function filesOf(engine: Engine, name: string | undefined): readonly (number | null)[] {
  if (name === undefined) return [null];
  const ids = [...engine.store.files.all()].flatMap(([id, file]) => (file.path === name ? [id] : []));
  if (ids.length === 0)
    throw new Failure(
      'usage',
      `no file ${name} is in the case`,
      'see `throughline info CASE` for their names',
    );
  return ids;
}

function sourceOf(text: string | undefined): SourceType | null {
  const source = SOURCE_TYPES.find((one) => one === text) ?? null;
  if (text !== undefined && source === null)
    throw new Failure('usage', `${text} is no source`, `one of ${SOURCE_TYPES.join(', ')}`);
  return source;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new Failure('usage', `--undo ${text} is no number`, 'give the number of a correction');
  return Number(text);
}
