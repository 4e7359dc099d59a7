/** Prints what was measured as a table that reads as well in a terminal as in BENCHMARKS.md. */
import { cpus, loadavg, totalmem } from 'node:os';

/** A column is right-aligned where all its cells begin with a number. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...rows.map((row) => (row[i] ?? '').length)),
  );
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => /^(\W*\d|$|–)/.test(row[i] ?? '')));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (right[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export const count = (n: number): string => n.toLocaleString('en-GB');
export const seconds = (s: number): string =>
  Number.isNaN(s) ? '–' : s < 0.1 ? `${(s * 1000).toFixed(1)} ms` : `${s.toFixed(2)} s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
export const megabytes = (bytes: number): string =>
  Number.isNaN(bytes) ? '–' : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
export const ratio = (value: number): string => value.toFixed(2);

/** What a figure has to be. */
export interface Target {
  readonly limit: number;
  /** Greater is better. */
  readonly atLeast?: boolean;
}

export function verdict(value: number, { limit, atLeast = false }: Target): string {
  const met = atLeast ? value >= limit : value <= limit;
  return met ? 'met' : 'NOT MET';
}

/** The machine, for the first line of every result. */
export function machine(): string {
  const list = cpus();
  return `${list.length} x ${list[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node.js ${process.versions.node}`;
}

/** How busy the machine was in the last minute with whatever ran on it: figures of a busy machine are worth less. */
export const load = (): string =>
  `load of the last minute ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`;
