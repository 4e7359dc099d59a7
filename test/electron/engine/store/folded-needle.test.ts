/** Finding a text in bytes, whatever the case of its ASCII letters, beside a plain look at every place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FoldedNeedle } from '../../../../electron/engine/store/folded-needle.ts';

const fold = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

function placesByLooking(content: Buffer, text: string): number[] {
  const wanted = [...Buffer.from(text.toLowerCase())].map(fold);
  const places: number[] = [];
  for (let at = 0; at + wanted.length <= content.length; at++) {
    if (wanted.every((byte, i) => fold(content[at + i]!) === byte)) places.push(at);
  }
  return places;
}

function placesOf(content: Buffer, text: string, base = 0): number[] {
  const hits: number[] = [];
  new FoldedNeedle(text).find(content, base, hits);
  return hits;
}

/** Few letters, so that a needle often occurs, overlaps itself and stands at both ends. */
const letters = fc.constantFrom('a', 'A', 'b', 'B', '1', '.', 'é', 'É', 'Ã', '[', '{', '@', '`');
const text = (minLength: number, maxLength: number) => fc.string({ unit: letters, minLength, maxLength });

describe('a folded needle', () => {
  test('finds every place, in order, and no other', () => {
    fc.assert(
      fc.property(text(0, 60), text(1, 7), (content, needle) => {
        const bytes = Buffer.from(content);
        expect(placesOf(bytes, needle)).toEqual(placesByLooking(bytes, needle));
      }),
      { numRuns: 3000 },
    );
  });

  test('tells bytes apart that only another encoding would call one letter in two cases', () => {
    expect(placesOf(Buffer.from([0xe3, 0xa9]), 'é')).toEqual([]);
    expect(placesOf(Buffer.from('CAFÉ'), 'café')).toEqual([]);
    expect(placesOf(Buffer.from('CAFé'), 'café')).toEqual([0]);
  });

  test('adds to the places what the content is away from the beginning', () => {
    expect(placesOf(Buffer.from('GetObject getobject'), 'GETOBJECT', 1000)).toEqual([1000, 1010]);
  });
});
