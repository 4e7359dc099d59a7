/** Which addresses belong to the open internet. Canonical text in, as `Draft.srcIp` carries it. */

/** First octets of IPv4 blocks that are private, local or special (RFC 1918, 6598, 3927, 1122, 5771). */
function isPublicV4(text: string): boolean {
  const parts = text.split('.');
  const a = Number(parts[0]);
  const b = Number(parts[1]);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  return !(a === 192 && b === 168);
}

/** False for private, loopback, link-local, unique-local and multicast addresses, and for text that is no address. */
export function isPublicAddress(text: string): boolean {
  if (!text.includes(':')) return /^\d+\.\d+\.\d+\.\d+$/.test(text) && isPublicV4(text);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  if (mapped) return isPublicV4(mapped[1]!);
  const lower = text.toLowerCase();
  if (lower === '::' || lower === '::1') return false;
  return !/^(?:f[cd]|fe[89ab]|ff)/.test(lower);
}
