/** What a measure gives back: a table to read, and the same figures by name for `--json` and for the targets. */
import { type Target, table, verdict } from './table.ts';

export interface Result {
  readonly measure: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'bytes' | 'ratio' | 'records/s' | 'exponent';
  readonly target?: Target;
}

export interface Section {
  readonly title: string;
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly results: readonly Result[];
}

export function print({ title, notes, head, rows, results }: Section): string {
  const targets = results.flatMap((result) => (result.target === undefined ? [] : [targetRow(result)]));
  const parts = [`## ${title}`, ...notes, table(head, rows)];
  if (targets.length > 0) parts.push(table(['measure', 'measured', 'target', 'verdict'], targets));
  return parts.join('\n\n');
}

function targetRow({ measure, value, unit, target }: Result): string[] {
  const { limit, atLeast = false } = target!;
  return [
    measure,
    figure(value, unit),
    `${atLeast ? '≥' : '≤'} ${figure(limit, unit)}`,
    Number.isNaN(value) ? 'unknown' : verdict(value, target!),
  ];
}

function figure(value: number, unit: Result['unit']): string {
  switch (unit) {
    case 'bytes':
      return `${(value / 1e6).toFixed(0)} MB`;
    case 'records/s':
      return `${Math.round(value).toLocaleString('en-GB')} records/s`;
    case 'ms':
      return `${value.toFixed(1)} ms`;
    case 's':
      return `${value.toFixed(2)} s`;
    case 'ratio':
    case 'exponent':
      return value.toFixed(2);
  }
}
