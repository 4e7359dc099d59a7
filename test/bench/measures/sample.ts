/** The sample case as a whole process. A copy of its files beside it tells how much of the time is the disk's. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, type Options } from '../kit/options.ts';
import { importInto, ROOT } from '../kit/ours.ts';
import { race } from '../kit/race.ts';
import type { Section } from '../kit/section.ts';
import { count, megabytes, seconds } from '../kit/table.ts';

const SAMPLE = join(ROOT, 'sample-data/cases/okta-to-atlassian');

export async function sample({ runs }: Options): Promise<Section> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'sample.tline');
    let records = 0;
    const importing = async () => {
      // Some of its files are broken on purpose: their issues are part of the sample.
      const run = await importInto(path, SAMPLE, { troubled: true });
      records = run.report.totals.records;
      return run;
    };
    const copying = async () => {
      const started = performance.now();
      rmSync(join(folder, 'copy'), { recursive: true, force: true });
      cpSync(SAMPLE, join(folder, 'copy'), { recursive: true });
      return {
        seconds: (performance.now() - started) / 1000,
        peakBytes: Number.NaN,
        cpuSeconds: Number.NaN,
        stdout: '',
      };
    };
    const outcomes = await race(
      [
        { name: 'import of the sample case', output: path, run: importing },
        { name: 'copying the same files', output: null, run: copying },
      ],
      runs,
    );
    return {
      title: 'The sample case',
      notes: [`${count(records)} records; medians of ${runs}`],
      head: ['', 'median', 'fastest', 'slowest', 'records/s', 'peak', 'file'],
      rows: outcomes.map((one) => [
        one.name,
        seconds(one.median),
        seconds(Math.min(...one.seconds)),
        seconds(Math.max(...one.seconds)),
        count(Math.round(records / one.median)),
        megabytes(one.peakBytes),
        one.outputBytes === null ? '' : megabytes(one.outputBytes),
      ]),
      results: [{ measure: 'records a second', value: records / outcomes[0]!.median, unit: 'records/s' }],
    };
  });
}
