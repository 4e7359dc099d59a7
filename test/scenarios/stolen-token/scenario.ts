/**
 * Scenario "stolen-token": a token of the source code server at Tessellate Labs, 22 January to 25 February 2024.
 *
 * Tessellate Labs (tessellate.example): Bitbucket Data Center (audit log and access log) and Confluence Data Center in
 * 10.60.4.0/24, VPC flow logs of their interfaces; no identity provider. Logins are `surname.initial` (`dvorak.k`), display
 * names have accents; the build account is called like a person (`max.power`); contractors end in `-ext`. No roster.
 *
 * What the attacker does (labelled `attacker`): somebody found the token 581204417733 of Karel Dvořák (`dvorak.k`).
 *   1. 6 and 7 February from 94.156.35.20: repositories listed and 14 of them cloned with the token over https.     [clones-1]
 *   2. 12 and 13 February from 193.233.133.75: 19 more; with the token's rights a key for ssh is put into the
 *      profile of dvorak.k (key 412).                                                              [clones-2, minted-key]
 *   3. 15 and 16 February from 45.66.151.8: eleven more, and a new token (667310925518, "ide") is made.   [clones-3, minted-token]
 *   4. 16 February, from 45.66.151.8: a password that stood in one of the repositories opens Confluence as `max.power`: searches
 *      and 22 pages.                                                                                    [confluence]
 *   5. 19 February: the stolen token is revoked; refused requests with it from 45.66.151.8.                    [refused]
 *   6. 20 to 22 February: back with the minted token from 45.66.151.8 and with key 412 over ssh from 193.233.133.75: nine
 *      clones, 2 of them of repositories that were cloned before.                                            [comeback]
 *   7. 22 and 23 February, after the second response: refused over ssh and https; flows that end at the door.     [lockout]
 *   The flows between these three addresses and the two servers.                                        [attacker-flows]
 *
 * Response (labelled `response`): 19 February the token 581204417733 deleted by an administrator; 22 February key 412 and the
 * token 667310925518 deleted, dvorak.k's password and max.power's password changed.
 *
 * Innocent:
 *   - the build farm 10.60.8.21 to .24 clones the same repositories every hour with the same token 581204417733; after the
 *     revocation it is refused, then goes on with a new token of dvorak.k (made by himself at the office on 19 February).
 *   - Karel's own work: web and ssh (key 88, from before) at the office, at home, and from a hotel at a conference on 8 and 9
 *     February (85.207.14.99, between the attacker's visits).
 *   - novakova.p rotates her own token on 15 February, the day the attacker makes one.
 *   - ruzicka.t-ext works from a rented workstation at a hosting provider (45.66.150.31) and clones the same repositories.
 *   - `max.power` writes build reports into Confluence from 10.60.8.30 all month.
 *   - scanners at the doors; a search engine.
 */
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import type { Scenario } from '../../../sample-data/generate/kit/scenario.ts';
import { Scene } from '../scene.ts';
import { attack } from './attack.ts';
import { castOf, FROM, TESSELLATE, TO } from './company.ts';
import { innocent } from './innocent.ts';

/** `edition`: the same story among other chances. */
export function stolenToken(edition: number): Scenario {
  const book = new Logbook(TESSELLATE, `stolen-token/${edition}`);
  const scene = new Scene(book);
  const cast = castOf(scene);
  const seeds = attack(scene, cast);
  innocent(scene, cast);
  return {
    name: 'stolen-token',
    about:
      'A token of the build farm used by somebody else, a key and a token made with it; no identity provider.',
    company: TESSELLATE,
    from: FROM,
    to: TO,
    records: book.records.filter(({ time }) => time >= FROM && time < TO),
    seeds,
  };
}
