/** Splits a text for a middle ellipsis: CSS cuts the head, the tail (where ids differ) stays. Joined they are the text. */
const TAIL = 10;

export function headAndTail(text: string): readonly [string, string] {
  const characters = [...text];
  if (characters.length <= TAIL * 2) return [text, ''];
  return [characters.slice(0, -TAIL).join(''), characters.slice(-TAIL).join('')];
}
