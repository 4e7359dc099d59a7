/** Lumen Orchard: its people, its programs' keys, and the addresses of the story. */
import { at, DAY, HOUR } from '../../../sample-data/generate/clock.ts';
import { type Client, company, type Member, staff } from '../../../sample-data/generate/kit/company.ts';
import { seeded } from '../../../sample-data/generate/rng.ts';
import { assumedRole, iamUser } from '../../../sample-data/generate/vendors/cloudtrail.ts';
import { renamed, type Workplace } from '../ordinary.ts';
import { line, oktaApp, type Scene } from '../scene.ts';

const DOMAIN = 'lumenorchard.example';
export const LUMEN = company(DOMAIN, '507218366491', 'eu-west-1');
export const FROM = at('2024-09-02');
export const TO = at('2024-09-30');

export const LISBON = line('198.51.100.130', 'Lisbon', 'Portugal', 64497, 'Lumen Orchard');
const PORTO = line('203.0.113.18', 'Porto', 'Portugal', 64497, 'Lumen Orchard');
/** The exit of the company's own network in AWS: programs work from there. */
export const PROGRAMS = '203.0.113.40';
export const FERREIRA_HOME = line('188.81.44.17', 'Braga', 'Portugal', 3243, 'MEO');

export const PHISHING = line('5.181.234.58', 'Chisinau', 'Moldova', 200019, 'AlexHost SRL');
export const WORKING = line('37.120.193.44', 'Frankfurt', 'Germany', 9009, 'M247 Europe SRL');
export const KEYS = '146.70.87.120';
export const TRAVELLER = line('95.65.88.203', 'Chisinau', 'Moldova', 31252, 'StarNet Solutii SRL');

export const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
/** The tool of the attacker and of the security engineer. */
export const KALI = 'aws-cli/2.12.0 Python/3.11.4 Linux/6.5.0-kali3-amd64 exe/x86_64.kali.2023 prompt/off';
export const BOTO = 'Boto3/1.34.11 Python/3.11.9 Linux/5.10.220 Botocore/1.34.11';

export const BATCH_KEY = 'AKIAXKBATCHQ5WT3MZ7R';
export const REPORT_KEY = 'AKIAXKREPRT6PVN2D4LH';
export const MINTED_KEY = 'AKIAXKREPRT7QJC5X2SB';
export const CLAIMS = 'lumen-orchard-claims-archive';

export const PAGES = Array.from(
  { length: 56 },
  (_, n) => `${['Claims', 'Actuary', 'Team', 'Product', 'Office'][n % 5]} handbook ${n + 1}`,
);
export const KEY_PAGE = 'Batch export: access key of svc-batch-export';
export const SECRET_PAGES = Array.from({ length: 33 }, (_, n) =>
  n % 8 === 0
    ? KEY_PAGE
    : `${['AWS accounts', 'Batch jobs', 'Data lake', 'Service users'][n % 4]} page ${n + 1}`,
);
export const ISSUES = Array.from({ length: 60 }, (_, n) => `${['CLM', 'ACT', 'PLAT'][n % 3]}-${800 + n * 9}`);

export const APPS = {
  confluence: oktaApp('Confluence'),
  cloud: oktaApp('Atlassian Cloud'),
  aws: oktaApp('AWS'),
};

/** An event of Jira Cloud in the organisation's log. */
export function jiraCloud(
  scene: Scene,
  who: Member,
  from: string,
  time: number,
  key: string,
  action = 'jira_issue_viewed',
) {
  return scene.book.org({
    time,
    action,
    who,
    from,
    context: [{ id: key, type: 'issues', attributes: { key } }],
  });
}

export const WORK: Workplace = {
  products: ['confluence'],
  apps: { confluence: APPS.confluence },
  issues: ISSUES,
  pages: [...PAGES, KEY_PAGE],
  repositories: [],
  deeds: 8,
  also: (scene, who, client, time) => {
    const from = client.address.ip;
    scene.sso(who, client, time, APPS.cloud);
    scene.book.org({ time: time + 1_800, action: 'user_login', who, from });
    for (let more = scene.random.int(1, 5); more > 0; more--)
      jiraCloud(scene, who, from, time + scene.random.int(2, 300) * 60_000, scene.random.pick(ISSUES));
  },
};

export type Cast = ReturnType<typeof castOf>;

export function castOf({ book }: Scene) {
  const crowd = staff(book.stream('people'), {
    count: 17,
    offices: [
      { address: LISBON, offset: 1 },
      { address: PORTO, offset: 1 },
    ],
    email: (first, last) => `${first}.${last}@${DOMAIN}`,
    login: (first, last) => `${first}.${last}`,
  });
  const named = (index: number, name: string, login: string): Member =>
    renamed(crowd[index]!, name, `${login}@${DOMAIN}`, login);
  const employee = named(1, 'João Ferreira', 'joao.ferreira');
  const contractor = {
    ...named(2, 'João Ferreira', 'jferreira-ext'),
    home: FERREIRA_HOME,
    office: FERREIRA_HOME,
  };
  const otherContractor = named(3, 'Mei Huang', 'mhuang-ext');
  const security = named(4, 'Naveen Petrov', 'naveen.petrov');
  const traveller = named(5, 'Carla Lindholm', 'carla.lindholm');
  const refuser = named(6, 'Adèle Moreau', 'adele.moreau');
  const oktaAdmin = named(7, 'Inês Tavares', 'ines.tavares');
  const cloudAdmin = named(8, 'Ruben Alves', 'ruben.alves');
  const people = [
    crowd[0]!,
    employee,
    contractor,
    otherContractor,
    security,
    traveller,
    refuser,
    oktaAdmin,
    cloudAdmin,
    ...crowd.slice(9),
  ];
  return {
    people,
    employee,
    contractor,
    security,
    traveller,
    refuser,
    oktaAdmin,
    cloudAdmin,
    otherContractor,
  };
}

/** Somebody's session of the access portal for a day. */
export function portal(who: Member, role: string, time: number, ip: string, userAgent: string) {
  const day = Math.floor(time / DAY) * DAY;
  const identity = assumedRole({
    account: LUMEN.awsAccount,
    role: `AWSReservedSSO_${role}_7d1c20ab94e6f385`,
    roleId: `AROAX${seeded(`phished-contractor/${role}`).base32(16)}`,
    session: who.email,
    accessKeyId: `ASIAX${seeded(`phished-contractor/${who.login}/${day}`).base32(15)}`,
    created: day + 8 * HOUR,
    mfa: true,
    path: 'aws-reserved/sso.amazonaws.com/',
  });
  return { identity, ip, userAgent };
}

export function user(name: 'svc-batch-export' | 'svc-reporting', key: string, ip: string, userAgent: string) {
  const id = name === 'svc-batch-export' ? 'AIDAXBATCHEXPQ2W4R6T8' : 'AIDAXREPORTNGZ3Y5U7I9';
  return { identity: iamUser(LUMEN.awsAccount, name, id, key), ip, userAgent };
}

export const PHISHER: Client = { address: PHISHING, userAgent: BROWSER };
