/**
 * A list of Tor exits that the analyst brings: one address a line, `#` comments, or the published exit-addresses format,
 * whose `ExitAddress` lines name the addresses. None ships: no list under a known free licence could be had.
 */
import { canonicalIp } from '../../../shared/base/ip.ts';

export interface TorExits {
  readonly addresses: ReadonlySet<string>;
  /** Lines that are neither an address, a comment nor a known keyword. */
  readonly unread: number;
}

/** Keywords of the exit-addresses format that name no address. */
const OTHER_KEYWORDS: readonly string[] = ['ExitNode', 'Published', 'LastStatus', '@type', 'Downloaded'];

export function readTorExits(text: string): TorExits {
  const addresses = new Set<string>();
  let unread = 0;
  for (const line of text.split(/\r?\n/)) {
    const [first = '', second = ''] = line.replace(/#.*$/, '').trim().split(/\s+/, 2);
    if (first === '' || OTHER_KEYWORDS.includes(first)) continue;
    const ip = canonicalIp(first === 'ExitAddress' ? second : first);
    if (ip === null) unread++;
    else addresses.add(ip);
  }
  return { addresses, unread };
}
