/** Runs the chain from each seed of a scenario alone and holds precision and recall of every source to 0.95. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../../shared/analysis/case-view.ts';
import { SOURCE_TYPES } from '../../../shared/events/event.ts';
import { type Measured, measure, printScore } from '../../support/scenario-score.ts';
import type { Seed, Told } from './scenario.ts';

/** `partial`: seeds that the chain does not lead to the whole from; what it does find must be right all the same. */
export function prove(title: string, make: () => Told, partial: readonly number[] = []): void {
  test(`${title}: of a size that a test can bear, in several logs, with both kinds of labels`, () => {
    const { files, seeds } = make();
    const key = JSON.parse(files.get('expected.json')!.toString()) as {
      readonly totals: { readonly records: number; readonly bySource: Readonly<Record<string, number>> };
      readonly labels: readonly { readonly role: string }[];
    };
    expect(seeds).toHaveLength(4);
    expect(key.totals.records).toBeGreaterThan(2000);
    expect(key.totals.records).toBeLessThan(8500);
    expect(Object.keys(key.totals.bySource)).toHaveLength(3);
    expect(new Set(key.labels.map(({ role }) => role))).toEqual(new Set(['attacker', 'response']));
  });
  describe(title, () => {
    let folder = '';
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    let told: Told;
    let measured: Measured;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'scenario-'));
      told = make();
      for (const [path, bytes] of told.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      measured = measure(folder);
    });

    test.each([0, 1, 2, 3])(
      'from its seed %i',
      (index) => {
        const seed = told.seeds[index]!;
        const score = measured.score(eventId(measured.view, seed));
        if (partial.includes(index)) {
          for (const { precision } of score.sources) expect(precision).toBeGreaterThanOrEqual(0.95);
          // Whoever mends it takes the seed off the list.
          expect(score.worst).toBeLessThan(0.95);
          return;
        }
        expect(score.worst, `${seed.name}\n${printScore(score)}`).toBeGreaterThanOrEqual(0.95);
      },
      120_000,
    );
  });
}

/** Some logs have no ids of their own: their records are found by their time. */
function eventId(view: CaseView, { name, record }: Seed): string {
  const { nativeId, source, time } = record;
  if (nativeId !== null) return view.place(view.rowOfId(nativeId)).id;
  for (const row of view.byTime)
    if (view.columns.ts[row] === time * 1000 && SOURCE_TYPES[view.columns.source[row]!] === source)
      return view.place(row).id;
  throw new Error(`${name}: no such record was read`);
}
