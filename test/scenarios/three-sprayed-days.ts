/** Ravensholm Stores without the attack: its staff, at work and on journeys, and its administrators. */
import type { Address } from '../../sample-data/generate/addresses.ts';
import { at, MINUTE } from '../../sample-data/generate/clock.ts';
import type { Book } from './office/book.ts';
import type { Cloud } from './office/cloud.ts';
import { elsewhere } from './office/elsewhere.ts';
import { workdays } from './office/life.ts';
import type { Person } from './office/staff.ts';

/** The company's own address. */
export const OFFICE = elsewhere('203.0.113.60', 'Antwerp', 'Belgium', 64502, 'ravensholm stores');
/** The travel VPN, paid for by the company. */
export const EXIT = elsewhere('195.181.162.70', 'Brussels', 'Belgium', 60068, 'travel vpn');
/** Somebody else who tries passwords. */
export const SPRAYER = elsewhere('141.98.11.20', 'Vilnius', 'Lithuania', 209605, 'hosting lt');
/** Where a colleague's own token is used. */
export const REPORTS_SERVER = elsewhere('52.214.90.31', 'Dublin', 'Ireland', 16509, 'cloud ie');

/** An agent by system and version. */
export const chrome = (os: string, version: number): string =>
  `Mozilla/5.0 (${os}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;

/** Systems of the staff. */
export const SYSTEMS = [
  'Windows NT 10.0; Win64; x64',
  'Macintosh; Intel Mac OS X 10_15_7',
  'X11; Linux x86_64',
];

/** Of the staff. */
export const AGENTS = SYSTEMS.flatMap((os) => [136, 137].map((version) => chrome(os, version)));

/** What there is to be read. */
export const PAGES = [
  'Opening hours',
  'Till manual',
  'Price files',
  'Suppliers',
  'Store network',
  'Card terminals',
  'Cash office',
  'Gift card process',
  'Passwords of the back office',
  'Rota',
  'Summer campaign',
  'Stock count',
  'Incident handling',
  'Refund rules',
];

/** The staff in the office, at home and through the exit; who travels on 12 June works through it. */
export function ordinaryDays(
  cloud: Cloud,
  all: readonly Person[],
  often: readonly Person[],
  travels: readonly Person[],
): void {
  const { random } = cloud.book;
  for (const day of workdays(at('2025-06-02'), at('2025-06-27')))
    for (const who of all) {
      const away = day === at('2025-06-12') && travels.includes(who);
      if (!away && !random.chance(often.includes(who) ? 0.9 : 0.27)) continue;
      const from: Address = away || random.chance(0.18) ? EXIT : random.chance(0.7) ? OFFICE : who.home;
      const start = day + random.int(6 * 60 + 30, 8 * 60 + 30) * MINUTE;
      cloud.shift({ who, from, start, hours: random.int(6, 8), deeds: random.int(3, 11) });
    }
}

/** What administrators do in Jira Cloud. */
export function ordinaryJira(book: Book, all: readonly Person[]): void {
  const { random } = book;
  for (const day of workdays(at('2025-06-02'), at('2025-06-27')))
    for (let left = 6; left > 0; left--) {
      const object = random.pick([
        { summary: 'Workflow updated', category: 'workflows', typeName: 'WORKFLOW', name: 'Store request' },
        { summary: 'Filter updated', category: 'filters', typeName: 'FILTER', name: 'Open refunds' },
        { summary: 'Webhook created', category: 'system', typeName: 'WEBHOOK', name: 'till-alerts' },
      ]);
      const { summary, category, typeName, name } = object;
      book.log.jiraCloud({
        time: day + random.int(7 * 60, 16 * 60) * MINUTE + random.int(0, 59_999),
        summary,
        category,
        who: random.pick(all.slice(60, 64)),
        from: OFFICE.ip,
        object: { id: String(random.int(100, 999)), name, typeName },
      });
    }
}
