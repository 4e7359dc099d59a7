/**
 * The analyst works while more evidence comes in: the same questions to the same engine, idle first and then during an
 * import into the open case. Questions come with the pauses of somebody who looks at the answers.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '../../../electron/host/engine-client.ts';
import type { ImportReport } from '../../../shared/ipc/contract.ts';
import { timed, withEngine } from '../kit/engine.ts';
import { generate } from '../kit/generate.ts';
import { quantile } from '../kit/numbers.ts';
import { inFolder } from '../kit/options.ts';
import { ALL, Questions } from '../kit/questions.ts';
import type { Section } from '../kit/section.ts';
import { count, megabytes, milliseconds, ratio, seconds } from '../kit/table.ts';

const PAUSE_MS = 50;
const IDLE_ROUNDS = 100;

type Ask = (questions: Questions) => Promise<unknown>;
const ASKED: Readonly<Record<string, Ask>> = {
  'table page': (questions) => questions.page(ALL),
  timeline: (questions) => questions.timeline(ALL, questions.window()),
};

/** Imports half as many records again into a copy of the case. */
export async function working(casePath: string): Promise<Section> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'working.tline');
    copyFileSync(casePath, path);
    return await withEngine(async (client, memory) => {
      const info = await client.open(path);
      const more = Math.round(info.events / 2);
      await generate('mixed', more, join(folder, 'more'), 3);
      const questions = new Questions(client, info);
      await round(questions);
      const idle = await ask(questions, (rounds) => rounds < IDLE_ROUNDS);
      const { busy, report, took } = await during(client, questions, join(folder, 'more'));
      if (!report.closed || report.totals.records !== more) throw new Error('the ledger is not closed');
      const names = Object.keys(ASKED);
      const p = (of: ReadonlyMap<string, readonly number[]>, name: string, share: number): number =>
        quantile(of.get(name)!, share);
      return {
        title: 'Import while the analyst works',
        notes: [
          `a case of ${count(info.events)} events, ${count(more)} more records imported in ${seconds(took)}; peak of the engine’s process ${megabytes(memory.peakBytes())}; a round of questions every ${PAUSE_MS} ms`,
        ],
        head: [
          'question',
          'idle p50',
          'p95',
          'asked meanwhile',
          'p50',
          'p95',
          'longest',
          'p50 ratio',
          'p95 ratio',
        ],
        rows: names.map((name) => [
          name,
          milliseconds(p(idle, name, 0.5)),
          milliseconds(p(idle, name, 0.95)),
          String(busy.get(name)!.length),
          milliseconds(p(busy, name, 0.5)),
          milliseconds(p(busy, name, 0.95)),
          milliseconds(Math.max(...busy.get(name)!)),
          ratio(p(busy, name, 0.5) / p(idle, name, 0.5)),
          ratio(p(busy, name, 0.95) / p(idle, name, 0.95)),
        ]),
        results: names.flatMap((name) =>
          [0.5, 0.95].map((share) => ({
            measure: `${name} during an import beside idle, p${share * 100}`,
            value: p(busy, name, share) / p(idle, name, share),
            unit: 'ratio' as const,
            target: { limit: 2 },
          })),
        ),
      };
    });
  });
}

async function during(client: EngineClient, questions: Questions, evidence: string) {
  let report: ImportReport | null = null;
  const started = performance.now();
  const importing = client.import({ paths: [evidence] }).then((answer) => {
    report = answer;
  });
  const busy = await ask(questions, () => report === null);
  await importing;
  return { busy, report: report as unknown as ImportReport, took: (performance.now() - started) / 1000 };
}

/** Milliseconds of each question, asked in rounds for as long as `more` says. */
async function ask(questions: Questions, more: (rounds: number) => boolean): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>(Object.keys(ASKED).map((name) => [name, []]));
  for (let rounds = 0; more(rounds); rounds++) {
    for (const [name, ms] of await round(questions)) taken.get(name)!.push(ms);
    await pause(PAUSE_MS);
  }
  return taken;
}

async function round(questions: Questions): Promise<[name: string, ms: number][]> {
  const taken: [string, number][] = [];
  for (const [name, question] of Object.entries(ASKED))
    taken.push([name, (await timed(() => question(questions))).ms]);
  return taken;
}
