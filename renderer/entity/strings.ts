/** Words of the entity panel. */
import type {
  EntityHours,
  EntityKind,
  EntityLanes,
  EntityListOf,
  EntityMention,
} from '../../shared/ipc/entity-methods.ts';

/** Types of targets as a person calls several of them; others keep the log's word. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['access-key', 'Access keys'],
  ['app', 'Applications'],
  ['bucket', 'Buckets'],
  ['cluster', 'Clusters'],
  ['function', 'Functions'],
  ['group', 'Groups'],
  ['instance', 'Instances'],
  ['issue', 'Tickets'],
  ['page', 'Pages'],
  ['query', 'Searches'],
  ['repository', 'Repositories'],
  ['role', 'Roles'],
  ['script', 'Scripts'],
  ['secret', 'Secrets'],
  ['space', 'Spaces'],
  ['token', 'Tokens'],
  ['user', 'Users'],
]);
const ONE: ReadonlyMap<string, string> = new Map([
  ['access-key', 'Access key'],
  ['app', 'Application'],
  ['issue', 'Ticket'],
  ['query', 'Search'],
]);

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

const LISTS: Readonly<Record<Exclude<EntityListOf, 'target'>, string>> = {
  source: 'Sources',
  outcome: 'Outcomes',
  action: 'Actions',
  identity: 'Who',
  src: 'From addresses',
  dst: 'To addresses',
  session: 'Sessions',
  credential: 'Credentials',
  agent: 'Programs',
  system: 'Systems',
};

const KINDS: Readonly<Record<Exclude<EntityKind, 'target'>, string>> = {
  identity: 'Identity',
  ip: 'Address',
  session: 'Session',
  credential: 'Credential',
  agent: 'Program',
  system: 'System',
};

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const two = (n: number) => String(n).padStart(2, '0');

export const E = {
  emptyTitle: 'No entity opened',
  emptyAdvice:
    'Click an address, a person, a session, a credential or anything that was touched, wherever it is named: its page opens here.',
  kind: (kind: EntityKind, value: string): string => {
    if (kind !== 'target') return KINDS[kind];
    const type = value.slice(0, Math.max(0, value.indexOf(':')));
    return ONE.get(type) ?? capital(type.replaceAll('-', ' '));
  },
  list: (of: EntityListOf, type: string | null): string =>
    of === 'target' ? (TYPES.get(type ?? '') ?? capital((type ?? '').replaceAll('-', ' '))) : LISTS[of],
  back: 'Back',
  forward: 'Forward',
  copy: 'Copy its name',
  filter: 'Filter',
  filterHint: 'Filter to it, beside what is filtered already',
  exclude: 'Exclude',
  excludeHint: 'Exclude it',
  chain: 'Chain',
  chainHint: 'Attack chain from here',
  none: 'No event of the case has it. What else speaks of it stands below.',
  noneAtAll: 'Nothing in the case speaks of it.',
  failed: (n: string) => `${n} failed`,
  undated: (n: string) => `${n} without a time`,
  region: (label: string) => `Page of ${label}`,
  name: 'name',
  first: 'First seen',
  last: 'Last seen',
  once: 'Seen once, at',
  span: (length: string) => `over ${length}`,
  openRows: (what: string) => `Show these events: ${what}`,
  openRow: 'Select this event',
  activity: 'Activity',
  by: { source: 'by source', identity: 'by who', src: 'by address' } satisfies Record<
    EntityLanes['by'],
    string
  >,
  lanesLabel: (lanes: number, columns: number) =>
    `Events over time in ${lanes} ${lanes === 1 ? 'lane' : 'lanes'} and ${columns} columns; the table beside says the same`,
  asTable: 'As a table',
  asPicture: 'As a picture',
  lane: 'Lane',
  from: 'From',
  to: 'To',
  events: 'Events',
  failures: 'Failed',
  column: (width: string) => `${width} a column`,
  hours: 'Usual hours',
  hoursNote: ({ zone }: EntityHours) => `by the start of each event, in ${zone}`,
  hoursLabel: (busiest: string) => `Events by hour of the week. Busiest: ${busiest}`,
  hour: (index: number) =>
    `${DAYS[Math.floor(index / 24)]} ${two(index % 24)}:00–${two((index % 24) + 1)}:00`,
  days: DAYS,
  more: (n: string) => `${n} more`,
  fewer: 'Fewer',
  beyond: (n: string) => `and ${n} more: filter to it and use the filters beside the table`,
  chainTitle: 'In the chain',
  chainNone: 'No chain is shown; “Chain” starts one here.',
  chainNo: 'None of its events is a step of the chain, and the chain does not name it.',
  chainSteps: (steps: string, of: string) => `${steps} of its ${of} are steps of the chain`,
  mentions: 'What else speaks of it',
  mention: {
    'created-account': 'Created',
    'disabled-account': 'Disabled',
    granted: 'Given rights or membership',
    'issued-credential': 'Credential issued',
    'revoked-credential': 'Revoked',
    'reset-credential': 'Password or factor reset',
    'blocked-ip': 'Blocked',
    'ran-code': 'Code was run on it',
    named: 'Acted upon by others',
    related: 'Named beside source and destination (proxy, inner packet, rule)',
  } satisfies Record<EntityMention['how'], string>,
  facts: 'In your lists',
  fact: { person: 'Roster', rotation: 'Rotation list' },
  place: (file: string, record: string) => `${file}, record ${record}`,
  exposed: 'exposed',
  notExposed: 'not exposed',
  rotated: (when: string) => `rotated ${when}`,
  notRotated: 'no time of rotation',
  same: 'The same thing',
  names: 'Also called',
  aliases: 'Names it goes by',
} as const;
