/**
 * Fields of a line of text of which some stand in double quotes, in one pass and without a regular expression: the quoted
 * ones hold what a client sent, so that a line may be a megabyte of quotes.
 * A quote ends its field only where a separator or the end of the line follows: `"` inside a user agent is text. Servers
 * that escape write `\"` (Tomcat, Apache httpd) or `\x22` (load balancers of AWS).
 */

/** At most `limit` fields between single separators; a quoted field keeps its quotes. What follows the last is left out. */
export function splitFields(line: string, separator: string, limit: number): string[] {
  const fields: string[] = [];
  let at = 0;
  // Where no quote ends a field from here on, none does further on: the line is searched for it once.
  let closes = true;
  while (fields.length < limit) {
    const isQuoted = closes && line[at] === '"';
    const quote = isQuoted ? closingQuote(line, at, separator) : -1;
    if (isQuoted && quote < 0) closes = false;
    const end = quote >= 0 ? quote + 1 : separatorAfter(line, at, separator);
    fields.push(line.slice(at, end));
    if (end >= line.length) break;
    at = end + separator.length;
  }
  return fields;
}

/** The parts of `"referer" "user agent" "session"`; the quotes of the first and the last part are taken off. */
export function splitQuotedRun(text: string): string[] {
  const run = text.trim();
  if (run === '' || !run.startsWith('"')) return [];
  return run
    .slice(1, run.length > 1 && run.endsWith('"') ? -1 : undefined)
    .split('" "')
    .map(unescapeQuoted);
}

/** A field without its quotes and escapes; null for `-` and for nothing, which both mean that there is none. */
export function fieldValue(field: string | undefined): string | null {
  if (field === undefined) return null;
  // A line that was cut off has no quote at its end.
  const bare = field.startsWith('"')
    ? unescapeQuoted(field.slice(1, field.length > 1 && field.endsWith('"') ? -1 : undefined))
    : field;
  return bare === '-' || bare === '' ? null : bare;
}

/** Only quotes and backslashes: other escaped bytes stay visible as they were written. */
function unescapeQuoted(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(?:x22|x5[cC]|["\\])/g, (escaped) => (/x22|"/.test(escaped) ? '"' : '\\'))
    : text;
}

function separatorAfter(line: string, at: number, separator: string): number {
  const found = line.indexOf(separator, at);
  return found < 0 ? line.length : found;
}

/** The quote that ends the field which the quote at `from` begins; -1 where none does. */
function closingQuote(line: string, from: number, separator: string): number {
  for (let at = line.indexOf('"', from + 1); at >= 0; at = line.indexOf('"', at + 1)) {
    const ends = at + 1 === line.length || line.startsWith(separator, at + 1);
    if (ends && !isEscaped(line, from, at)) return at;
  }
  return -1;
}

/** An odd number of backslashes stands before it. */
function isEscaped(line: string, from: number, at: number): boolean {
  let before = at - 1;
  while (before > from && line[before] === '\\') before--;
  return (at - 1 - before) % 2 === 1;
}
