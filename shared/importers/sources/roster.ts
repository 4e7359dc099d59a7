/**
 * People rosters: who owns which account.
 * Reads: delimited text whose header names at least two of login, e-mail, account id, Okta id, employee id, or one of
 * them and a name, in the words of common exports (directory, HR, identity provider, Atlassian user lists). Each row is
 * knowledge (a `person` fact), never an event.
 * Ignores: files that also have a column of times and actions: those are logs. Columns without a meaning here stay in
 * the fact as written.
 * Specification: none; rosters are made by hand. `people.csv` in cli.md.
 */
import type { ActorType, Alias, AliasKind } from '../../events/event.ts';
import type { Head, Importer, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { Columns, foldName, type Synonyms } from '../kit/columns.ts';
import { isEmail, issue, wrongShape } from '../kit/fields.ts';

export const roster: Importer = {
  version: 1,
  id: 'list:people',
  label: 'people roster',
  produces: [],
  recognise,
  open: (head) => new RosterReader(head),
};

type Field =
  | 'login'
  | 'email'
  | 'oktaId'
  | 'accountId'
  | 'arn'
  | 'employeeId'
  | 'userId'
  | 'display'
  | 'first'
  | 'last'
  | 'type';

const SYNONYMS: Synonyms<Field> = {
  login: [
    'login',
    'loginname',
    'username',
    'user',
    'samaccountname',
    'accountname',
    'logon',
    'logonname',
    'uid',
  ],
  email: [
    'email',
    'emailaddress',
    'mail',
    'workemail',
    'primaryemail',
    'useremail',
    'userprincipalname',
    'upn',
    'emailid',
  ],
  oktaId: ['oktaid', 'oktauserid', 'oktauid'],
  accountId: [
    'accountid',
    'atlassianid',
    'atlassianaccountid',
    'jiraid',
    'jirauserkey',
    'userkey',
    'atlassianuserkey',
  ],
  arn: ['arn', 'iamarn', 'userarn', 'awsarn'],
  employeeId: ['employeeid', 'employeenumber', 'personnelnumber', 'staffid', 'workerid', 'personid'],
  userId: ['userid', 'id'],
  display: ['displayname', 'fullname', 'name', 'employeename', 'personname', 'commonname', 'cn'],
  first: ['firstname', 'givenname', 'forename'],
  last: ['lastname', 'surname', 'familyname', 'sn'],
  type: ['class', 'accounttype', 'usertype', 'employeetype', 'type', 'kind', 'identitytype', 'accountclass'],
};
const IDS: readonly Field[] = ['login', 'email', 'oktaId', 'accountId', 'arn', 'employeeId'];

/** Folded headers of logs: a file that has one of these tells what happened, not who is who. */
const LOG_COLUMNS = new Set(
  (
    'time timestamp datetime date eventtime eventtype eventname eventid event action activity message ipaddress ip ' +
    'sourceip srcip sourceipaddress srcaddr clientip remoteaddress useragent requestid method url uri outcome result operation'
  ).split(' '),
);

function recognise(head: Head): Recognition | null {
  const { header } = head;
  if (header.length < 2 || header.some((cell) => LOG_COLUMNS.has(foldName(cell)))) return null;
  const columns = new Columns(header, SYNONYMS);
  const ids = IDS.filter((field) => columns.has(field)).length;
  const named = columns.has('display') || columns.has('first') || columns.has('last');
  return ids >= 2 || (ids === 1 && named)
    ? { framing: 'csv', shape: 'people roster with a header row' }
    : null;
}

const REASON = 'kept as a roster entry, not an event';

class RosterReader implements Reader {
  readonly headerLines = 0;
  private readonly columns: Columns<Field>;

  constructor(head: Head) {
    this.columns = new Columns(head.header, SYNONYMS);
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'csv') return wrongShape('a roster is delimited text');
    const { columns } = this;
    const { cells } = record;
    const value = (field: Field) => columns.value(cells, field);
    const issues: Issue[] = [];
    const aliases: Alias[] = [];
    const add = (kind: AliasKind, name: string | null) => {
      if (name === null || aliases.some((one) => one.kind === kind && one.value === name)) return;
      aliases.push({ kind, value: name });
    };
    const email = value('email');
    if (email !== null && isEmail(email)) add('email', email.toLowerCase());
    else if (email !== null)
      issues.push(issue('field.value', 'degraded', `no e-mail address: ${email.slice(0, 80)}`));
    add('okta-id', value('oktaId'));
    const login = value('login');
    // Where people sign in with their e-mail, the login column holds it; “User name” is the name of a person in some exports.
    const isName = login !== null && /\s/.test(login);
    if (login !== null && isEmail(login)) add('email', login.toLowerCase());
    if (login !== null && !isName) add('login', login.toLowerCase());
    const account = value('accountId');
    // Twelve digits are an AWS account, which is no person's.
    if (account !== null && !/^\d{12}$/.test(account)) add('atlassian-id', account);
    add('arn', value('arn'));
    const id = value('userId');
    const kind = id === null ? null : kindOfId(id);
    if (kind !== null) add(kind, id);
    const display = value('display') ?? joined(value('first'), value('last')) ?? (isName ? login : null);
    if (aliases.length === 0 && display === null)
      return { kind: 'ignored', reason: 'a roster row that names nobody' };
    if (display !== null) add('display', display);
    return {
      kind: 'fact',
      fact: { kind: 'person', aliases, display, type: typeOf(value('type')), columns: columns.pairs(cells) },
      reason: REASON,
      ...(issues.length === 0 ? {} : { issues }),
    };
  }
}

/** Ids that their shape gives away: Okta's, and those of Atlassian Cloud and Data Center. Any other stays a column. */
function kindOfId(id: string): AliasKind | null {
  if (/^00u\w{17}$/.test(id)) return 'okta-id';
  return /^(?:\d{1,6}:[0-9a-f-]{36}|[0-9a-f]{24}|JIRAUSER\d+|[0-9a-f]{32})$/.test(id) ? 'atlassian-id' : null;
}

function joined(first: string | null, last: string | null): string | null {
  return first === null || last === null ? (first ?? last) : `${first} ${last}`;
}

const HUMANS =
  /^(?:human|person|people|user|employee|staff|contractor|consultant|intern|external|guest|partner|vendor|member|admin|administrator|full ?time|part ?time|regular|temp|temporary|customer)$/i;
const SERVICES =
  /^(?:service(?: ?account| ?user)?|svc|bot|robot|machine|system ?account|app|application|integration|automation|technical(?: ?user| ?account)?|non ?human|shared)$/i;

/** The class that a roster states; words beyond these say nothing that the tool understands. */
function typeOf(cell: string | null): ActorType | null {
  if (cell === null) return null;
  const word = cell.replace(/[-_\s]+/g, ' ').trim();
  if (SERVICES.test(word)) return 'service';
  if (HUMANS.test(word)) return 'human';
  if (/^(?:api )?(?:token|key)$/i.test(word)) return 'token';
  return /^role$/i.test(word) ? 'role' : null;
}
