/** Norrvik Freight and its two suppliers: names, addresses, accounts, secrets. */
import { at, DAY } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { accountOf, type Client, company, staff } from '../../kit/company.ts';
import { Logbook } from '../../kit/logbook.ts';
import { address, place } from '../../kit/places.ts';

export const FROM = at('2024-09-02');
export const TO = at('2024-09-30');
export const DAYS = Array.from({ length: (TO - FROM) / DAY }, (_, index) => FROM + index * DAY);

export const NORRVIK = company('norrvik.example', '481516234301', 'eu-north-1');
export const book = new Logbook(NORRVIK, 'supplier-token');

const oslo = place('Oslo', 'Norway', 64_510, 'Norrvik Freight');
export const OFFICE = {
  oslo: address('198.51.100.14', oslo),
  leeds: address('198.51.100.78', place('Leeds', 'United Kingdom', 64_510, 'Norrvik Freight')),
  vpn: address('198.51.100.200', oslo),
};
/** The public server of Jira, Confluence and Bitbucket. */
export const SERVER = { eni: 'eni-04c8e1b7a3d95f260', ip: '10.12.0.20' };

export const PEOPLE = staff(book.stream('people'), {
  count: 34,
  offices: [
    { address: OFFICE.oslo, offset: 2 },
    { address: OFFICE.leeds, offset: 1 },
  ],
  email: (first, last) => `${first}.${last}@norrvik.example`,
  login: (first, last) => `${first[0]}${last}`,
});
export const ADMINS = [PEOPLE[4]!, PEOPLE[11]!];

const random = book.stream('accounts');

/** Tessera synchronises people and tickets. Its staff look after customers from one exit of their own. */
export const TESSERA = {
  account: accountOf(random, 'Tessera Connector', 'svc-tessera@norrvik.example', 'svc-tessera', 300),
  token: '00TtesseraSyncNk4801',
  machines: ['52.59.114.20', '52.59.114.21'].map((ip) =>
    address(ip, place('Frankfurt', 'Germany', 16_509, 'Amazon.com')),
  ),
  /** From 19 September its jobs run here as well. */
  newMachine: address('3.124.88.140', place('Frankfurt', 'Germany', 16_509, 'Amazon.com')),
  exit: address('185.77.216.9', place('Prague', 'Czechia', 197_013, 'Tessera Software s.r.o.')),
  agent: 'TesseraConnector/4.2.1 (+https://tessera.example)',
  /** An engineer of Tessera with an account of his own at Norrvik. */
  engineer: accountOf(random, 'Pavel Marek', 'pavel.marek.ext@norrvik.example', 'ext-pmarek', 301),
};
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36';
export const ENGINEER: Client = { address: TESSERA.exit, userAgent: CHROME, device: random.hex(64) };

/** Another supplier with a token, whose work looks alike. */
export const QUORVIA = {
  account: accountOf(random, 'Quorvia Reports', 'svc-quorvia@norrvik.example', 'svc-quorvia', 302),
  token: '00TquorviaReports77b',
  client: {
    address: address('34.90.12.77', place('Groningen', 'Netherlands', 396_982, 'Google LLC')),
    userAgent: 'python-requests/2.32.3',
  } satisfies Client,
};

/** The actor's two rented machines; otherwise it comes through the supplier's exit. */
export const RENTED = {
  first: address('91.219.61.38', place('Vilnius', 'Lithuania', 62_282, 'UAB Rakrejus')),
  second: address('146.70.124.93', place('Zurich', 'Switzerland', 9_009, 'M247 Europe SRL')),
};
export const ACTOR = {
  script: 'python-requests/2.31.0',
  browser: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  device: random.hex(64),
  minted: '00TmintedNk19x7Qz2Lc',
  made: accountOf(random, 'Lena Marquardt', 'lena.marquardt@norrvik.example', 'lmarquardt', 320),
};

/** Stands on the page “Batch export runbook”. */
export const WIKI_KEY = 'AKIANK7BATCHEXPORT23';
export const BATCH_AGENT = 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#5.15';
export const BATCH = iamClient(book, 'batch-export', WIKI_KEY, '198.51.100.90', BATCH_AGENT);
export const REPORT = iamClient(book, 'report-reader', 'AKIANK7REPORTREADR45', '198.51.100.91', BATCH_AGENT);
