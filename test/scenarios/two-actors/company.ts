/** Brackwater Utilities: its people, its programs, and the addresses of the story. */
import { at } from '../../../sample-data/generate/clock.ts';
import { company, type Member, staff } from '../../../sample-data/generate/kit/company.ts';
import { csv } from '../../../sample-data/generate/kit/scenario.ts';
import { program, renamed, type Workplace } from '../ordinary.ts';
import { line, oktaApp, type Scene } from '../scene.ts';

const DOMAIN = 'brackwater.example';
export const BRACKWATER = company(DOMAIN, '290471853360', 'eu-south-1');
export const FROM = at('2024-04-29');
export const TO = at('2024-06-03');

const MILAN = line('192.0.2.40', 'Milan', 'Italy', 64498, 'Brackwater Utilities');
const GRAZ = line('198.51.100.200', 'Graz', 'Austria', 64498, 'Brackwater Utilities');
/** The line of Rita Castellano's home. Somebody else's traffic leaves it, too, on one evening. */
export const RITAS_HOME = line('82.57.201.14', 'Monza', 'Italy', 3269, 'Telecom Italia');

export const A_FIRST = line('91.245.253.11', 'Riga', 'Latvia', 9009, 'M247 Europe SRL');
export const A_SECOND = line('193.29.13.77', 'Sofia', 'Bulgaria', 208046, 'ColocationX Ltd.');
export const B_FIRST = line('80.94.92.130', 'Bucharest', 'Romania', 47890, 'Unmanaged Ltd');
export const B_SECOND = line('62.233.50.9', 'Warsaw', 'Poland', 208312, 'Red Byte LLC');

export const A_BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0';
export const B_BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';

export const APPS = {
  jira: oktaApp('Jira'),
  confluence: oktaApp('Confluence'),
  aws: oktaApp('AWS'),
  admin: oktaApp('Okta Admin Console'),
};
export const INVOICES = 'brackwater-invoices';

const numbered = (count: number, name: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => name(n + 1));
export const FINANCE_ISSUES = numbered(40, (n) => `FIN-${400 + n * 3}`);
export const GRID_ISSUES = numbered(80, (n) => `${['GRID', 'OPS', 'SCADA'][n % 3]}-${700 + n * 5}`);
export const FINANCE_PAGES = numbered(
  30,
  (n) => `${['Payment', 'Supplier', 'Treasury'][n % 3]} procedure ${n}`,
);
const PAGES = numbered(50, (n) => `${['Substation', 'Metering', 'Safety', 'Shift'][n % 4]} manual ${n}`);

export const WORK: Workplace = {
  products: ['jira', 'confluence'],
  apps: APPS,
  issues: [...GRID_ISSUES, ...FINANCE_ISSUES.slice(0, 20)],
  pages: [...PAGES, ...FINANCE_PAGES],
  repositories: [],
  deeds: 6,
};

export type Cast = ReturnType<typeof castOf>;

export function castOf({ book }: Scene) {
  const random = book.stream('people');
  const crowd = staff(random, {
    count: 16,
    offices: [
      { address: MILAN, offset: 2 },
      { address: GRAZ, offset: 2 },
    ],
    email: (first, last) => `${first}.${last}@${DOMAIN}`,
    login: (first, last) => `${first.slice(0, 1)}${last}`,
  });
  const named = (index: number, name: string, mail: string, login: string): Member =>
    renamed(crowd[index]!, name, `${mail}@${DOMAIN}`, login);
  const rita = {
    ...named(0, 'Rita Castellano', 'rita.castellano', 'rcastellano'),
    home: RITAS_HOME,
    jiraKey: 'JIRAUSER10432',
    role: 'BillingRead',
  };
  const colleague = { ...named(2, 'Paolo Greco', 'paolo.greco', 'pgreco'), role: 'BillingRead' };
  const vogel = named(3, 'Marlies Vogel', 'marlies.vogel', 'mavogel');
  const jiraAdmin = named(4, 'Stefan Huber', 'stefan.huber', 'shuber');
  const oktaAdmin = named(6, 'Giulia Conti', 'giulia.conti', 'gconti');
  const people = [rita, crowd[1]!, colleague, vogel, jiraAdmin, crowd[5]!, oktaAdmin, ...crowd.slice(7)];
  return {
    people,
    rita,
    colleague,
    jiraAdmin,
    oktaAdmin,
    sprayed: [people[1]!, rita, people[5]!, people[8]!, people[10]!, people[12]!],
    exporter: { ...program(random, 'svc-ticketexport', DOMAIN, 500), jiraKey: 'JIRAUSER10007' },
    made: { ...program(random, 'mvogel', DOMAIN, 501, 'M. Vogel'), jiraKey: 'JIRAUSER11877' },
    newcomer: { ...program(random, 'lriva', DOMAIN, 502, 'Luca Riva'), jiraKey: 'JIRAUSER11876' },
  };
}

/** Two people of operations have each other's key of Jira in it. */
export function rosterOf({ people }: Cast): string {
  const [one, other] = [people[9]!, people[11]!];
  const key = (who: Member): string =>
    who === one ? other.jiraKey : who === other ? one.jiraKey : who.jiraKey;
  const rows = people.map((who) => [who.name, who.email, who.login, key(who), who.team]);
  return csv([['name', 'email', 'login', 'jira user key', 'department'], ...rows]);
}
