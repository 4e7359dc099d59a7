import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncateMiddle, unescapeText, visibleText, wellFormed } from '../../../shared/base/text.ts';

/** Code points that security.md V7 lists, by hand: not the table of the code. */
const HIDDEN = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2066, 0x2069),
  0x061c,
  0xfeff,
  ...range(0xfe00, 0xfe0f),
  ...range(0xe0000, 0xe007f),
  ...range(0xe0100, 0xe01ef),
];

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('\\', 'u', '{', '}', '5C', '\u202e', 'a', '\\u{202E}', '\ud83d', '🙂'), {
      maxLength: 20,
    })
    .map((p) => p.join('')),
);

describe('visibleText', () => {
  it('shows every hidden character as its code point', () => {
    for (const point of HIDDEN) {
      const shown = visibleText(`a${String.fromCodePoint(point)}b`);
      expect(shown).toBe(`a\\u{${point.toString(16).toUpperCase()}}b`);
    }
  });

  it('leaves letters of every script alone', () => {
    const text = `${'Müller Ångström Ярослав 田中 ‏'.replace('\u200f', '')}محمد नमस्ते 🙂 a\\b`;
    expect(visibleText(text)).toBe(text);
  });

  it('is reversible and hides nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visibleText(text);
        expect(unescapeText(shown)).toBe(text);
        expect([...shown].some((character) => HIDDEN.includes(character.codePointAt(0)!))).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });
});

it('wellFormed escapes half characters only', () => {
  expect(wellFormed('ok 🙂 \u202e')).toBe('ok 🙂 \u202e');
  expect(wellFormed('half \ud83d and \ude00')).toBe('half \\u{D83D} and \\u{DE00}');
});

describe('truncateMiddle', () => {
  it('keeps both ends and never cuts a character in two', () => {
    expect(truncateMiddle('abcdefghij', 10)).toBe('abcdefghij');
    expect(truncateMiddle('abcdefghijk', 10)).toBe('abcde…hijk');
    expect(truncateMiddle('abc', 1)).toBe('…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const short = truncateMiddle(text, limit);
        expect([...short].length).toBeLessThanOrEqual(Math.max(limit, 0));
        expect(/[\ud800-\udfff]/u.test(short)).toBe(/[\ud800-\udfff]/u.test(text) && short === text);
      }),
    );
  });
});
