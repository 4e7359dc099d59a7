/** Text for terminals: log values can hold escape sequences, so every value passes `visibleText` on its way out. */
import { Failure } from '../../shared/base/failure.ts';
import { visibleText } from '../../shared/base/text.ts';

export type ExitCode = 0 | 1 | 2 | 3;

export function failureLine(error: unknown): string {
  if (error instanceof Failure) return `error: ${visibleText(error.message)} — ${visibleText(error.advice)}`;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: internal error — this is a bug: report it\n${message}`;
}

export function line(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** 61204 -> `61,204`. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Columns as wide as their widest cell; numbers to the right. Cells are made visible here. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [
    header,
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? grouped(cell) : visibleText(cell)))),
  ];
  const widths = header.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const right = header.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  return cells
    .map((row) =>
      row
        .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A progress line on stderr, on a terminal only; at most ten times a second. */
export function progressLine(): { show(text: string): void; done(): void } {
  if (!process.stderr.isTTY) return { show: () => {}, done: () => {} };
  let last = 0;
  return {
    show(text) {
      const now = performance.now();
      if (now - last < 100) return;
      last = now;
      process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    },
    done: () => process.stderr.write('\r\u001b[K'),
  };
}
