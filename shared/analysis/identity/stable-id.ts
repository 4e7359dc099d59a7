/**
 * 48 bits of a text as 12 hex characters: the same on every machine and in every import order. Two 32-bit
 * multiply-and-mix lanes; it tells identities of one case apart and is no protection against anything.
 */
export function stableId(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${hex(b, 4)}${hex(a, 8)}`;
}

function hex(n: number, digits: number): string {
  return (n >>> 0).toString(16).padStart(8, '0').slice(-digits);
}
