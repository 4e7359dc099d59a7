/**
 * Imports as whole processes, by turns with what one would use instead on the same files: DuckDB with the raw record
 * kept, `JSON.parse` alone, the `sqlite3` shell. Before the times count, both must give the same answers.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { everyEvent, everyRow, type Loaded, numbersOf, numbersOfRows } from '../kit/answers.ts';
import { mustEqual } from '../kit/differences.ts';
import { generate, type Kind } from '../kit/generate.ts';
import { inFolder, type Options } from '../kit/options.ts';
import { importInto } from '../kit/ours.ts';
import { wholeProcess } from '../kit/process.ts';
import { type Contender, type Outcome, race, rival } from '../kit/race.ts';
import type { Result, Section } from '../kit/section.ts';
import { count, megabytes, ratio, seconds } from '../kit/table.ts';

const RIVALS = join(import.meta.dirname, '../rivals');
const OURS = 'Throughline, everything done';
const DUCKDB = 'DuckDB, raw kept';
const PARSE = 'JSON.parse alone';
const SHELL = 'sqlite3 shell, untyped text';

/** Seconds that the nearest desktop peer took for a million VPC rows as untyped text, as published; not run here. */
const PEER_SECONDS_PER_MILLION = 29;
const MEMORY_LIMIT = 400e6;

interface Plan {
  readonly title: string;
  readonly kind: Kind;
  /** Records when none are asked for. */
  readonly size: number;
  /** What DuckDB loads: tables and, for flows, the files below the evidence. */
  readonly duckDb: readonly string[];
  readonly parse: boolean;
  readonly shell: boolean;
  readonly results: (ours: Outcome, others: ReadonlyMap<string, Outcome>, made: Made) => Result[];
}

interface Made {
  readonly records: number;
  readonly bytes: number;
}

const TREE = 'flows=AWSLogs/*/vpcflowlogs/**/*.log.gz';

export const PLANS = {
  cloudtrail: {
    title: 'CloudTrail, packed files of a bucket',
    kind: 'cloudtrail',
    size: 200_000,
    duckDb: ['cloudtrail'],
    parse: true,
    shell: false,
    results: (ours, others, made) => [
      against(ours, others.get(DUCKDB), 0.6),
      against(ours, others.get(PARSE), 4),
      fileShare(ours, made, 0.25),
    ],
  },
  vpc: {
    title: 'VPC flow rows, one file of text',
    kind: 'vpc',
    size: 1_000_000,
    duckDb: ['flows=flows.log'],
    parse: false,
    shell: true,
    results: (ours, others, made) => [
      against(ours, others.get(DUCKDB), 1.5),
      {
        measure: 'of the peer’s 29 s a million (published)',
        value: ours.median / (PEER_SECONDS_PER_MILLION * (made.records / 1e6)),
        unit: 'ratio',
        target: { limit: 0.25 },
      },
      fileShare(ours, made, 0.8),
    ],
  },
  okta: {
    title: 'Okta System Log',
    kind: 'okta',
    size: 50_000,
    duckDb: ['okta'],
    parse: true,
    shell: false,
    results: (ours, others, made) => [
      against(ours, others.get(DUCKDB)),
      against(ours, others.get(PARSE)),
      fileShare(ours, made, 0.25),
    ],
  },
  atlassian: {
    title: 'Jira and Confluence, audit and access logs',
    kind: 'atlassian',
    size: 100_000,
    duckDb: ['audit', 'access'],
    parse: false,
    shell: false,
    results: (ours, others, made) => [against(ours, others.get(DUCKDB)), fileShare(ours, made)],
  },
  mixed: {
    title: 'A mixed case',
    kind: 'mixed',
    size: 300_000,
    duckDb: ['cloudtrail', 'okta', 'audit', 'access', TREE],
    parse: false,
    shell: false,
    results: (ours, others, made) => [
      {
        measure: 'records a second',
        value: made.records / ours.median,
        unit: 'records/s',
        target: { limit: 80_000, atLeast: true },
      },
      against(ours, others.get(DUCKDB)),
      fileShare(ours, made),
    ],
  },
} as const satisfies Record<string, Plan>;

export async function imports(plan: Plan, options: Options): Promise<Section> {
  return await inFolder(async (folder) => {
    const evidence = join(folder, 'evidence');
    const made = await generate(plan.kind, options.size ?? plan.size, evidence);
    await compareSmall(plan, folder);
    const contenders = contendersOf(plan, folder, evidence, made.records);
    const outcomes = await race(contenders, options.runs);
    mustEqual(
      `answers over ${count(made.records)} records`,
      await numbersOf(join(folder, 'ours.tline')),
      await numbersOfRows(join(folder, 'theirs.duckdb'), tablesOf(plan)),
    );
    return sectionOf(plan, options.runs, made, outcomes);
  });
}

