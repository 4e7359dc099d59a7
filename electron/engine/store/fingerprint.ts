/** Fingerprints of secrets: the same secret is found again in another file of the case, and cannot be guessed. */
import { createHmac } from 'node:crypto';

/** @param key of the case, hex. The answer makes `fp:` and 24 hex digits of an HMAC-SHA-256. */
export function fingerprinter(key: string): (secret: string) => string {
  return (secret) =>
    `fp:${createHmac('sha256', Buffer.from(key, 'hex')).update(secret).digest('hex').slice(0, 24)}`;
}
