/**
 * Reads the checked-in case with plain parsing, on purpose without the project's importers: a mistake that generator and
 * importer share would stay hidden otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';

const CASE_DIR = join(import.meta.dirname, '../../sample-data/cases/okta-to-atlassian');

/** All files below the case folder as slash paths, sorted. */
export function caseFiles(): string[] {
  return readdirSync(CASE_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(CASE_DIR, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function bytesOf(file: string): Buffer {
  return readFileSync(join(CASE_DIR, file));
}

/** Content as text, decompressed where the name says so. */
export function textOf(file: string): string {
  const bytes = bytesOf(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Records of a log file in file order, each as one line of text; null for a file that is no log. */
function recordsOf(file: string): string[] | null {
  const lines = (): string[] =>
    textOf(file)
      .split('\n')
      .filter((line) => line !== '');
  if (file.startsWith('vpcflow/')) return lines().slice(1);
  if (file.startsWith('cloudtrail/'))
    return (JSON.parse(textOf(file)) as { Records: unknown[] }).Records.map((one) => JSON.stringify(one));
  if (/^okta\/.*\.json(\.gz)?$/.test(file))
    return (JSON.parse(textOf(file)) as unknown[]).map((one) => JSON.stringify(one));
  return /^(okta|jira|confluence|bitbucket)\//.test(file) ? lines() : null;
}

/** Every log file with its records. */
export const LOGS: ReadonlyMap<string, readonly string[]> = new Map(
  caseFiles().flatMap((file) => {
    const records = recordsOf(file);
    return records === null ? [] : [[file, records] as const];
  }),
);

interface Place {
  readonly file: string;
  readonly record: number;
  readonly nativeId: string | null;
}

export interface Expected {
  readonly seed: {
    readonly nativeId: string;
    readonly file: string;
    readonly record: number;
    readonly time: string;
  };
  readonly oracles: {
    readonly jiraTickets: number;
    readonly wikiPages: number;
    readonly reposViewed: number;
    readonly reposArchived: number;
  };
  readonly durations: Readonly<Record<string, number>>;
  readonly totals: {
    readonly records: number;
    readonly labelled: number;
    readonly bySource: Readonly<Record<string, number>>;
  };
  readonly files: readonly { readonly file: string; readonly source: string; readonly records: number }[];
  readonly steps: readonly {
    readonly id: string;
    readonly time: string;
    readonly title: string;
    readonly source: string;
    readonly records: readonly Place[];
  }[];
  readonly labels: readonly {
    readonly file: string;
    readonly source: string;
    readonly role: 'attacker' | 'response';
    readonly step: string;
    readonly records: readonly number[];
  }[];
}

export const EXPECTED = JSON.parse(textOf('expected.json')) as Expected;

/** The text of one record; a wrong place is a failed test. */
export function recordAt({ file, record }: { readonly file: string; readonly record: number }): string {
  const text = LOGS.get(file)?.[record - 1];
  if (text === undefined) throw new Error(`${file} has no record ${record}`);
  return text;
}

/** The time that the record itself states, as `2023-11-14T09:22:49Z`. */
export function secondOf(text: string): string {
  const iso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  if (!text.startsWith('{')) {
    const cells = text.replaceAll('"', '').split(/[ ,]/);
    return iso(Number(cells[10]));
  }
  const value = JSON.parse(text) as {
    published?: string;
    eventTime?: string;
    timestamp?: { epochSecond: number };
  };
  if (value.published !== undefined) return `${value.published.slice(0, 19)}Z`;
  return value.eventTime ?? iso(value.timestamp!.epochSecond);
}
