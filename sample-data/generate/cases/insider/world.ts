/** Castellane Instruments: people whose logins are staff numbers, the insider among them, and the machines' accounts. */
import { at, DAY } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { accountOf, company, staff } from '../../kit/company.ts';
import { Logbook } from '../../kit/logbook.ts';
import { address, place } from '../../kit/places.ts';

export const FROM = at('2025-02-03');
export const TO = at('2025-03-03');
export const DAYS = Array.from({ length: (TO - FROM) / DAY }, (_, index) => FROM + index * DAY);

export const CASTELLANE = company('castellane.example', '481516234302', 'eu-west-3');
export const book = new Logbook(CASTELLANE, 'insider');

const grenoble = place('Grenoble', 'France', 64_520, 'Castellane Instruments');
export const OFFICE = {
  grenoble: address('203.0.113.40', grenoble),
  lyon: address('203.0.113.72', place('Lyon', 'France', 64_520, 'Castellane Instruments')),
  vpn: address('203.0.113.140', grenoble),
  builders: address('203.0.113.60', grenoble),
};
/** The public server of Jira, Confluence and Bitbucket. */
export const SERVER = { eni: 'eni-0f27b6c1d8e3a4950', ip: '10.30.0.15' };

export const PEOPLE = staff(book.stream('people'), {
  count: 32,
  offices: [
    { address: OFFICE.grenoble, offset: 1 },
    { address: OFFICE.lyon, offset: 1 },
  ],
  email: (first, last) => `${first}.${last}@castellane.example`,
  login: (_first, _last, number) => String(number),
});

const platform = PEOPLE.filter(({ team, office }) => team === 'Platform' && office === OFFICE.grenoble);
/** A platform engineer who may administer Okta, too. */
export const INSIDER = platform[0]!;
/** A colleague in whose name he reads. */
export const COLLEAGUE = PEOPLE.find(({ team }) => team === 'Finance')!;
export const ADMINS = PEOPLE.filter(
  (who) => (who.team === 'Platform' || who.team === 'Engineering') && who !== INSIDER,
).slice(3, 5);

const random = book.stream('accounts');
/** Builds software, from the builders' own address. */
export const BUILD = accountOf(random, 'Build Service', 'svc-build@castellane.example', 'svc-build', 200);
/** The account that the insider makes. */
export const MADE = accountOf(random, 'Marion Kessel', 'marion.kessel@castellane.example', '40977', 210);
export const BUILD_TOKEN = '771204';
export const API_TOKEN = '00TcstlnMinted5Rw81q';

export const DEPLOYER = iamClient(
  book,
  'ci-deployer',
  'AKIACS7CIDEPLOYER234',
  OFFICE.builders.ip,
  'Terraform/1.9.5 aws-sdk-go-v2/1.30.3',
);
export const BACKUP = iamClient(
  book,
  'backup-agent',
  'AKIACS7BACKUPAGENT56',
  OFFICE.builders.ip,
  'Boto3/1.34.90',
);
