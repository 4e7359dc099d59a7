/**
 * Scenario "exposed-server": a tile server at Ardent Maps, 24 June to 21 July 2024. Flow logs and CloudTrail only.
 *
 * Ardent Maps (ardentmaps.example), AWS account 639021748855: the tile server i-0f3a9c71d2be58460 (10.80.1.20, reachable from
 * the internet on 443 and, by mistake, 8080), a data network 10.80.2.0/24 behind it. Flow logs are of
 * the default layout. CloudTrail knows roles, service users and instances;
 * no people: administrators work in the shared role `platform-admin` with session names `ops-1` … `ops-3`.
 *
 * What the attacker does (labelled `attacker`):
 *   1. 8 July 02:02 from 141.98.11.64: refused on eleven ports, open on 443 and 8080.                     [scan]
 *   2. 8 July 02:14 to 02:31: from the same address long conversations with 8080; the server fetches
 *      a file from 141.98.11.64:8000.                                                                        [break-in]
 *   3. From 02:33 the server calls 179.43.176.38:443 every five minutes or so, sometimes with much more to say, until it is
 *      stopped on 12 July.                                                                                     [beacon]
 *   4. 8 July 03:10: the session of the server's role `ardent-tiles-web` (its own key of that night, ASIA…) is used from
 *      185.107.56.201; that address also opens 8080 of the server twice.                           [role-outside, break-in]
 *   5. 9 July: from there CreateUser `tiles-sync`, CreateAccessKey, AttachUserPolicy; denied calls before and after.   [minted]
 *   6. 9 to 11 July: the new key from 185.107.56.201 and from 103.251.167.20: buckets listed, 160 objects read.    [download]
 *   7. 10 July 01:20 to 01:58: the server knocks at 14 hosts of the data network (22, 3306, 5432, 6379): all refused at its own interface. [lateral]
 *   8. 12 July after the response: the key denied from 103.251.167.20; the first address refused at the door.    [lockout]
 *
 * Response (labelled `response`), 12 July from 09:40 by `ops-2`: the key switched off and deleted, the user's policy detached, a
 * deny for older sessions put on the role, the three addresses and the command server denied in the network's
 * access list, port 8080 closed in the security group, the server stopped.
 *
 * Innocent:
 *   - some 150 scanners at the same doors all month, some of which get short answers on 8080 and 443, one in
 *     141.98.11.0/24 on the night of the break-in.
 *   - the server reports to its monitoring service (34.107.88.15:443) every half hour or so and fetches updates.
 *   - the launch of the server on 24 June stands in CloudTrail: it names the instance, its interface and its address.
 *   - the server's own use of its role, with the same ASIA keys, from its public address 203.0.113.80: all month, also during
 *     the attack; visitors of the tiles on 443.
 *   - an administrator connects by ssh from home (86.14.207.33) on many days, also on 8 July; `ops-1` works from there.
 *   - a pipeline makes an access key for the new user `tiles-cdn` on 9 July and reads the same buckets.
 *   - the server's own database connections to 10.80.2.20; it is refused now and then at 10.80.2.21 (a standby).
 */
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import type { Scenario } from '../../../sample-data/generate/kit/scenario.ts';
import { Scene } from '../scene.ts';
import { attack } from './attack.ts';
import { ARDENT, FROM, TO } from './company.ts';
import { innocent } from './innocent.ts';

/** `edition`: the same story among other chances. */
export function exposedServer(edition: number): Scenario {
  const book = new Logbook(ARDENT, `exposed-server/${edition}`);
  const scene = new Scene(book);
  const seeds = attack(scene);
  innocent(scene);
  return {
    name: 'exposed-server',
    about:
      'A server broken into, its role used from outside, a user made, objects read; flows and CloudTrail alone.',
    company: ARDENT,
    from: FROM,
    to: TO,
    records: book.records.filter(({ time }) => time >= FROM && time < TO),
    seeds,
  };
}
