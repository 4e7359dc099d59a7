/**
 * Damaged samples, importer by importer: whatever happens to the bytes, nothing throws, every byte and record is accounted
 * for, chunks make no difference, and no object is polluted. 2,000 cases an importer here, 100,000 by `npm run fuzz`. A
 * failure prints its bytes: they become a sample in sample-data/formats.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORTERS } from '../../../shared/importers/registry.ts';
import { importBytes, readSample, sampleFiles } from '../../support/importer-properties.ts';

const RUNS = Number(process.env.THROUGHLINE_FUZZ ?? 2000);
/** Larger samples would spend the time on copying. */
const MAX_SAMPLE_BYTES = 32_768;

const samples = sampleFiles()
  .map((name) => ({ name, bytes: readSample(name) }))
  .filter(({ bytes }) => bytes.length <= MAX_SAMPLE_BYTES)
  .map((sample) => ({ ...sample, reader: importBytes(sample.bytes, 65_536).detection }));

const NAUGHTY = join(import.meta.dirname, '../../../../shared/fixtures/hostile/naughty-strings/blns.json');
const naughty: readonly string[] = existsSync(NAUGHTY)
  ? (JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[])
  : [
      '',
      '\u0000',
      '\u2028',
      '=1+1',
      '__proto__',
      '\ud83d',
      '"',
      '\\',
      '%00',
      '٠١',
      '-1e400',
      '9007199254740993',
    ];

interface Damage {
  readonly at: number;
  readonly length: number;
  readonly byte: number;
  readonly text: string;
  readonly other: Uint8Array;
}

const MUTATIONS: Readonly<Record<string, (bytes: Uint8Array, damage: Damage) => Uint8Array>> = {
  flip: (bytes, { at, byte }) => bytes.map((one, index) => (index === at ? one ^ (byte || 1) : one)),
  truncate: (bytes, { at }) => bytes.slice(0, at),
  drop: (bytes, { at, length }) => join8(bytes.slice(0, at), bytes.slice(at + length)),
  repeat: (bytes, { at, length }) => join8(bytes.slice(0, at + length), bytes.slice(at)),
  fill: (bytes, { at, length, byte }) =>
    join8(bytes.slice(0, at), new Uint8Array(length).fill(byte), bytes.slice(at)),
  insert: (bytes, { at, text }) =>
    join8(bytes.slice(0, at), new Uint8Array(Buffer.from(text)), bytes.slice(at)),
  insertEscaped: (bytes, { at, text }) =>
    join8(
      bytes.slice(0, at),
      new Uint8Array(Buffer.from(JSON.stringify(text).slice(1, -1))),
      bytes.slice(at),
    ),
  splice: (bytes, { at, other, length }) =>
    join8(bytes.slice(0, at), other.slice(0, length * 50), bytes.slice(at)),
  widen: (bytes) => new Uint8Array(Buffer.from(new TextDecoder().decode(bytes), 'utf16le')),
};

function join8(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

const BYTES = [
  0x0a, 0x0d, 0x20, 0x22, 0x27, 0x2c, 0x2d, 0x3a, 0x5b, 0x5c, 0x5d, 0x7b, 0x7c, 0x7d, 0x00, 0xff, 0x61,
];

describe.each(IMPORTERS.map(({ id }) => id))('%s', (id) => {
  const own = samples.filter(({ reader }) => reader.startsWith(`${id}: `));

  it(`holds its laws on ${RUNS} damaged samples`, { timeout: Math.max(300_000, RUNS * 40) }, () => {
    expect(own.length).toBeGreaterThan(0);
    let read = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...own),
        fc.constantFrom(...Object.values(MUTATIONS)),
        fc.record({
          at: fc.nat(),
          length: fc.integer({ min: 1, max: 40 }),
          byte: fc.constantFrom(...BYTES),
          text: fc.constantFrom(...naughty),
          other: fc.constantFrom(...samples.map(({ bytes }) => bytes)),
        }),
        (sample, mutate, damage) => {
          const at = damage.at % Math.max(sample.bytes.length, 1);
          const bytes = mutate(sample.bytes, { ...damage, at });
          const whole = importBytes(bytes, bytes.length + 1);
          expect(whole.events.length + whole.rejected + whole.ignored).toBe(whole.records);
          if (whole.records > 0) {
            expect(whole.spanned).toBe(bytes.length);
            read++;
          }
          expect(importBytes(bytes, 97)).toEqual(whole);
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
    // Damage must not have kept most of them from being read at all.
    expect(read).toBeGreaterThan(RUNS / 3);
  });
});
