/**
 * Keys that stand twice in one object. `JSON.parse` keeps the last and says nothing, so that a forged value can hide a
 * true one. RFC 8259 leaves the meaning open; here the last value counts and the record carries an issue that names the key.
 */
import type { Issue } from '../issue.ts';

/** Keys of all objects inside a parsed value. */
export function countKeys(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    if (Array.isArray(one)) {
      for (const item of one as unknown[]) if (typeof item === 'object' && item !== null) open.push(item);
      continue;
    }
    // `Object.values` would make a list for each object of each record; nothing here inherits enumerable keys.
    const object = one as { readonly [key: string]: unknown };
    for (const key in object) {
      count++;
      const inner = object[key];
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
  return count;
}

const MAX_NAMED = 5;

/** An issue that names them; empty when each key is unique. `text` is valid JSON. */
export function duplicateKeys(text: string): readonly Issue[] {
  const twice = new Set<string>();
  /** Keys of each open object; null for an open list. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const start = at;
      for (at++; text[at] !== '"' && at < text.length; at++) if (text[at] === '\\') at++;
      const keys = open[open.length - 1];
      if (!keys || !isKey(text, at + 1)) continue;
      const key = JSON.parse(text.slice(start, at + 1)) as string;
      if (keys.has(key)) twice.add(key);
      keys.add(key);
    }
  }
  if (twice.size === 0) return [];
  const named = [...twice].slice(0, MAX_NAMED).join(', ');
  return [{ code: 'json.duplicate-key', severity: 'degraded', detail: named.slice(0, 200) }];
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text[at] === ':';
}
