/** The staff of the fictional company: about 400 people in four offices, and where each of them works on a given day. */
import { type Address, homeAddress, OFFICE, TRIPS } from './addresses.ts';
import { at, DAY, isWeekend, type Zone } from './clock.ts';
import { DOMAIN } from './facts.ts';
import { rng } from './rng.ts';

type Office = 'Austin' | 'London' | 'Lisbon' | 'Singapore' | 'Remote US';

export interface Person {
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly department: string;
  readonly title: string;
  readonly office: Office;
  readonly zone: Zone;
  readonly oktaId: string;
  readonly jiraId: string;
  /** Confluence user key. */
  readonly wikiId: string;
  readonly bitbucketId: string;
  readonly home: Address;
  readonly userAgent: string;
  /** Okta's hash of the device token. */
  readonly deviceHash: string;
}

const FIRST =
  'Aaron Abigail Adaeze Aisha Alan Alba Amara Amir Ana Andre Anika Anton Ava Beatriz Ben Bianca Bruno Caleb Camila Carla Carlos Chen Chloe Claire Daniel Daria David Deepa Diego Diana Dylan Elena Eli Emeka Emily Erik Esther Ethan Farah Fatima Felix Fiona Gabriel Grace Hana Hannah Haruto Hugo Ibrahim Ines Isaac Isla Ivan Jack Jasmine Javier Jia Joana Jonas Jordan Julia Kavya Keiko Kenji Kofi Laila Lara Leo Liam Lucia Luis Maeve Maya Mei Miguel Mina Mohammed Naomi Nadia Nathan Nia Noah Nuno Olivia Omar Oscar Pedro Petra Priya Quentin Rachel Rafael Ravi Rosa Ruth Samir Sara Sean Sofia Stefan Tariq Teresa Theo Uma Victor Wei Yara Yusuf Zoe'.split(
    ' ',
  );
const LAST =
  'Abara Acosta Adeyemi Ahmed Albright Almeida Anderson Azevedo Bailey Banerjee Barros Bennett Bishop Brandt Brooks Campos Cardoso Carter Castro Chan Chaudhry Chen Coelho Collins Cruz Das Davies Dias Duarte Edwards Ekwueme Evans Faria Ferreira Fischer Flores Fonseca Foster Garcia Ghosh Gomes Grant Green Gupta Hall Hassan Hayes Henriques Ho Hughes Iyer Jackson Jansen Johansson Kapoor Khan Kim Kowalski Kumar Lam Lee Lim Lopes Martins Matos Mehta Mendes Mistry Mitchell Moreira Morgan Murphy Nair Nakamura Neves Ng Nguyen Novak Nunes Obi Okafor Oliveira Ong Osei Owens Park Patel Pereira Pinto Price Quigley Ramos Reddy Reis Rivera Roberts Rocha Rosen Santos Sato Schmidt Shah Silva Singh Soares Sousa Stone Tan Tavares Taylor Teixeira Thomas Torres Turner Vargas Vaz Walker Watson Wong Wright Yang Young Zhang'.split(
    ' ',
  );

const DEPARTMENTS: readonly (readonly [string, number, readonly string[]])[] = [
  [
    'Engineering',
    150,
    ['Software Engineer', 'Senior Software Engineer', 'Engineering Manager', 'Staff Engineer'],
  ],
  ['Infrastructure', 42, ['Site Reliability Engineer', 'Network Engineer', 'Platform Engineer']],
  ['Support', 60, ['Support Engineer', 'Escalation Engineer', 'Support Manager']],
  ['Sales', 62, ['Account Executive', 'Solutions Engineer', 'Sales Manager']],
  ['Product', 30, ['Product Manager', 'Product Designer', 'Technical Writer']],
  ['Finance', 20, ['Accountant', 'Financial Analyst', 'Controller']],
  ['People', 16, ['People Partner', 'Recruiter']],
  ['Legal', 8, ['Counsel', 'Privacy Manager']],
  ['Security', 12, ['Detection Engineer', 'Incident Responder', 'Security Engineer']],
  ['IT', 10, ['Systems Administrator', 'Help Desk Analyst']],
];

const OFFICES: readonly (readonly [Office, number])[] = [
  ['Austin', 150],
  ['London', 100],
  ['Lisbon', 70],
  ['Singapore', 50],
  ['Remote US', 30],
];

const ZONE_OF: Record<Office, Zone> = {
  Austin: 'Central',
  London: 'London',
  Lisbon: 'Lisbon',
  Singapore: 'Singapore',
  'Remote US': 'Pacific',
};

const USER_AGENTS: readonly (readonly [string, number])[] = [
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
    46,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36',
    24,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15',
    12,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/119.0', 10],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 Edg/119.0.0.0',
    8,
  ],
];

/** People with a part in the story. They are staff like everybody else and do ordinary work too. */
interface Cast {
  readonly name: string;
  readonly login: string;
  readonly department: string;
  readonly title: string;
  readonly office: Office;
}

