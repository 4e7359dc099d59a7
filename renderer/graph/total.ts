/** A number of things as people write it: `2059357`, `2,059,357`, `2 059 357`, `2.059.357`; null for anything else. */
export function parseTotal(text: string): number | null {
  const plain = text.trim();
  if (!/^\d+$|^\d{1,3}(?:([,.'’ \u2009\u00a0\u202f])\d{3})(?:\1\d{3})*$/.test(plain)) return null;
  const total = Number(plain.replaceAll(/\D/g, ''));
  return Number.isSafeInteger(total) ? total : null;
}
