/**
 * A CSV file of address ranges (`first,last,number,organisation`, sorted by first address) that is its own index: a
 * look-up halves the bytes of the file until one line is left. Nothing is parsed when it is opened, and what it costs
 * in memory is the file.
 */
import ipaddr from 'ipaddr.js';

/** Owner of a range. */
export interface Network {
  readonly asn: number;
  readonly organisation: string | null;
}

/** An address as numbers from the left: four for IPv4, eight for IPv6. */
type Parts = readonly number[];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COMMA = 44;
const DOT = 46;
const ZERO = 48;

export class RangeCsv {
  private readonly bytes: Buffer;
  private readonly wide: boolean;
  /** By offset of their line: an answer for many addresses is one object. */
  private readonly networks = new Map<number, Network>();

  /** @param wide whether the file holds IPv6 */
  constructor(bytes: Buffer, wide: boolean) {
    this.bytes = bytes;
    this.wide = wide;
  }

  /** The range that holds a canonical address of this file's family, or null. */
  find(ip: string): Network | null {
    const key = this.wide ? ipaddr.IPv6.parse(ip).parts : ip.split('.').map(Number);
    const line = this.lastLineUpTo(key);
    if (line < 0) return null;
    const second = this.bytes.indexOf(COMMA, line) + 1;
    if (compare(this.partsAt(second), key) < 0) return null;
    const known = this.networks.get(line);
    if (known) return known;
    const network = this.networkAt(this.bytes.indexOf(COMMA, second) + 1);
    this.networks.set(line, network);
    return network;
  }

  /** Offset of the last line whose first address is not after `key`; -1 when there is none. */
  private lastLineUpTo(key: Parts): number {
    let found = -1;
    let low = 0;
    let high = this.bytes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let start = middle;
      while (start > low && this.bytes[start - 1] !== LINE_FEED) start--;
      if (compare(this.partsAt(start), key) <= 0) {
        found = start;
        low = this.endOfLine(middle) + 1;
      } else high = start;
    }
    return found;
  }

  private endOfLine(from: number): number {
    const end = this.bytes.indexOf(LINE_FEED, from);
    return end < 0 ? this.bytes.length : end;
  }

  private partsAt(start: number): Parts {
    if (this.wide) {
      const text = this.bytes.toString('latin1', start, this.bytes.indexOf(COMMA, start));
      return ipaddr.IPv6.parse(text).parts;
    }
    const parts: number[] = [];
    let value = 0;
    for (let at = start; at < this.bytes.length; at++) {
      const byte = this.bytes[at]!;
      if (byte === COMMA) break;
      if (byte === DOT) {
        parts.push(value);
        value = 0;
      } else value = value * 10 + byte - ZERO;
    }
    parts.push(value);
    return parts;
  }

  private networkAt(start: number): Network {
    let end = this.endOfLine(start);
    if (this.bytes[end - 1] === CARRIAGE_RETURN) end--;
    const text = this.bytes.toString('utf8', start, end);
    const comma = text.indexOf(',');
    const name = text.slice(comma + 1);
    const organisation = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
    return { asn: Number(text.slice(0, comma)), organisation: organisation === '' ? null : organisation };
  }
}

function compare(a: Parts, b: Parts): number {
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - b[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
