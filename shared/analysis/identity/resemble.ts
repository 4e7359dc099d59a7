/**
 * Whether one name imitates another: letters of other scripts that look the same, digits for letters, a letter more,
 * less, other or swapped. A look-alike is a warning. It is never evidence that two accounts are one.
 */
import { hasForeignLetters, plainLetters, squeezed } from './names.ts';

/** Letters of other scripts by the Latin letter or letters that they look like. */
const CONFUSABLE = new Map<string, string>(
  (
    'аa вb сc ԁd еe ғf ԍg һh іi ӏl јj кk мm пn оo рp ԛq гr ѕs тt цu ѵv ԝw хx уy ѡw ьb ҽe ' +
    'αa βb ϲc εe ηn ιi κk νv οo ρp τt υu χx γy ωw ϳj ' +
    'օo սu հh ոn յj ցg զq լl քp ' +
    'ıi ȷj ɑa ɡg ɩi ʟl ᴄc ᴏo ꜱs ßb þp łl øo đd ħh ŀl æae œoe'
  )
    .split(' ')
    .map((pair): [string, string] => {
      const [letter, ...latin] = [...pair];
      return [letter!, latin.join('')];
    }),
);

/** Shorter names are a letter apart by chance. */
const MIN_TYPO = 6;

/** A name as the eye reads it. Two names with one skeleton look alike. */
export function skeleton(name: string): string {
  let seen = '';
  for (const letter of plainLetters(name)) seen += CONFUSABLE.get(letter) ?? letter;
  return seen
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/cl/g, 'd')
    .replace(/[1|!i]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/5/g, 's');
}

/** Why one name looks like the other, in words; null: it does not. Names that differ in separators only are spellings. */
export function resemblance(a: string, b: string): string | null {
  const [one, other] = [squeezed(a), squeezed(b)];
  if (one === other || isSeries(one, other) || isSecondAccount(a, b)) return null;
  if (skeleton(one) === skeleton(other) && !(isShort(one) && isShort(other)))
    return homoglyphWords(one, other);
  const difference = Math.min(one.length, other.length) < MIN_TYPO ? null : oneEdit(one, other);
  // `jsmith` and `asmith` are two people of one surname: where nothing separates the parts, the first letter is an initial.
  const initial = difference?.at === 0 && one === a && other === b;
  return difference === null || initial ? null : difference.words;
}

/** `jdoe-a`, `adm.jdoe` beside `jdoe`: a part of its own, as second accounts of one person have it. */
function isSecondAccount(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const rest = long.startsWith(short) ? long.slice(short.length) : null;
  const front = long.endsWith(short) ? long.slice(0, -short.length) : null;
  return /^[._-]/.test(rest ?? '') || /[._-]$/.test(front ?? '');
}

/** Three letters of one script look like three others by chance. */
function isShort(name: string): boolean {
  return name.length < 4 && /^[ -~]*$/.test(name);
}

function homoglyphWords(a: string, b: string): string {
  if ([a, b].some(hasForeignLetters)) return 'letters of another script stand for Latin ones';
  const bare = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');
  if (bare(a) === bare(b)) return 'they differ in accents only';
  return 'letters or digits stand for others that look the same';
}

/** The one place where two names differ, or null where they differ in more. Linear in their length. */
export function oneEdit(a: string, b: string): { readonly at: number; readonly words: string } | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return null;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  let end = 0;
  while (end < short.length - at && short.at(-1 - end) === long.at(-1 - end)) end++;
  if (short.length < long.length) {
    if (at + end < short.length) return null;
    const letter = long[at]!;
    const doubled = long[at - 1] === letter || long[at + 1] === letter;
    return { at, words: doubled ? `“${letter}” is doubled in one of them` : `one has “${letter}” more` };
  }
  const differing = short.length - at - end;
  if (differing === 1) return { at, words: `“${short[at]}” in one is “${long[at]}” in the other` };
  const swapped = differing === 2 && short[at] === long[at + 1] && short[at + 1] === long[at];
  return swapped ? { at, words: `“${short.slice(at, at + 2)}” is turned round in the other` } : null;
}

/** `user7` and `user8`, `jdoe` and `jdoe2`, `svc-01` and `svc-1`: members of a numbered series. */
function isSeries(a: string, b: string): boolean {
  const stem = (name: string) => name.replace(/\d+/g, '#');
  if (a.replace(/\d/g, '') === b.replace(/\d/g, '')) return true;
  return /\d/.test(a) && /\d/.test(b) && stem(a) === stem(b);
}
