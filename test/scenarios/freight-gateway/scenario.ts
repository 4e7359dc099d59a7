/**
 * Scenario "freight-gateway": the gateway chain at Northgate Freight, 4 March to 7 April 2024.
 *
 * Northgate Freight (northgate-freight.example): Okta, and Jira, Confluence and Bitbucket Data Center on servers in
 * 10.20.4.0/24 behind a gateway that Okta guards. Logins are initial and surname (`hmarsh`), Okta names are
 * `helen.marsh@…`, display names stand as `Marsh, Helen`; contractors end in `-ext`. Two people are called Anna
 * Kowalski (`akowalski` in Leeds, `akowalski2` in Warsaw). The roster names half of the people, neither the service
 * accounts nor the made account, and gives one of the two Annas the other one's department.
 *
 * What the attacker does (all labelled `attacker`):
 *   1. 19 March 07:41:12, from 185.234.72.19 (a hosting provider): two refused Okta sign-ins as daniel.okafor and one as
 *      svc-gateway-print, then a probe of the Jira server that the flow log saw.                           [probe]
 *   2. 19 March 08:03: the API token of the service `svc-routeplan` passes the gateway, from the same address; again on
 *      every day of work, the last time refused.                                                          [gateway]
 *   3. The password of the Jira and Confluence account `svc-shipsync` from the same address: sign-ins, searches
 *      (`vpn`, `api key`, `svc-build`, …), 18 tickets and 60 pages over three days.              [service-account, reading]
 *   4. 21 March: as `svc-shipsync` makes the account `tbrandt` ("Brandt, Thomas"), adds it to three groups and to
 *      Bitbucket.                                                                                    [made-account]
 *   5. 22 March 15:20 to 27 March 09:12: nothing (pause of five days).
 *   6. 27 March: back from 45.155.91.203 (another provider), with both accounts.                        [second-address]
 *   7. 28 March 13:05: as `svc-shipsync` runs a script in Jira's script console; it fetches from a host by name. From then
 *      the Jira server (10.20.4.15) calls 91.219.238.77 every seven minutes or so: an address that no audit log names.
 *                                                                                              [code-on-server, beacon]
 *   8. 28 and 29 March: `tbrandt` looks through repositories from 45.155.91.203; `svc-build`, whose password stood on the
 *      Jira server, archives 26 repositories from 10.20.4.15, where it never worked from.                  [repositories]
 *   9. 2 April: `svc-shipsync` puts `tbrandt` into jira-administrators: the alert. After the response: refused
 *      sign-ins of both accounts from 45.155.91.203 and one refused pass of the token.                 [admin-group, lockout]
 *   Flows between the attacker's two addresses and the servers from 19 March on, and the beacon until it is
 *   removed on 3 April.                                                                           [attacker-flows, beacon]
 *
 * What the defenders do (labelled `response`): 2 April 15:31 the alert's ticket by `svc-socbot` (it names the group and
 * `tbrandt`), its taking over, `tbrandt` and `svc-shipsync` deactivated in Jira, the token of `svc-routeplan` revoked in
 * Okta, `svc-build` deactivated in Bitbucket, the incident's ticket with both addresses and the command server, the comment
 * that the beacon is removed.
 *
 * Who is innocent (no label):
 *   - 5 to 7 March: testers of Redquill (a test that a ticket of 4 March announces, account `mtest-ext`) work from 185.234.72.19,
 *     the very address that the attacker rents two weeks later: Okta, Jira, Confluence and flows.
 *   - the vendor of `svc-shipsync` works with that account every hour from 185.234.72.44, the same /24; on 2 and 3 April it is
 *     refused, too. The vendor's flows.
 *   - `svc-routeplan` passes the gateway with the same token from its own vendor, 52.29.84.12, all month, and is refused after
 *     the revocation.
 *   - `svc-build` archives and clones all month from the build hosts 10.20.9.21 and .22.
 *   - the Jira server asks Bitbucket in the name of `svc-applink` all month, from 10.20.4.15, and the marketplace and a
 *     monitoring service on the internet (regularly).
 *   - an administrator uses the script console on 28 March (from the office), makes an account on 21 March for a newcomer
 *     and deactivates a leaver on 2 April; daniel.okafor works as every day.
 *   - travellers with rare addresses, scanners at the servers' doors, one of them in 45.155.91.0/24.
 */

import { at, SECOND } from '../../../sample-data/generate/clock.ts';
import { company } from '../../../sample-data/generate/kit/company.ts';
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import { csv, type Scenario } from '../../../sample-data/generate/kit/scenario.ts';
import { months, scanners, visitors } from '../ordinary.ts';
import { line, Scene } from '../scene.ts';
import { attack, response } from './attack.ts';
import { DOMAIN, FROM, GIT, JIRA, LEEDS, peopleOf, TO, WARSAW, WIKI, WORK } from './company.ts';
import { decoys, programs } from './innocent.ts';

/** `edition`: the same story among other chances. */
export function freightGateway(edition: number): Scenario {
  const book = new Logbook(company(DOMAIN, '731904418820', 'eu-west-2'), `freight-gateway/${edition}`);
  const scene = new Scene(book);
  const cast = peopleOf(scene);
  const seeds = attack(scene, cast);
  response(scene, cast);
  decoys(scene, cast);
  months(scene, WORK, {
    from: FROM,
    to: TO,
    people: cast.people,
    journeys: [
      { who: cast.people[8]!, from: '2024-03-18', to: '2024-03-21' },
      {
        who: cast.people[9]!,
        from: '2024-03-26',
        to: '2024-03-29',
        line: line('86.124.18.201', 'Bucharest', 'Romania', 8708, 'Digi Romania S.A.'),
      },
    ],
  });
  programs(scene, cast);
  const homes = [LEEDS.ip, WARSAW.ip, ...cast.people.map(({ home }) => home.ip)];
  for (const door of [JIRA, WIKI, GIT]) {
    scanners(scene, door, 45, FROM, TO, 443);
    visitors(scene, door, 443, homes, FROM, TO, 90);
  }
  for (let visit = 0; visit < 3; visit++)
    scene.knock(JIRA, at('2024-03-25 04:11:02') + visit * SECOND, '45.155.91.17', JIRA.ip, 22 + visit);
  const named = [...cast.people.filter((_, index) => index % 2 === 0), cast.anna, cast.otherAnna];
  const rows = named.map((one) => [
    one.name,
    one.email,
    one.login,
    one === cast.otherAnna ? cast.anna.team : one.team,
  ]);
  return {
    name: 'freight-gateway',
    about:
      'A service token, a service account, a made account, code on the server, repositories; two addresses.',
    company: book.company,
    from: FROM,
    to: TO,
    records: book.records.filter(({ time }) => time >= FROM && time < TO),
    seeds,
    tables: new Map([['people.csv', csv([['name', 'email', 'login', 'department'], ...rows])]]),
  };
}
