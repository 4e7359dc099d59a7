/** Damaged samples: whatever happens to the bytes, nothing throws, nothing is lost and chunks make no difference. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importBytes, readSample, sampleFiles } from '../../support/importer-properties.ts';

const samples = sampleFiles().map(readSample);

type Mutation = (bytes: Uint8Array, at: number, length: number, byte: number) => Uint8Array;

const MUTATIONS: Record<string, Mutation> = {
  flip: (bytes, at, _length, byte) => bytes.map((one, index) => (index === at ? one ^ (byte || 1) : one)),
  cut: (bytes, at) => bytes.slice(0, at),
  drop: (bytes, at, length) => join(bytes.slice(0, at), bytes.slice(at + length)),
  repeat: (bytes, at, length) => join(bytes.slice(0, at + length), bytes.slice(at)),
  insert: (bytes, at, length, byte) =>
    join(bytes.slice(0, at), new Uint8Array(length).fill(byte), bytes.slice(at)),
};

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

it('holds its laws on 2,000 damaged samples', { timeout: 120_000 }, () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.constantFrom(...Object.values(MUTATIONS)),
      fc.nat(),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0x0a, 0x0d, 0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x00, 0xff, 0x61),
      (sample, mutate, position, length, byte) => {
        const bytes = mutate(sample, position % Math.max(sample.length, 1), length, byte);
        const whole = importBytes(bytes, bytes.length + 1);
        expect(whole.events.length + whole.rejected + whole.ignored).toBe(whole.records);
        if (whole.records > 0) expect(whole.spanned).toBe(bytes.length);
        expect(importBytes(bytes, 97)).toEqual(whole);
        if (whole.records > 0) read++;
      },
    ),
    { numRuns: 2000 },
  );
  // Damage must not have kept most of them from being read at all.
  expect(read).toBeGreaterThan(1000);
});
