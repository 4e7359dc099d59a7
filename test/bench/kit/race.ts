/** Several ways to do the same work, each as a whole process, by turns in one run: what the machine does meets all of them. */
import { rmSync, statSync } from 'node:fs';
import { median } from './numbers.ts';
import { type Measured, wholeProcess } from './process.ts';

export interface Contender {
  readonly name: string;
  /** Answers what the process took; `output`: the file that it leaves, removed before each run. */
  readonly run: () => Promise<Measured>;
  readonly output: string | null;
}

export interface Outcome {
  readonly name: string;
  /** Of each run. */
  readonly seconds: readonly number[];
  readonly median: number;
  /** The greatest of all runs; NaN where the system does not tell. */
  readonly peakBytes: number;
  /** Time of the processor, median. */
  readonly cpuSeconds: number;
  /** Size of what was left; null where nothing is. */
  readonly outputBytes: number | null;
}

/** Runs all of them `runs` times; each round begins with another one. */
export async function race(contenders: readonly Contender[], runs: number): Promise<Outcome[]> {
  const taken = new Map<Contender, Measured[]>(contenders.map((one) => [one, []]));
  for (let run = 0; run < runs; run++)
    for (let turn = 0; turn < contenders.length; turn++) {
      const one = contenders[(run + turn) % contenders.length]!;
      if (one.output !== null) rmSync(one.output, { force: true });
      taken.get(one)!.push(await one.run());
    }
  return contenders.map((one) => {
    const runsOfOne = taken.get(one)!;
    const seconds = runsOfOne.map((run) => run.seconds);
    return {
      name: one.name,
      seconds,
      median: median(seconds),
      cpuSeconds: median(runsOfOne.map((run) => run.cpuSeconds)),
      peakBytes: Math.max(...runsOfOne.map((run) => run.peakBytes)),
      outputBytes: one.output === null ? null : statSync(one.output).size,
    };
  });
}

/** A rival's program, run by Node. */
export const rival = (name: string, script: string, output: string | null, ...args: string[]): Contender => ({
  name,
  output,
  run: () => wholeProcess([process.execPath, script, ...args]),
});
