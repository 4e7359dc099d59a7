/**
 * The hosts' own log: one JSON line each on stderr. What a log file or a stack says may hold terminal escapes, so
 * every control character (C0, DEL, C1, line and paragraph separators, bidi controls) leaves here as `\uXXXX`.
 */
export function logLine(event: string, detail: Readonly<Record<string, unknown>> = {}): string {
  const line = JSON.stringify({ event, ...detail });
  return line.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function log(event: string, detail?: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${logLine(event, detail)}\n`);
}
