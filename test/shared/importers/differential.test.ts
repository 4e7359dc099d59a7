/**
 * Real CloudTrail files of others, against what a plain reading of the same JSON says. The figures were counted in the
 * raw files, without this project's code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/event.ts';
import { importBytes } from '../../support/importer-properties.ts';

const LOGS = join(import.meta.dirname, '../../../../shared/fixtures/logs');

/** What is looked at of a raw record. */
interface Raw {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventTime?: string;
  readonly '@timestamp'?: string;
  readonly sourceIPAddress: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly recipientAccountId: string;
  readonly userIdentity: Record<string, string>;
  readonly responseElements?: {
    readonly ConsoleLogin?: string;
    readonly credentials?: { readonly accessKeyId: string };
    readonly accessKey?: { readonly accessKeyId: string };
    readonly credentialSet?: readonly { readonly credentials: { readonly accessKeyId: string } }[];
  } | null;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.json(l|\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function load(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

function rawRecords(bytes: Uint8Array): Raw[] {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('[') && text.includes('}\n{'))
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Raw & { CloudTrailEvent?: string })
      .map((line) => (line.CloudTrailEvent === undefined ? line : (JSON.parse(line.CloudTrailEvent) as Raw)));
  const value = JSON.parse(text) as Raw[] | { Records: Raw[] };
  return Array.isArray(value) ? value : value.Records;
}

function whoOf({ userIdentity: who }: Raw): string {
  if (who.type === 'Root') return 'root';
  if (who.type === 'AssumedRole') return who.principalId!.replace(/^[^:]*:/, '');
  if (who.type === 'FederatedUser') return who.arn!.replace(/^.*\//, '');
  return who.userName ?? who.invokedBy!;
}

function issuedKeys({ responseElements: answer }: Raw): string[] {
  const keys = [
    answer?.credentials?.accessKeyId,
    answer?.accessKey?.accessKeyId,
    answer?.credentialSet?.[0]?.credentials.accessKeyId,
  ];
  return keys.filter((key) => key !== undefined);
}

function checkRecord(raw: Raw, draft: Draft, where: string): void {
  expect(draft.nativeId, where).toBe(raw.eventID);
  expect(draft.action, where).toBe(raw.eventName);
  expect(draft.time?.text, where).toBe(raw.eventTime ?? raw['@timestamp']);
  expect(draft.actor?.name, where).toBe(whoOf(raw));
  expect(draft.srcIp ?? null, where).toBe(isIP(raw.sourceIPAddress) ? raw.sourceIPAddress : null);
  const refused =
    raw.errorCode !== undefined ||
    raw.errorMessage !== undefined ||
    raw.responseElements?.ConsoleLogin === 'Failure';
  expect(draft.outcome, where).toBe(refused ? 'failure' : 'success');
  expect(draft.system, where).toBe(`aws:${raw.recipientAccountId}`);
  const issued = (draft.effects ?? []).flatMap((effect) =>
    effect.kind === 'issued-credential' ? [effect.credential] : [],
  );
  expect(issued, where).toEqual(issuedKeys(raw));
}

describe.each([
  { folder: 'stratus', files: 35, records: 310, failures: 52, withAddress: 203, actors: 11, issued: 11 },
  { folder: 'invictus', files: 55, records: 2900, failures: 300, withAddress: 2547, actors: 20, issued: 38 },
  { folder: 'otrf/unzipped', files: 1, records: 103, failures: 0, withAddress: 98, actors: 3, issued: 5 },
  { folder: 'plaso/jsonl', files: 1, records: 6, failures: 0, withAddress: 5, actors: 2, issued: 0 },
])('$folder', ({ folder, ...expected }) => {
  const path = join(LOGS, folder);
  it.skipIf(!existsSync(path))(
    'reads every record as the raw JSON has it (skipped where the folder is absent)',
    () => {
      const paths = filesBelow(path);
      const drafts: Draft[] = [];
      for (const file of paths) {
        const bytes = load(file);
        const found = importBytes(bytes, 65_536);
        expect(found.detection, file).toMatch(/^aws:cloudtrail: /);
        expect(found.issues, file).toEqual([]);
        expect(found.spanned, file).toBe(bytes.length);
        const raw = rawRecords(bytes);
        expect(found.events.length, file).toBe(raw.length);
        found.events.forEach(({ draft }, index) => {
          // The test's importer drops empty fields; what is left has the types of a draft.
          const full = draft as unknown as Draft;
          checkRecord(raw[index]!, full, `${file} record ${index + 1}`);
          drafts.push(full);
        });
      }
      const { withAddress, failures, actors, issued } = expected;
      expect({
        files: paths.length,
        records: drafts.length,
        failures: drafts.filter((draft) => draft.outcome === 'failure').length,
        withAddress: drafts.filter((draft) => draft.srcIp !== undefined).length,
        actors: new Set(drafts.map((draft) => draft.actor?.name)).size,
        issued: drafts
          .flatMap((draft) => draft.effects ?? [])
          .filter(({ kind }) => kind === 'issued-credential').length,
      }).toEqual({ files: expected.files, records: expected.records, withAddress, failures, actors, issued });
    },
  );
});

/** The records of a scenario: YAML of one layout, two spaces a level, with the list of records under `Logs`. */
function scenarioRecords(yaml: string): object[] {
  const records: Record<string, unknown>[] = [];
  let nested: Record<string, unknown> = {};
  for (const line of yaml.split('\n')) {
    const found = /^( {2}- | {4}| {6})(\w+): ?(.*)$/.exec(line);
    if (found === null) continue;
    const [, indent, key, written] = found;
    if (indent === '  - ') records.push({});
    const into = indent === '      ' ? nested : records[records.length - 1]!;
    if (written === '') into[key!] = nested = {};
    else into[key!] = written === '~' ? null : written!.replace(/^"(.*)"$/, '$1');
  }
  return records;
}

describe('panther-scenarios', () => {
  const folder = join(LOGS, 'panther-scenarios/enrichment-example');
  it.skipIf(!existsSync(folder))('tells the story of the attacker and the one of the victim', () => {
    const read = (name: string) => {
      const records = scenarioRecords(readFileSync(join(folder, name), 'utf8'));
      const { events, issues } = importBytes(new TextEncoder().encode(JSON.stringify(records)), 65_536);
      expect(issues).toEqual([]);
      return events.map(({ draft }) => draft as unknown as Draft);
    };
    const told = ({ time, action, outcome, actor, srcIp }: Draft) =>
      `${time?.text} ${actor?.name} ${action} ${outcome} ${srcIp}`;
    expect(read('attacker_cloudtrail.yml').map(told)).toEqual([
      '2020-10-30T23:25:32Z root ConsoleLogin failure 200.58.83.179',
      '2020-10-31T10:32:00Z root ConsoleLogin failure 200.58.83.179',
      '2020-10-31T14:45:00Z root ConsoleLogin failure 200.58.83.179',
      '2020-11-01T08:29:10Z root ConsoleLogin success 200.58.83.179',
      '2020-11-01T08:32:19Z root CreateAccessKey success 200.58.83.179',
      '2020-11-01T08:35:19Z root CreateUser success 200.58.83.179',
      '2020-11-01T08:36:02Z root AttachUserPolicy success 200.58.83.179',
    ]);
    expect(read('victim_cloudtrail.yml').map(told)).toEqual([
      '2020-10-27T06:00:00Z root ConsoleLogin success 136.24.229.58',
      '2020-10-27T06:05:00Z root SetContactAddress success 136.24.229.58',
      '2020-10-16T06:00:00Z root ConsoleLogin success 136.24.229.58',
      '2020-10-15T06:00:00Z root ConsoleLogin success 136.24.229.58',
    ]);
  });
});

describe('a table derived from CloudTrail', () => {
  const path = join(LOGS, 'otrf/unzipped/AWS_S3_HoneyBucketLogs.csv');
  it.skipIf(!existsSync(path))('is not claimed: its columns are of its own making', () => {
    expect(importBytes(load(path), 65_536).detection).toMatch(/^unknown/);
  });
});
