/** A fictional company: its names, its people, its machines' accounts. */
import type { Address } from '../addresses.ts';
import type { Rng } from '../rng.ts';
import type { AuditAuthor, Product } from '../vendors/atlassian.ts';
import type { OktaActor } from '../vendors/okta.ts';
import { homeLine } from './places.ts';

export interface Company {
  /** `linden.example` */
  readonly domain: string;
  readonly okta: string;
  /** Addresses of the Data Center products. */
  readonly url: Readonly<Record<Product, string>>;
  /** `linden.atlassian.example` */
  readonly site: string;
  /** Twelve digits. */
  readonly awsAccount: string;
  readonly region: string;
}

/** A company whose systems are named after its domain. */
export function company(domain: string, awsAccount: string, region: string): Company {
  const label = domain.split('.')[0]!;
  return {
    domain,
    okta: `${label}.okta.example`,
    url: {
      jira: `https://jira.${domain}`,
      confluence: `https://wiki.${domain}`,
      bitbucket: `https://git.${domain}`,
    },
    site: `${label}.atlassian.example`,
    awsAccount,
    region,
  };
}

/** From where and with what somebody is connected. */
export interface Client {
  readonly address: Address;
  readonly userAgent: string;
  /** Okta's hash of the device token; absent where the client keeps no cookies. */
  readonly device?: string;
}

/** Who can appear in any log: a person or a machine's account. */
export interface Account {
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  /** Login in the Data Center products. */
  readonly login: string;
  /** `00u…` */
  readonly oktaId: string;
  /** `JIRAUSER10204` */
  readonly jiraKey: string;
  /** 32 hexadecimal digits. */
  readonly wikiKey: string;
  readonly gitId: string;
  /** `712020:…`, Atlassian Cloud. */
  readonly accountId: string;
}

export interface Member extends Account {
  readonly number: number;
  readonly title: string;
  readonly team: string;
  /** Hours from UTC. */
  readonly offset: number;
  readonly office: Address;
  readonly home: Address;
  readonly userAgent: string;
  readonly device: string;
  /** Of the command line tools: Boto, AWS CLI, git. */
  readonly cli: string;
  /** Temporary keys of the role that the member takes in AWS come from this name. */
  readonly role: string;
}

export function accountOf(random: Rng, name: string, email: string, login: string, number: number): Account {
  return {
    name,
    email: email.toLowerCase(),
    login: login.toLowerCase(),
    oktaId: `00u${random.alnum(17)}`,
    jiraKey: `JIRAUSER${10_200 + number}`,
    wikiKey: random.hex(32),
    gitId: String(600 + number),
    accountId: `712020:${random.uuid()}`,
  };
}

const FIRST =
  'Agnes Anton Beatriz Bruno Carla Cedric Dagmar Dario Edda Elias Farah Felix Gitta Gustav Hanna Henrik Ines Ivo Jana Jonas Katja Kilian Lea Lorenz Mara Milan Nadia Nils Olga Otto Paula Pavel Quirin Rana Rasmus Selma Simon Tamar Theo Ulla Vera Viktor Wanda Wim Xenia Yannick Zora Zeno'.split(
    ' ',
  );
const LAST =
  'Abel Aster Bachmann Bellini Cordes Castell Danner Dreyer Ebner Eklund Falk Ferrari Gerlach Gomes Hartog Holm Imhof Iversen Jansen Jovanovic Kestner Kowalik Lindt Lorca Maurer Mendes Nadler Novak Olsson Ortega Pohl Perrin Quast Reuter Rossi Sand Sorel Thoma Tellez Unger Urban Vogt Varga Wieland Winther Yildiz Zander Zeller'.split(
    ' ',
  );
const TEAMS: readonly (readonly [team: string, title: string, role: string])[] = [
  ['Engineering', 'Software Engineer', 'Developer'],
  ['Engineering', 'Senior Software Engineer', 'Developer'],
  ['Platform', 'Site Reliability Engineer', 'PlatformAdmin'],
  ['Finance', 'Controller', 'BillingRead'],
  ['Support', 'Support Engineer', 'SupportRead'],
  ['Product', 'Product Manager', 'ReportRead'],
];
const VERSIONS = ['129.0.0.0', '130.0.0.0', '131.0.0.0'];

function browser(random: Rng): string {
  const os = random.pick([
    'Windows NT 10.0; Win64; x64',
    'Macintosh; Intel Mac OS X 10_15_7',
    'X11; Linux x86_64',
  ]);
  return `Mozilla/5.0 (${os}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${random.pick(VERSIONS)} Safari/537.36`;
}

export interface StaffPlan {
  readonly count: number;
  readonly offices: readonly { readonly address: Address; readonly offset: number }[];
  readonly email: (first: string, last: string, number: number) => string;
  readonly login: (first: string, last: string, number: number) => string;
}

/** `count` people with different names, spread over offices and teams; the same for the same `random`. */
export function staff(random: Rng, plan: StaffPlan): Member[] {
  const lasts = random.sample(LAST, LAST.length);
  const firsts = random.sample(FIRST, FIRST.length);
  return Array.from({ length: plan.count }, (_, index) => {
    const [first, last] = [firsts[index % firsts.length]!, lasts[(index * 5 + 3) % lasts.length]!];
    const number = 40_100 + index * 7 + random.int(0, 6);
    const { address: office, offset } = plan.offices[index % plan.offices.length]!;
    const [team, title, role] = TEAMS[random.int(0, TEAMS.length - 1)]!;
    const base = accountOf(
      random,
      `${first} ${last}`,
      plan.email(first.toLowerCase(), last.toLowerCase(), number),
      plan.login(first.toLowerCase(), last.toLowerCase(), number),
      index,
    );
    const cli = `aws-cli/2.17.${random.int(2, 60)} md/awscrt#0.20.11 ua/2.0 os/linux#6.8 lang/python#3.11.9`;
    const home = homeLine(random);
    return {
      ...base,
      number,
      team,
      title,
      role,
      offset,
      office,
      home,
      cli,
      userAgent: browser(random),
      device: random.hex(64),
    };
  });
}

/** The member's own laptop at an address. */
export function laptop(who: Member, at: Address = who.office): Client {
  return { address: at, userAgent: who.userAgent, device: who.device };
}

export function oktaActor(who: Account): OktaActor {
  return { id: who.oktaId, type: 'User', alternateId: who.email, displayName: who.name };
}

/** As each product writes an author. */
export function author(product: Product, who: Account): AuditAuthor {
  switch (product) {
    case 'jira':
      return { id: who.jiraKey, name: who.login, type: 'user' };
    case 'confluence':
      return { id: who.wikiKey, name: who.login, type: 'user' };
    case 'bitbucket':
      return { id: who.gitId, name: who.login, type: 'NORMAL' };
  }
}
