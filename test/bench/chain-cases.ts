/** Large cases, made once by the real importer and kept beside the system's temporary files. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attackAtlassian } from '../../sample-data/generate/attack/atlassian.ts';
import { attackAws } from '../../sample-data/generate/attack/aws.ts';
import { attackBitbucket } from '../../sample-data/generate/attack/bitbucket.ts';
import { attackFlows } from '../../sample-data/generate/attack/flows.ts';
import { attackOkta } from '../../sample-data/generate/attack/okta.ts';
import { response } from '../../sample-data/generate/attack/response.ts';
import { CASE_FROM, CASE_TO } from '../../sample-data/generate/clock.ts';
import { noiseAtlassian } from '../../sample-data/generate/noise/atlassian.ts';
import { noiseAwsMachines } from '../../sample-data/generate/noise/aws-machines.ts';
import { noiseAwsPeople } from '../../sample-data/generate/noise/aws-people.ts';
import { noiseOkta } from '../../sample-data/generate/noise/okta.ts';
import { noiseServices } from '../../sample-data/generate/noise/services.ts';
import { noiseVpcflow } from '../../sample-data/generate/noise/vpcflow.ts';
import { layOut } from '../../sample-data/generate/output/layout.ts';
import { render } from '../../sample-data/generate/output/render.ts';
import type { LogRecord } from '../../sample-data/generate/record.ts';
import type { ImportReport } from '../../shared/ipc/contract.ts';
import { FLOW_HEADER, type Line, type Log } from './chain-records.ts';
import { noise, type Shape } from './chain-shapes.ts';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/throughline.mjs');

/** What a case depends on: another generator or another form of the case file makes another folder. */
const edition = createHash('sha256');
for (const file of [
  'chain-records.ts',
  'chain-shapes.ts',
  'chain-cases.ts',
  '../../electron/engine/store/schema.ts',
])
  edition.update(readFileSync(join(import.meta.dirname, file)));
const cache = join(tmpdir(), 'throughline-chain-bench', edition.digest('hex').slice(0, 12));

const FILES: Readonly<Record<Log, string>> = {
  okta: 'okta.ndjson',
  jira: '20231018.00000.audit.log',
  cloudtrail: 'cloudtrail.ndjson',
  flows: 'flows.log',
};

/** The case of about `events` events around a shape, or around the sample's incident. Answers its path. */
export function caseOf(shape: Shape | null, events: number): string {
  const path = join(cache, `${shape?.name ?? 'incident'}-${events}.tline`);
  if (existsSync(path)) return path;
  const evidence = join(cache, 'evidence');
  rmSync(evidence, { recursive: true, force: true });
  mkdirSync(evidence, { recursive: true });
  if (shape === null) {
    const used = writeIncident(evidence, events);
    writeLines(evidence, noise(Math.max(0, events - used)));
  } else {
    writeLines(
      evidence,
      (function* () {
        yield* shape.lines(events / 2);
        yield* noise(events / 2);
      })(),
    );
  }
  importInto(path, evidence);
  rmSync(evidence, { recursive: true });
  return path;
}

interface Incident {
  readonly attack: readonly LogRecord[];
  readonly work: readonly LogRecord[];
}

let drawn: Incident | null = null;

/** The sample case's records. Drawn once a process: the streams of randomness move on. */
function incident(): Incident {
  if (drawn !== null) return drawn;
  const audit = [...attackAtlassian(), ...attackBitbucket()];
  const attack = [...attackOkta(), ...attackAws(), ...audit, ...attackFlows(audit), ...response()];
  const work = [
    ...noiseOkta(),
    ...noiseAtlassian(),
    ...noiseServices(),
    ...noiseAwsPeople(),
    ...noiseAwsMachines(),
    ...noiseVpcflow(),
  ].filter(({ time }) => time >= CASE_FROM && time < CASE_TO);
  drawn = { attack, work };
  return drawn;
}

/** The incident whole, and as much of its company's own work as there is room for. Answers how many records. */
function writeIncident(folder: string, room: number): number {
  const { attack, work } = incident();
  const every = Math.max(1, Math.ceil(work.length / Math.max(1, room - attack.length)));
  const records = [...attack, ...work.filter((_, i) => i % every === 0)];
  for (const file of layOut(records)) {
    const path = join(folder, 'incident', file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, render(file));
  }
  return records.length;
}

function writeLines(folder: string, lines: Iterable<Line>): void {
  const open = new Map<Log, { readonly fd: number; pending: string[] }>();
  const flush = (file: { readonly fd: number; pending: string[] }): void => {
    writeSync(file.fd, `${file.pending.join('\n')}\n`);
    file.pending = [];
  };
  for (const { log, text } of lines) {
    let file = open.get(log);
    if (!file) {
      file = { fd: openSync(join(folder, FILES[log]), 'w'), pending: log === 'flows' ? [FLOW_HEADER] : [] };
      open.set(log, file);
    }
    if (file.pending.push(text) === 1000) flush(file);
  }
  for (const file of open.values()) {
    if (file.pending.length > 0) flush(file);
    closeSync(file.fd);
  }
}

function importInto(path: string, evidence: string): void {
  const unfinished = `${path}.part.tline`;
  rmSync(unfinished, { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [bin, 'import', unfinished, evidence, '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`import ended with ${status}: ${stderr}${stdout.slice(-2000)}`);
  const report = JSON.parse(stdout) as ImportReport;
  if (!report.closed) throw new Error('the ledger is not closed');
  renameSync(unfinished, path);
}
