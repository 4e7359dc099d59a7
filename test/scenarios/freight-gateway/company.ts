/** Northgate Freight: its places, servers, accounts, and what there is to read. */
import { at } from '../../../sample-data/generate/clock.ts';
import { type Account, staff } from '../../../sample-data/generate/kit/company.ts';
import type { OktaActor } from '../../../sample-data/generate/vendors/okta.ts';
import { program, renamed, type Workplace } from '../ordinary.ts';
import { type Door, line, oktaApp, type Scene } from '../scene.ts';

export const DOMAIN = 'northgate-freight.example';
export const FROM = at('2024-03-04');
export const TO = at('2024-04-08');
export const LEEDS = line('198.51.100.20', 'Leeds', 'United Kingdom', 64496, 'Northgate Freight');
export const WARSAW = line('203.0.113.77', 'Warsaw', 'Poland', 64496, 'Northgate Freight');
/** The rented machine: Redquill's in the first week of March, the attacker's from the nineteenth on. */
export const RENTED = line('185.234.72.19', 'Amsterdam', 'Netherlands', 204601, 'Zomro B.V.');
export const SECOND_LINE = line('45.155.91.203', 'Bucharest', 'Romania', 9009, 'M247 Europe SRL');
export const COMMAND = '91.219.238.77';
export const SHIPSYNC_VENDOR = '185.234.72.44';
export const ROUTEPLAN_VENDOR = line('52.29.84.12', 'Frankfurt', 'Germany', 16509, 'Amazon.com, Inc.');
export const MONITORING = '34.89.140.6';
export const MARKETPLACE = '104.192.141.9';
export const JIRA: Door = { eni: 'eni-04b1c7d20jira0001', ip: '10.20.4.15' };
export const WIKI: Door = { eni: 'eni-04b1c7d20wiki0002', ip: '10.20.4.16' };
export const GIT: Door = { eni: 'eni-04b1c7d200git0003', ip: '10.20.4.17' };
export const BUILD = ['10.20.9.21', '10.20.9.22'];
export const GATEWAY = oktaApp('Atlassian Gateway');
export const TOKEN = '00Troutep1anG4teway9';
export const SCRIPT = 'python-requests/2.28.1';
export const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0';
export const ISSUES = Array.from(
  { length: 90 },
  (_, n) => `${['FRT', 'OPS', 'IT', 'HUB'][n % 4]}-${1_200 + n * 13}`,
);
export const SECRET_ISSUES = Array.from(
  { length: 18 },
  (_, n) => `${n % 3 === 0 ? 'SEC' : 'IT'}-${310 + n * 7}`,
);
export const PAGES = Array.from(
  { length: 60 },
  (_, n) => `${['Depot', 'Customs', 'Timetable', 'Onboarding', 'Fleet'][n % 5]} notes ${n + 1}`,
);
export const SECRET_PAGES = Array.from(
  { length: 60 },
  (_, n) => `${['VPN', 'Server access', 'Build accounts', 'API keys', 'Backup'][n % 5]} runbook ${n + 1}`,
);
export const REPOSITORIES = Array.from(
  { length: 45 },
  (_, n) =>
    `${['route', 'depot', 'customs', 'infra', 'web'][n % 5]}-${['core', 'api', 'tools'][n % 3]}-${n + 1}`,
);
export const WORK: Workplace = {
  products: ['jira', 'confluence', 'bitbucket'],
  apps: { jira: oktaApp('Jira'), confluence: oktaApp('Confluence'), bitbucket: oktaApp('Bitbucket') },
  issues: ISSUES,
  pages: PAGES,
  repositories: REPOSITORIES,
  deeds: 4,
};
export type Cast = ReturnType<typeof peopleOf>;

export function peopleOf({ book }: Scene) {
  const random = book.stream('people');
  const crowd = staff(random, {
    count: 13,
    offices: [
      { address: LEEDS, offset: 0 },
      { address: WARSAW, offset: 1 },
    ],
    email: (first, last) => `${first}.${last}@${DOMAIN}`,
    login: (first, last) => `${first.slice(0, 1)}${last}`,
  }).map((one) => ({ ...one, name: one.name.split(' ').reverse().join(', ') }));
  const named = (index: number, name: string, mail: string, login: string) =>
    renamed(crowd[index]!, name, `${mail}@${DOMAIN}`, login);
  const daniel = named(0, 'Okafor, Daniel', 'daniel.okafor', 'dokafor');
  const anna = named(2, 'Kowalski, Anna', 'anna.kowalski', 'akowalski');
  const otherAnna = named(3, 'Kowalski, Anna', 'anna.kowalski2', 'akowalski2');
  const admin = named(4, 'Marsh, Helen', 'helen.marsh', 'hmarsh');
  const lead = named(6, 'Iyer, Sunita', 'sunita.iyer', 'siyer');
  const people = [daniel, crowd[1]!, anna, otherAnna, admin, crowd[5]!, lead, ...crowd.slice(7)];
  const account = (login: string, number: number, name = login): Account =>
    program(random, login, DOMAIN, number, name);
  const routeplan: OktaActor = {
    id: '0oaroutep1anSvc77297',
    type: 'PublicClientApp',
    alternateId: `svc-routeplan@${DOMAIN}`,
    displayName: 'Routeplan connector',
  };
  return {
    people,
    daniel,
    anna,
    otherAnna,
    admin,
    lead,
    routeplan,
    shipsync: account('svc-shipsync', 300),
    build: account('svc-build', 301),
    applink: account('svc-applink', 302),
    socbot: account('svc-socbot', 303),
    print: account('svc-gateway-print', 304),
    tester: account('mtest-ext', 305, 'Test, Mira (ext)'),
    made: account('tbrandt', 419, 'Brandt, Thomas'),
    newcomer: account('pnowicki', 418, 'Nowicki, Piotr'),
    leaver: account('gholt', 306, 'Holt, Gemma'),
  };
}
