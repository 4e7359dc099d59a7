/** Writes lines of Bitbucket's access log (`atlassian-bitbucket-access.log`); the server's clock is UTC. */
import { isoMillis } from '../clock.ts';
import type { Written } from '../record.ts';
import type { Rng } from '../rng.ts';

export interface AccessEvent {
  readonly time: number;
  readonly login: string;
  readonly from: string;
  readonly protocol: 'https' | 'ssh';
  /** `GET /projects/EDGE/repos/config/browse HTTP/1.1`; over ssh `git-upload-pack '/edge/config.git'`. */
  readonly action: string;
  readonly userAgent: string;
  readonly status?: number;
  readonly bytes?: number;
  /** `access-token:id:917003`, `ssh:id:88`, `clone`, `fetch`, `push`; none is empty. */
  readonly labels?: readonly string[];
  /** Of the web session; null with a token or over ssh. */
  readonly session: string | null;
}

export function writeAccess(random: Rng, event: AccessEvent): Written {
  const time = isoMillis(event.time);
  const minute = Math.floor((event.time / 60_000) % 1440);
  const request = `o@${random.base32(6)}x${minute}x${random.int(100, 99_999)}x${random.int(1, 4)}`;
  const labels = event.labels ?? [];
  const details = event.protocol === 'ssh' ? '-' : `"" "${event.userAgent}"`;
  const cells = [
    event.from,
    event.protocol,
    request,
    event.login,
    `${time.slice(0, 10)} ${time.slice(11, 19)},${time.slice(20, 23)}`,
    `"${event.action}"`,
    details,
    event.status ?? (event.protocol === 'ssh' ? 0 : 200),
    random.int(0, 300),
    event.bytes ?? random.int(900, 60_000),
    labels.length === 0 ? '-' : labels.join(', '),
    random.int(8, 900),
    event.session ?? '-',
  ];
  return { source: 'atlassian:bitbucket', time: event.time, text: `${cells.join(' | ')} | `, nativeId: null };
}
