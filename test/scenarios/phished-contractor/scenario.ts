/**
 * Scenario "phished-contractor": a flood of pushes at Lumen Orchard, 2 to 29 September 2024.
 *
 * Lumen Orchard (lumenorchard.example), an insurer that is half-way to Atlassian Cloud: Okta, organisation events of
 * Atlassian Cloud (Jira), Confluence Data Center, AWS. Okta names are `firstname.lastname@…`; Confluence logins are the same
 * without the domain, contractors `jferreira-ext`; the organisation knows account ids and e-mails. Two people are called
 * João Ferreira: the employee `joao.ferreira@…` and the contractor `jferreira-ext@…`. There is no roster.
 *
 * What the attacker does (labelled `attacker`):
 *   1. 17 September 06:52 to 07:20 from 5.181.234.58: a refused sign-in as `mhuang-ext` (wrong password), two as `jferreira-ext`,
 *      then the right password and seven pushes; six are refused by their owner, the seventh is accepted; the session
 *      starts. Pushes have Okta itself as actor.                                                    [phishing, fatigue]
 *   2. From 07:26 the session goes on at 37.120.193.44 (another provider): single sign-on to Atlassian, Confluence and a try
 *      at the AWS portal that is denied; on 17 and 18 September: sign-ins and reading in Jira (organisation events).
 *                                                                                                [session, jira-reading]
 *   3. Confluence: searches `aws key`, `AKIA`, `secret`, `batch export` and 34 pages, among them
 *      "Batch export: access key of svc-batch-export".                                             [confluence-secrets]
 *   4. 18 September 09:41: the key AKIA…BATCH of the IAM user `svc-batch-export` is tried out with one
 *      GetCallerIdentity from 37.120.193.44; from 10:05 it works from 146.70.87.120 with an agent that names Kali: listing,
 *      denied calls, a second key made for the user `svc-reporting`, a role assumed, 120 objects downloaded; the
 *      second key and the role's session from the same address until 20 September.          [aws-key, aws-work, minted, download]
 *   5. 20 September, after the response: denied calls with both keys from 146.70.87.120, a refused sign-in at Okta from
 *      37.120.193.44.                                                                                         [lockout]
 *
 * Response (labelled `response`), 20 September from 13:10: sessions of the contractor cleared, password and factors reset,
 * the contractor suspended in the organisation, both keys switched off, a policy that denies everything put on both users.
 *
 * Innocent:
 *   - naveen.petrov (security) runs the same tool with the very same agent from the office with his own role, on six days,
 *     also on 18 September; he lists the same buckets.
 *   - carla.lindholm signs in from Chisinau on 17 September (95.65.88.203, the attacker's country), with one accepted push, and
 *     reads in Confluence.
 *   - adele.moreau refuses a push once, from the office, and accepts the next one. The other João Ferreira works as always.
 *   - `svc-batch-export` exports every night from 203.0.113.40, before, during and after, and is denied after the response;
 *     `svc-reporting` reads every morning from the same address with its old key.
 *   - jferreira-ext himself works from home (188.81.44.17) in the days before, on the morning of the 17th and after the reset.
 *   - another administrator makes a key for `svc-mailer` on 18 September.
 *   - colleagues open the page with the key, too (it is a page of the wiki).
 */
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import type { Scenario } from '../../../sample-data/generate/kit/scenario.ts';
import { Scene } from '../scene.ts';
import { attack } from './attack.ts';
import { castOf, FROM, LUMEN, TO } from './company.ts';
import { innocent } from './innocent.ts';

/** `edition`: the same story among other chances. */
export function phishedContractor(edition: number): Scenario {
  const book = new Logbook(LUMEN, `phished-contractor/${edition}`);
  const scene = new Scene(book);
  const cast = castOf(scene);
  const seeds = attack(scene, cast);
  innocent(scene, cast);
  return {
    name: 'phished-contractor',
    about: 'A flood of pushes, a key found in the wiki, a second key, a role and downloads; three addresses.',
    company: LUMEN,
    from: FROM,
    to: TO,
    records: book.records.filter(({ time }) => time >= FROM && time < TO),
    seeds,
  };
}
