/** Words of the graph panel. */
import type { Deed } from '../../shared/analysis/graph/deeds.ts';
import type { EntityKind } from '../../shared/analysis/graph/entities.ts';
import type { GraphLink } from '../../shared/analysis/graph/links.ts';
import type { NodeState } from '../../shared/analysis/graph/node-states.ts';
import type { Reach } from '../../shared/analysis/graph/reach.ts';

const KIND: Readonly<Record<EntityKind, string>> = {
  address: 'Address',
  session: 'Session',
  credential: 'Credential',
  agent: 'User agent',
  application: 'Application',
  repository: 'Repository',
  page: 'Page',
  ticket: 'Ticket',
  bucket: 'Bucket',
  host: 'Host',
  identity: 'Identity',
  object: 'Object',
};

const LINK: Readonly<Record<GraphLink, string>> = {
  used: 'used',
  'signed-in-as': 'signed in as',
  issued: 'issued',
  minted: 'minted',
  created: 'created',
  escalated: 'gave rights to',
  reached: 'reached',
  denied: 'was denied',
  revoked: 'revoked',
  disabled: 'disabled',
  blocked: 'blocked',
};

const STATE: Readonly<Record<NodeState, string>> = {
  stolen: 'stolen',
  held: 'held',
  minted: 'minted',
  made: 'made by actor',
  refused: 'tried in vain',
  'never-rotated': 'never rotated',
  rotated: 'rotated',
  revoked: 'revoked',
  disabled: 'disabled',
  blocked: 'blocked',
  open: 'not closed',
  defender: 'defender',
};

const DEED: Readonly<Record<Deed, string>> = {
  'signed-in': 'signed in',
  searched: 'searched',
  viewed: 'viewed',
  downloaded: 'downloaded',
  changed: 'changed',
  'ran-code': 'ran code',
  connected: 'connected',
  done: 'other',
  attempted: 'attempted',
  denied: 'denied',
};

const REACH: Readonly<Record<Reach['kind'], string>> = {
  'used-before': 'opened before by its owner',
  granted: 'rights given',
  'rights-shown': 'rights shown',
  'connected-before': 'connected before',
};

const REACH_THROUGH: Readonly<Record<Reach['kind'], (through: string) => string>> = {
  'used-before': (through) => `opened by ${through}`,
  granted: (through) => `given to ${through}`,
  'rights-shown': (through) => `shown as ${through}`,
  'connected-before': (through) => `reached by ${through}`,
};

/** Things by their type in the logs; other types are written as the logs do. */
const THINGS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['issue', ['ticket', 'tickets']],
  ['app', ['application', 'applications']],
  ['repository', ['repository', 'repositories']],
  ['address', ['outside address', 'outside addresses']],
  ['query', ['query', 'queries']],
  ['policy', ['policy', 'policies']],
]);

export const G = {
  view: { credentials: 'Credential chain', radius: 'Blast radius' },
  viewLabel: 'What is shown',
  form: { picture: 'Picture', table: 'Table' },
  formLabel: 'How it is shown',
  kind: KIND,
  link: LINK,
  state: STATE,
  deed: DEED,
  reach: REACH,
  reachThrough: REACH_THROUGH,
  thing: (type: string, n: number): string => {
    const known = THINGS.get(type);
    const one = known?.[0] ?? type.replaceAll('-', ' ');
    return n === 1 ? one : (known?.[1] ?? `${one}s`);
  },

  emptyTitle: 'No chain yet',
  emptyAdvice:
    'Start one in the Chain panel from a record, an address, an account or a credential. Its credentials and what they reached are then drawn here, each number with its records.',
  emptyAction: 'Go to Chain',
  nothingTitle: 'Nothing to draw',
  nothingCredentials: 'No record of this chain names an account, an address, a session or a credential.',
  nothingRadius: 'No record of this chain is the actor’s.',

  picture: {
    credentials: 'Graph of credentials and identities, by time from left to right',
    radius: 'Graph of what was touched, reachable and denied, one row a system',
    keys: 'Arrow keys walk through it, Enter shows the records, Escape lets go, plus and minus zoom, 0 fits it into the panel.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit into the panel',
    selected: (words: string) => `Selected: ${words}`,
  },
  bands: {
    address: 'Addresses',
    secret: 'Sessions, keys, tokens',
    identity: 'Identities',
    defender: 'Defenders',
  },

  legend: {
    title: 'Legend',
    attacker: 'the actor’s doing',
    denied: 'denied or not known to work',
    response: 'the defenders’ doing',
    others: 'done by others',
    stolen: 'stolen or held',
    made: 'made by the actor',
    neverRotated: 'never rotated',
    reachable: 'in reach, not touched',
    touched: 'touched',
    refused: 'denied or attempted',
  },

  selection: {
    title: 'Selection',
    close: 'Let go of the selection',
    mine: 'What the actor did with it',
    others: 'What others did with it',
    more: (n: string) => `and ${n} more, in the records`,
    fold: (n: string) => `${n} of them stand here as one; the table lists what the answer holds.`,
  },

  sum: (records: string, systems: string) =>
    `${records} of the actor in ${systems === '1' ? '1 system' : `${systems} systems`}, each counted once.`,
  open: (records: string) => `Show ${records} in the table`,
  tooMany: 'Too many records to show at once; narrow the chain or the time',
  record: 'record',

  columns: {
    first: 'First',
    last: 'Last',
    kind: 'Kind',
    name: 'Name',
    states: 'State',
    mine: 'Actor’s records',
    others: 'Others’ records',
    from: 'From',
    link: 'Link',
    to: 'To',
    records: 'Records',
    system: 'System',
    who: 'Through',
    all: 'All',
    deed: 'Deed',
    things: 'Things',
    of: 'Of',
    why: 'Why',
    names: 'Names',
  },
  tables: {
    nodes: 'Credentials and identities',
    edges: 'Links',
    systems: 'Records of the actor by system',
    things: 'Things by what was done to them',
    reach: 'In reach, as far as records prove it',
    none: 'None',
    sort: (column: string) => `Sort by ${column}`,
    rotation: (used: string, listed: string) =>
      `${used} never rotated by the list and used by the actor; the case’s rotation lists have ${listed}.`,
    noRotation: 'The case holds no rotation list: import one to see which of these were never rotated.',
    credential: 'credential or account',
    credentials: 'credentials or accounts',
    entry: 'entry',
    entries: 'entries',
  },

  total: {
    of: (total: string) => `of ${total}`,
    logs: 'seen in the logs',
    inBox: { logs: 'in the logs', analyst: '(analyst)' },
    analyst: 'by the analyst',
    set: 'Give a total',
    buttonOf: (button: string, what: string, system: string) => `${button}: ${what} in ${system}`,
    change: 'Change',
    title: 'How many are there in all?',
    scope: (what: string, system: string) => `All ${what} that ${system} holds`,
    note: 'The logs name only what somebody touched. A total that you know from elsewhere stands before it, with its source, in the case and in the custody log; it can be taken back.',
    number: 'Total',
    numberHint: (seen: string, touched: string) => `The logs show ${seen}; the actor touched ${touched}.`,
    numberWrong: 'A whole number such as 2059357',
    numberLow: 'Fewer than the actor touched',
    reason: 'Source',
    reasonHint: 'Where the number comes from; it stands beside it everywhere',
    apply: 'Set the total',
    undo: 'Take back',
    readOnly: 'The case is open for reading only',
  },
} as const;
