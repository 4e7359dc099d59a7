/**
 * Secrets in text: the content of JSON strings with its place in the bytes, and text that cannot be parsed (broken, cut
 * off, between records), of which only punctuation and the pairs of key and value known to be harmless are kept.
 */
import type { TextRule } from './secrets.ts';

const STAR = 0x2a;
const BACKSLASH = 0x5c;

const ESCAPES = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/** The content of a JSON string with the byte at which each code unit begins; null where it is neither JSON nor UTF-8. */
export function decodeString(
  bytes: Uint8Array,
  from: number,
  to: number,
): { text: string; starts: number[] } | null {
  const starts: number[] = [];
  let text = '';
  for (let at = from; at < to; ) {
    const byte = bytes[at]!;
    starts.push(at);
    if (byte === BACKSLASH) {
      const plain = ESCAPES.get(bytes[at + 1]!);
      if (plain !== undefined) {
        text += plain;
        at += 2;
        continue;
      }
      const hex = latin1(bytes.subarray(at + 2, Math.min(at + 6, to)));
      if (bytes[at + 1] !== 0x75 || !/^[0-9a-f]{4}$/i.test(hex)) return null;
      text += String.fromCharCode(Number.parseInt(hex, 16));
      at += 6;
    } else if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at++;
    } else {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
      if (length === 0 || at + length > to) return null;
      let code = byte & (0xff >> (length + 1));
      for (let next = at + 1; next < at + length; next++) {
        // A byte that does not continue the character may be the first of a secret: it must not be swallowed.
        if ((bytes[next]! & 0xc0) !== 0x80) return null;
        code = (code << 6) | (bytes[next]! & 0x3f);
      }
      const character = String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
      if (character.length === 2) starts.push(at + length);
      text += character;
      at += length;
    }
  }
  starts.push(to);
  return { text, starts };
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

// ---- text that is no JSON ------------------------------------------------------------------------------------------

const PUNCTUATION = new Set([...'{}[]:,"\n\r\t '].map((character) => character.charCodeAt(0)));
const PAIR =
  /"([A-Za-z_]{1,40})"\s{0,20}:\s{0,20}(?:"([^"\\\n]{0,8192})"|(-?\d{1,10}(?:\.\d{1,20})?)(?=[\s,}\]]))?/g;

/**
 * Text that cannot be parsed: punctuation stays, and of pairs of key and value those whose key is listed, by its rule
 * (`number` keeps numbers only). A copy of the same length.
 */
export function maskLoose(bytes: Uint8Array, keep: ReadonlyMap<string, TextRule | 'number'>): Uint8Array {
  const out = bytes.map((byte) => (PUNCTUATION.has(byte) ? byte : STAR));
  const text = latin1(bytes);
  for (const match of text.matchAll(PAIR)) {
    const [whole, key = '', written, number] = match;
    const rule = keep.get(key);
    if (rule === undefined) continue;
    const restore = (from: number, to: number): void => out.set(bytes.subarray(from, to), from);
    restore(match.index + 1, match.index + 1 + key.length);
    const end = match.index + whole.length;
    if (rule === 'number') {
      if (number !== undefined) restore(end - number.length, end);
    } else if (written !== undefined) {
      const start = end - 1 - written.length;
      restore(start, end - 1);
      for (const [from, to] of rule(written)) out.fill(STAR, start + from, start + to);
    }
  }
  return out;
}