const CAST: readonly Cast[] = [
  {
    name: 'Marcus Oyelaran',
    login: 'moyelaran',
    department: 'IT',
    title: 'Identity Administrator',
    office: 'London',
  },
  {
    name: 'Helena Brandão',
    login: 'hbrandao',
    department: 'IT',
    title: 'Systems Administrator',
    office: 'Lisbon',
  },
  {
    name: 'Wade Kessler',
    login: 'wkessler',
    department: 'IT',
    title: 'Systems Administrator',
    office: 'Austin',
  },
  {
    name: 'Priyanka Rao',
    login: 'prao',
    department: 'IT',
    title: 'Atlassian Administrator',
    office: 'London',
  },
  { name: 'Ingrid Solheim', login: 'isolheim', department: 'Security', title: 'SOC Lead', office: 'London' },
  { name: 'Rui Tavares', login: 'rtavares', department: 'Security', title: 'SOC Analyst', office: 'Lisbon' },
  {
    name: 'Dana Whitlock',
    login: 'dwhitlock',
    department: 'Security',
    title: 'Incident Responder',
    office: 'Austin',
  },
  {
    name: 'Tobias Lindqvist',
    login: 'tlindqvist',
    department: 'Infrastructure',
    title: 'Network Engineer',
    office: 'London',
  },
  {
    name: 'Tamsin Anderson',
    login: 'tanderson',
    department: 'Engineering',
    title: 'Software Engineer',
    office: 'London',
  },
];

function initials(first: string, last: string): string {
  return `${first[0]}${last}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

function hire(): readonly Person[] {
  const random = rng('people');
  const logins = new Set(CAST.map((member) => member.login));
  const staff: Person[] = [];
  const add = (member: Cast): void => {
    const zone = ZONE_OF[member.office];
    staff.push({
      ...member,
      email: `${member.login}@${DOMAIN}`,
      zone,
      oktaId: `00u${random.alnum(17)}`,
      jiraId: `JIRAUSER${10400 + staff.length * 3 + random.int(0, 2)}`,
      wikiId: `2c9d8a85${random.hex(24)}`,
      bitbucketId: String(101 + staff.length),
      home: homeAddress(random, zone),
      userAgent: random.weighted(USER_AGENTS),
      deviceHash: random.hex(64),
    });
  };
  CAST.forEach(add);
  for (const [department, size, titles] of DEPARTMENTS) {
    const present = staff.filter((person) => person.department === department).length;
    for (let i = present; i < size; i++) {
      const first = random.pick(FIRST);
      const last = random.pick(LAST);
      let login = initials(first, last);
      for (let n = 2; logins.has(login); n++) login = `${initials(first, last)}${n}`;
      logins.add(login);
      const office = random.weighted(OFFICES);
      add({ name: `${first} ${last}`, login, department, title: random.pick(titles), office });
    }
  }
  return staff;
}

export const PEOPLE: readonly Person[] = hire();

/** A member of staff by login; a mistyped login is a mistake of the generator. */
export function person(login: string): Person {
  const found = PEOPLE.find((one) => one.login === login);
  if (found === undefined) throw new Error(`nobody is called ${login}`);
  return found;
}

export function department(name: string): readonly Person[] {
  return PEOPLE.filter((one) => one.department === name);
}

const OFFICE_ADDRESS: Record<Office, Address | null> = {
  Austin: OFFICE.austin,
  London: OFFICE.london,
  Lisbon: OFFICE.lisbon,
  Singapore: OFFICE.singapore,
  'Remote US': null,
};

const TRAVELLERS = rng('travellers').sample(
  PEOPLE.filter((one) => one.department === 'Sales' || one.department === 'Product'),
  TRIPS.length,
);

/** The address somebody works from on one day: office NAT, home, the VPN exit, or a hotel. The same for every log. */
export function whereabouts(who: Person, day: number): Address {
  const trip = TRIPS.findIndex(
    ({ from, days }, index) => TRAVELLERS[index] === who && day >= at(from) && day < at(from) + days * DAY,
  );
  if (trip >= 0) return TRIPS[trip]!.address;
  const random = rng(`whereabouts/${who.login}/${day}`);
  const office = OFFICE_ADDRESS[who.office];
  if (office === null || isWeekend(day)) return random.chance(0.6) ? who.home : OFFICE.vpn;
  return random.weighted<Address>([
    [office, 62],
    [who.home, 20],
    [OFFICE.vpn, 16],
    [who.office === 'Austin' ? OFFICE.austinGuest : who.home, 2],
  ]);
}

/** Who is on a trip on that day, so that noise does not forget them. */
export function travellersOn(day: number): readonly Person[] {
  return TRAVELLERS.filter((_, index) => {
    const { from, days } = TRIPS[index]!;
    return day >= at(from) && day < at(from) + days * DAY;
  });
}
