/**
 * Answers of an open case, asked of the engine's process as the window asks them: opening to the first picture, slices of
 * the timeline, pages of the table, exact counts, free text. Filters are asked for the first time each, unless a line
 * says otherwise; a filter's count must be the same in the list of values, in the table and in the timeline.
 */
import { statSync } from 'node:fs';
import type { EngineClient } from '../../../electron/host/engine-client.ts';
import type { FacetField } from '../../../shared/ipc/contract.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import { timed, withEngine } from '../kit/engine.ts';
import { median, quantile } from '../kit/numbers.ts';
import { ALL, type Asked, Questions } from '../kit/questions.ts';
import type { Result, Section } from '../kit/section.ts';
import { count, megabytes, milliseconds, type Target } from '../kit/table.ts';

/** How often each question is asked. */
const ASKED = 120;
const OPENED = 5;
const SEARCHED = 5;

const SLICE: Target = { limit: 50 };
const FILTERED: Target = { limit: 200 };
const PAGE: Target = { limit: 20 };

interface Line {
  readonly name: string;
  readonly ms: readonly number[];
  /** Of the 95th percentile, or of the median where a line has few values. */
  readonly target?: Target;
}

export async function queries(casePath: string): Promise<Section> {
  const opening = await measureOpening(casePath);
  const { lines, events, peakBytes } = await withEngine(async (client, memory) => {
    const info = await client.open(casePath);
    const asked = await askAll(client, new Questions(client, info));
    return { lines: asked, events: info.events, peakBytes: memory.peakBytes() };
  });
  const all = [...opening, ...lines];
  return {
    title: `Answers of a case of ${count(events)} events`,
    notes: [
      `case file ${megabytes(statSync(casePath).size)}; peak of the engine's process ${megabytes(peakBytes)}; ` +
        'milliseconds as the host waits, the channel included',
    ],
    head: ['question', 'asked', 'first', 'p50', 'p95', 'longest'],
    rows: all.map(({ name, ms }) => [
      name,
      String(ms.length),
      milliseconds(ms[0]!),
      milliseconds(quantile(ms, 0.5)),
      milliseconds(quantile(ms, 0.95)),
      milliseconds(Math.max(...ms)),
    ]),
    results: all.map(result),
  };
}

const result = ({ name, ms, target }: Line): Result => ({
  measure: ms.length < 20 ? name : `${name}, p95`,
  value: ms.length < 20 ? median(ms) : quantile(ms, 0.95),
  unit: 'ms',
  ...(target === undefined ? {} : { target }),
});

/** A new process each time; the file is in the system's cache from the second time on. */
async function measureOpening(casePath: string): Promise<Line[]> {
  const opened: number[] = [];
  const pictured: number[] = [];
  for (let n = 0; n < OPENED; n++) {
    await withEngine(async (client) => {
      // The process is there before a case is chosen, as in the window.
      await client.call('address.describe', { ip: '203.0.113.1' });
      const started = performance.now();
      const info = await client.open(casePath);
      opened.push(performance.now() - started);
      const questions = new Questions(client, info);
      await Promise.all([
        questions.timeline(ALL),
        questions.overview(ALL),
        client.call('events.page', { filter: ALL, offset: 0, limit: 200 }),
      ]);
      pictured.push(performance.now() - started);
    });
  }
  return [
    { name: 'open', ms: opened },
    { name: 'open to first picture and page', ms: pictured, target: { limit: 1_000 } },
  ];
}

async function askAll(client: EngineClient, questions: Questions): Promise<Line[]> {
  const lines: Line[] = [];
  const opposite = ({ filter, count: known }: Asked): Asked => ({
    filter: { kind: 'not', of: filter },
    count: questions.events - known,
  });
  const repeat = async (
    name: string,
    target: Target,
    times: number,
    ask: (n: number) => Promise<unknown>,
  ) => {
    const ms: number[] = [];
    for (let n = 0; n < times; n++) ms.push((await timed(() => ask(n))).ms);
    lines.push({ name, ms, target });
  };

  await repeat('timeline, all', SLICE, ASKED, () => questions.timeline(ALL, questions.window()));
  await repeat('table page, all', PAGE, ASKED, () => questions.page(ALL));

  for (const field of ['identity', 'srcIp', 'dstIp', 'source', 'outcome', 'action'] as const) {
    // Half of the values for the picture, the others for the count: neither finds the other's answer remembered. Of a
    // short list, all but each value is counted instead.
    const values = await questions.values(field, 2 * ASKED);
    const short = values.length < 40;
    const pictures = values.filter((_, n) => short || n % 2 === 0);
    const counts = short ? values.map(opposite) : values.filter((_, n) => n % 2 === 1);
    if (pictures.length > 0)
      await repeat(`timeline, new ${field}`, FILTERED, pictures.length, async (n) => {
        const { filter, count: known } = pictures[n]!;
        same(field, filter, known, (await questions.timeline(filter, questions.window())).matched);
      });
    if (counts.length > 0)
      await repeat(`exact count, new ${field}`, FILTERED, counts.length, async (n) => {
        const { filter, count: known } = counts[n]!;
        same(field, filter, known, await questions.count(filter));
      });
    if (field === 'identity') await panning(questions, values[0]!, repeat);
  }

  for (const [name, word] of WORDS) {
    await repeat(`text “${name}”, complete`, { limit: 5_000 }, SEARCHED, (n) =>
      // Another letter case is another question, and the same answer.
      questions.count({ kind: 'text', value: variant(word, n) }),
    );
  }
  const text: Filter = { kind: 'text', value: WORDS[0]![1] };
  await questions.count(text);
  await repeat('timeline, same text, panning', FILTERED, ASKED, () =>
    questions.timeline(text, questions.window()),
  );
  await repeat('list of identities', FILTERED, 20, () =>
    client.call('identities.list', { search: '', limit: 200 }),
  );
  return lines;
}

/** What free text is asked for: a word of few records, one of many raw records, one of none. */
const WORDS = [
  ['few', 'orders-primary'],
  ['many', 'tlsv1.3'],
  ['none', 'no record says this'],
] as const;

/** The word with the `n`-th choice of capitals. */
const variant = (word: string, n: number): string =>
  [...word].map((letter, i) => ((n >> (i % 4)) & 1 ? letter.toUpperCase() : letter)).join('');

/** The busiest identity's picture and table, moved about in. */
async function panning(
  questions: Questions,
  { filter, count: total }: Asked,
  repeat: (name: string, target: Target, times: number, ask: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await questions.count(filter);
  await repeat('timeline, same identity, panning', SLICE, ASKED, () =>
    questions.timeline(filter, questions.window()),
  );
  await repeat('table page, same identity', PAGE, ASKED, () => questions.page(filter, total));
}

function same(field: FacetField, filter: Filter, listed: number, found: number): void {
  if (listed !== found)
    throw new Error(`${field} ${JSON.stringify(filter)}: ${listed} in the list of values, ${found} found`);
}
