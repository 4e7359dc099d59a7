import { createWriteStream } from 'node:fs';
import { Failure } from '../../shared/base/failure.ts';
import { visibleText } from '../../shared/base/text.ts';
import { formatMicros } from '../../shared/base/time.ts';
import { parseFilter } from '../../shared/query/parse-filter.ts';
import { csvHeader, csvRow } from '../../shared/report/events-csv.ts';
import { l2tHeader, l2tRow } from '../../shared/report/events-l2tcsv.ts';
import { timesketchLine } from '../../shared/report/events-timesketch.ts';
import { type Engine, eventJson } from '../engine/index.ts';
import type { ExitCode } from './print.ts';
import { fileHash, withCase } from './with-case.ts';

interface EventsOptions {
  readonly format?: 'table' | 'jsonl' | 'csv' | 'timesketch' | 'l2tcsv';
  readonly raw?: boolean;
  readonly limit?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export async function eventsCommand(
  path: string,
  query: string[],
  options: EventsOptions,
): Promise<ExitCode> {
  const text = query.join(' ');
  const filter = parseFilter(text);
  if (!filter.ok) {
    const { message, position } = filter.error;
    throw new Failure('usage', `query, position ${position + 1}: ${message}`, 'mend the query');
  }
  const limit = options.limit === undefined ? Number.POSITIVE_INFINITY : Number(options.limit);
  if (!(limit >= 0))
    throw new Failure('usage', `--limit ${options.limit} is no number`, 'give a whole number');
  return withCase(path, async (engine): Promise<ExitCode> => {
    const { view, positions } = engine.selector.select(filter.value);
    const rows = positions.rows(view.byTime, 0, limit);
    await write(chunksOf(engine, rows, options), options.out);
    if (options.out !== undefined)
      engine.logExport({
        file: options.out,
        format: options.raw ? 'raw' : (options.format ?? 'table'),
        query: text,
        rows: rows.length,
        sha256: await fileHash(options.out),
      });
    return 0;
  });
}

function* chunksOf(
  engine: Engine,
  rows: Uint32Array,
  options: EventsOptions,
): Generator<string | Uint8Array> {
  const { store } = engine;
  const format = options.format ?? (options.json ? 'jsonl' : 'table');
  if (format === 'csv' && !options.raw) yield csvHeader();
  if (format === 'l2tcsv' && !options.raw) yield l2tHeader();
  let leftOut = 0;
  for (const row of rows) {
    if (options.raw) {
      const { file, offset, length } = store.events.place(row);
      yield Buffer.concat([store.raw.read(file, offset, length), Buffer.from('\n')]);
      continue;
    }
    const view = store.snapshot;
    const identity = view.identities[view.identityOfActor(view.columns.actor[row]!)];
    const event = eventJson(store.events.get(view, row), identity?.class ?? null);
    if (format === 'jsonl') yield `${JSON.stringify(event)}\n`;
    else if (format === 'csv') yield csvRow(event);
    else if (format === 'l2tcsv') yield l2tRow(event);
    else if (format === 'timesketch') {
      const written = timesketchLine(event);
      if (written === null) leftOut++;
      else yield written;
    } else {
      const time = event.time ?? 'undated'.padEnd(formatMicros(0 as never).length);
      yield `${time}  ${event.source.padEnd(20)}  ${event.outcome.padEnd(7)}  ${visibleText(event.message)}\n`;
    }
  }
  if (leftOut > 0)
    process.stderr.write(
      `left out: ${leftOut} events without a time, which a Timesketch timeline cannot hold\n`,
    );
}

/** Writes with back pressure; a closed pipe (`| head`) ends quietly. An existing file is never overwritten. */
async function write(chunks: Iterable<string | Uint8Array>, out: string | undefined): Promise<void> {
  const stream = out === undefined ? process.stdout : createWriteStream(out, { flags: 'wx' });
  let failure: NodeJS.ErrnoException | null = null;
  const ended = new Promise<void>((resolve) => {
    stream.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  for (const chunk of chunks) {
    if (failure) break;
    if (!stream.write(chunk)) await Promise.race([new Promise<void>((r) => stream.once('drain', r)), ended]);
  }
  if (out !== undefined && !failure) await new Promise<void>((resolve) => stream.end(resolve));
  const error = failure as NodeJS.ErrnoException | null;
  if (!error || error.code === 'EPIPE') return;
  if (error.code === 'EEXIST')
    throw new Failure('case.exists', `${out} exists already`, 'choose another name');
  throw new Failure(
    'file.unreadable',
    `${out ?? 'stdout'} cannot be written: ${error.message}`,
    'choose another place',
  );
}
