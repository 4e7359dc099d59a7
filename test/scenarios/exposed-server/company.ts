/** Ardent Maps: its server, its roles and keys, and the addresses of the story. */
import { at, HOUR } from '../../../sample-data/generate/clock.ts';
import { company } from '../../../sample-data/generate/kit/company.ts';
import type { AwsClient } from '../../../sample-data/generate/kit/deeds.ts';
import { seeded } from '../../../sample-data/generate/rng.ts';
import { assumedRole } from '../../../sample-data/generate/vendors/cloudtrail.ts';
import type { Door } from '../scene.ts';

export const ARDENT = company('ardentmaps.example', '639021748855', 'eu-central-1');
export const FROM = at('2024-06-24');
export const TO = at('2024-07-22');

export const SERVER: Door = { eni: 'eni-0c7714e9ad520bf38', ip: '10.80.1.20' };
export const PUBLIC = '203.0.113.80';
export const INSTANCE = 'i-0f3a9c71d2be58460';
const ROLE = 'ardent-tiles-web';

export const INTRUDER = '141.98.11.64';
export const COMMAND = '179.43.176.38';
export const CLOUD = '185.107.56.201';
export const CLOUD_2 = '103.251.167.20';
export const MADE = 'tiles-sync';
export const MADE_KEY = 'AKIAZTILESYNCQ7X2M4B';
export const CUSTOMERS = 'ardent-maps-customer-exports';
export const TILES = 'ardent-maps-tiles';

export const MONITOR = '34.107.88.15';
export const HOME = '86.14.207.33';
export const OFFICE = '198.51.100.60';

/** When the defenders stopped the server. */
export const STOPPED = at('2024-07-12 10:06:00');

/** Keys of an instance's role change every six hours; whoever asks in between gets the same one. */
export function serverKeys(time: number): AwsClient['identity'] {
  const window = Math.floor((time - FROM) / (6 * HOUR));
  return assumedRole({
    account: ARDENT.awsAccount,
    role: ROLE,
    roleId: 'AROAZTILESWEBROLE4XQ2',
    session: INSTANCE,
    accessKeyId: `ASIAZ${seeded(`exposed-server/keys/${window}`).base32(15)}`,
    created: FROM + window * 6 * HOUR,
  });
}

/** A session of a shared role: nobody's name is in it. */
export function shared(
  role: string,
  session: string,
  time: number,
  ip: string,
  userAgent: string,
): AwsClient {
  const identity = assumedRole({
    account: ARDENT.awsAccount,
    role,
    roleId: `AROAZ${seeded(`exposed-server/role/${role}`).base32(16)}`,
    session,
    accessKeyId: `ASIAZ${seeded(`exposed-server/session/${session}/${Math.floor(time / HOUR / 8)}`).base32(15)}`,
    created: Math.floor(time / HOUR / 8) * 8 * HOUR,
  });
  return { identity, ip, userAgent };
}
