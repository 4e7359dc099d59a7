/** Hostile text made visible: what a log says must not reorder, hide or break what stands beside it (UTS #55). */

/** Characters that change how others are shown, or cannot be seen: first and last code point of each range. */
const UNSEEN_RANGES: readonly (readonly [first: number, last: number, what: string])[] = [
  [0x0000, 0x001f, 'C0 controls'],
  [0x007f, 0x009f, 'delete and C1 controls'],
  [0x00ad, 0x00ad, 'soft hyphen'],
  [0x034f, 0x034f, 'combining grapheme joiner'],
  [0x061c, 0x061c, 'Arabic letter mark'],
  [0x115f, 0x1160, 'Hangul fillers'],
  [0x17b4, 0x17b5, 'Khmer inherent vowels'],
  [0x180b, 0x180f, 'Mongolian selectors and separator'],
  [0x200b, 0x200f, 'zero width and direction marks'],
  [0x2028, 0x202e, 'line and paragraph separators, bidi embeddings and overrides'],
  [0x2060, 0x206f, 'invisible operators, bidi isolates'],
  [0x3164, 0x3164, 'Hangul filler'],
  [0xd800, 0xdfff, 'lone surrogates'],
  [0xfe00, 0xfe0f, 'variation selectors'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xffa0, 0xffa0, 'half-width Hangul filler'],
  [0xfff0, 0xfffb, 'unassigned specials, interlinear marks'],
  [0x1d173, 0x1d17a, 'musical beams and slurs'],
  [0xe0000, 0xe0fff, 'tags, variation selectors supplement'],
];

const codePoint = (value: number) => `\\u{${value.toString(16)}}`;
const UNSEEN = new RegExp(
  `[${UNSEEN_RANGES.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join('')}]`,
  'gu',
);

/**
 * Writes each such character as `\u{202E}`, and a backslash before `u{` as `\u{5C}` so that `unescapeText` gives the
 * very text back. Everything else stays as it is, letters of every script among them.
 */
export function visibleText(text: string): string {
  return text.replace(/\\(?=u\{)/g, escapeCharacter).replace(UNSEEN, escapeCharacter);
}

/** The inverse of `visibleText`. */
export function unescapeText(text: string): string {
  return text.replace(/\\u\{([0-9A-F]{1,6})\}/g, (written, hex: string) => {
    const value = Number.parseInt(hex, 16);
    return value > 0x10ffff ? written : String.fromCodePoint(value);
  });
}

/** Lone surrogates cannot be stored as UTF-8: they become their visible escape, all other text stays untouched. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, escapeCharacter);
}

/** At most `limit` characters: the middle gives way to `…`, because both ends of names and addresses tell more. */
export function truncateMiddle(text: string, limit: number): string {
  const characters = text.length > limit ? [...text] : [];
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  const tail = limit - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail === 0 ? '' : characters.slice(-tail).join('')}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