const tablesOf = (plan: Plan): Loaded[] => plan.duckDb.map((load) => load.split('=')[0] as Loaded);

/** Every event of a case of 20,000 records, in ours and in theirs. */
async function compareSmall(plan: Plan, folder: string): Promise<void> {
  const evidence = join(folder, 'small');
  const path = join(folder, 'small.tline');
  const database = join(folder, 'small.duckdb');
  await generate(plan.kind, 20_000, evidence, 2);
  await importInto(path, evidence);
  await duckDb(evidence, database, plan.duckDb).run();
  mustEqual('events', await everyEvent(path), await everyRow(database, tablesOf(plan)));
}

const duckDb = (evidence: string, database: string, loads: readonly string[]): Contender =>
  rival(DUCKDB, join(RIVALS, 'duckdb.ts'), database, evidence, database, ...loads);

function contendersOf(plan: Plan, folder: string, evidence: string, records: number): Contender[] {
  const path = join(folder, 'ours.tline');
  const contenders: Contender[] = [
    {
      name: OURS,
      output: path,
      run: async () => {
        const run = await importInto(path, evidence);
        if (run.report.totals.records !== records)
          throw new Error(`${run.report.totals.records} records imported, ${records} written`);
        return run;
      },
    },
    duckDb(evidence, join(folder, 'theirs.duckdb'), plan.duckDb),
  ];
  if (plan.parse) contenders.push(rival(PARSE, join(RIVALS, 'json-parse.ts'), null, evidence));
  if (plan.shell && hasShell()) contenders.push(shell(evidence, join(folder, 'theirs.sqlite')));
  return contenders;
}

const hasShell = (): boolean => spawnSync('sqlite3', ['--version']).status === 0;

/** As its manual has it: a table of text, one command. */
function shell(evidence: string, database: string): Contender {
  const input = `.mode list\n.separator " " "\\n"\n.import "${join(evidence, 'flows.log')}" flows\n`;
  return { name: SHELL, output: database, run: () => wholeProcess(['sqlite3', database], { input }) };
}

function against(ours: Outcome, other: Outcome | undefined, limit?: number): Result {
  return {
    measure: `time beside ${other?.name ?? 'nothing'}`,
    value: other === undefined ? Number.NaN : ours.median / other.median,
    unit: 'ratio',
    ...(limit === undefined ? {} : { target: { limit } }),
  };
}

function fileShare(ours: Outcome, made: Made, limit?: number): Result {
  return {
    measure: 'case file of what was read, unpacked',
    value: ours.outputBytes! / made.bytes,
    unit: 'ratio',
    ...(limit === undefined ? {} : { target: { limit } }),
  };
}

function sectionOf(plan: Plan, runs: number, made: Made, outcomes: readonly Outcome[]): Section {
  const ours = outcomes[0]!;
  const others = new Map(outcomes.slice(1).map((one) => [one.name, one]));
  const notes = [
    `${count(made.records)} records, ${megabytes(made.bytes)} unpacked; whole processes by turns, medians of ${runs}; every event of 20,000 and the numbers of all compared equal`,
  ];
  if (plan.shell && !others.has(SHELL)) notes.push('the `sqlite3` shell is not installed here: left out');
  return {
    title: `Import: ${plan.title}`,
    notes,
    head: ['', 'median', 'fastest', 'slowest', 'CPU', 'records/s', 'ours is', 'peak', 'file', 'of input'],
    rows: outcomes.map((one) => [
      one.name,
      seconds(one.median),
      seconds(Math.min(...one.seconds)),
      seconds(Math.max(...one.seconds)),
      seconds(one.cpuSeconds),
      count(Math.round(made.records / one.median)),
      one === ours ? '' : `${ratio(ours.median / one.median)} x`,
      megabytes(one.peakBytes),
      one.outputBytes === null ? '' : megabytes(one.outputBytes),
      one.outputBytes === null ? '' : ratio(one.outputBytes / made.bytes),
    ]),
    results: [
      ...plan.results(ours, others, made),
      { measure: 'peak memory', value: ours.peakBytes, unit: 'bytes', target: { limit: MEMORY_LIMIT } },
    ],
  };
}
