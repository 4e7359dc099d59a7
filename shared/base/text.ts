/** Hostile text made visible: what a log says must not reorder, hide or break what stands beside it (UTS #55). */

/**
 * Characters that change how others are shown, or cannot be seen: C0, C1, soft hyphen, Arabic letter mark, Hangul and
 * Khmer fillers, zero-width and direction marks, line and paragraph separators, bidi embeddings and isolates,
 * invisible operators, variation selectors, byte order mark, interlinear marks, tags, lone surrogates.
 */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/**
 * Writes each such character as `\u{202E}`, and a backslash before `u{` as `\u{5C}` so that `unescapeText` gives the
 * very text back. Everything else stays as it is, letters of every script among them.
 */
export function visibleText(text: string): string {
  return text.replace(/\\(?=u\{)/g, escapeCharacter).replace(UNSEEN, escapeCharacter);
}

/** The inverse of `visibleText`. */
export function unescapeText(text: string): string {
  return text.replace(/\\u\{([0-9A-F]{1,6})\}/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
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
