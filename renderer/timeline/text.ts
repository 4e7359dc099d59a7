/** Where a name is cut when it does not fit: in its middle, because both ends of actions, addresses and ARNs tell more. */

const TAIL = 10;
/** A tail may instead begin at a separator, so that the last word stays whole: `….authenticationfailure`. */
const SEPARATORS = new Set([...'._/:-@ ']);
const MIN_TAIL = 5;
const MAX_TAIL = 24;

/** In an e-mail address the person is told by the beginning, and the domain is shared: it is cut at its end. */
const EMAIL = /^[^\s/:@]+@[^\s/:@]+$/;

/** Splits a text in two: CSS cuts the head with an ellipsis, the tail stays. Joined they are the text. */
export function headAndTail(text: string): readonly [string, string] {
  const characters = [...text];
  if (characters.length <= TAIL * 2 || EMAIL.test(text)) return [text, ''];
  let tail = TAIL;
  for (let length = MIN_TAIL; length <= MAX_TAIL; length += 1) {
    if (!SEPARATORS.has(characters[characters.length - length] ?? '')) continue;
    tail = length;
    break;
  }
  return [characters.slice(0, -tail).join(''), characters.slice(-tail).join('')];
}
