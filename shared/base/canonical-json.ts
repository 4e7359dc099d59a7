/**
 * RFC 8785, JSON Canonicalization Scheme: one text for one value, so that a hash of it means the value. Keys are sorted by
 * UTF-16 code units, numbers and strings are written as ECMAScript writes them.
 */

/**
 * Canonical text of a JSON value; keys whose value is undefined are left out, as `JSON.stringify` does.
 * @throws TypeError for what is no JSON: NaN, infinities, functions, bigints, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no JSON number`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return canonicalString(value);
  if (Array.isArray(value)) return `[${(value as unknown[]).map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} is no JSON`);
  const object = value as { readonly [key: string]: unknown };
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (/[\ud800-\udfff]/u.test(text)) throw new TypeError('half a character has no canonical form');
  return JSON.stringify(text);
}
