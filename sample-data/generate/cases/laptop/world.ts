/** Belmora Health: thirty people, most of them behind one office address; one laptop is not its owner's alone. */
import { at, DAY } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { accountOf, type Client, company, staff } from '../../kit/company.ts';
import { Logbook } from '../../kit/logbook.ts';
import { address, place } from '../../kit/places.ts';

export const FROM = at('2024-11-04');
export const TO = at('2024-12-02');
export const DAYS = Array.from({ length: (TO - FROM) / DAY }, (_, index) => FROM + index * DAY);

/** Days of work end on the next day here, so that the last is none. */
export const WORKDAYS = DAYS.slice(0, -1);

export const BELMORA = company('belmora.example', '481516234303', 'us-west-2');
export const book = new Logbook(BELMORA, 'laptop');

const portland = place('Portland', 'United States', 64_530, 'Belmora Health');
export const OFFICE = address('192.0.2.18', portland);
export const VPN = address('192.0.2.130', portland);
/** The public server of Bitbucket, and a machine that loads measurements. */
export const SERVER = { eni: 'eni-0b93d1f7a25c8e460', ip: '10.60.0.12' };
export const LOADER = { eni: 'eni-0e48a6c2f9b17d305', ip: '10.60.1.9', group: 'sg-0a7c51e9d3b82f640' };

export const PEOPLE = staff(book.stream('people'), {
  count: 30,
  offices: [{ address: OFFICE, offset: -8 }],
  email: (first, last) => `${first[0]}${last}@belmora.example`,
  login: (first, last) => `${first[0]}${last}`,
});
const engineers = PEOPLE.filter(({ team }) => team === 'Engineering');
export const VICTIM = engineers[1]!;
/** Works with the same browser on the same system, beside the victim. */
export const TWIN = { ...engineers[3]!, userAgent: VICTIM.userAgent, cli: VICTIM.cli };
export const ADMINS = PEOPLE.filter(({ team }) => team === 'Platform').slice(0, 2);

const random = book.stream('accounts');
/** What the actor sends of the stolen browser: everything but the token of the device. */
export const ACTOR = {
  device: random.hex(64),
  tool: 'Boto3/1.35.20 md/Botocore#1.35.20 ua/2.0 os/linux#6.6 lang/python#3.12.6',
  gitToken: '88123',
  gitKey: '412',
  cloudToken: { id: 'tok-9f27c1', label: 'jira-sync' },
  made: accountOf(random, 'Nora Feld', 'nfeld@belmora.example', 'nfeld', 330),
  /** Its own machine, which only the loader ever sees. */
  machine: '194.87.45.110',
};
export const stolen = (from: Client['address']): Client => ({
  address: from,
  userAgent: VICTIM.userAgent,
  device: ACTOR.device,
});

/** The victim's telephone. */
export const PHONE: Client = {
  address: OFFICE,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1',
  device: random.hex(64),
};

export const INGEST = iamClient(
  book,
  'ingest-worker',
  'AKIABH7INGESTWORKR34',
  '192.0.2.60',
  'Boto3/1.34.144',
);

/** Access tokens that people have used with git for months. */
export const GIT_TOKENS = new Map(PEOPLE.map((who, index) => [who.email, String(70_400 + index * 3)]));
