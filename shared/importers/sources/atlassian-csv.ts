/**
 * CSV exports of Atlassian audit logs.
 * Reads: what "Export" on the audit log screens of Jira, Confluence, Bitbucket and the organisation writes. Columns are
 * found by their headers (Date or Created or Time; Author or User or Actor; Category or Event type; Summary, Change,
 * Action or Activity; Object, Item or Affected object; IP address; Location; App), in any order and delimiter.
 * Ignores: places, descriptions and changed values that have no field in an event (they stay in the raw record).
 * The exports leave out what the same records hold elsewhere: ids of accounts and objects above all. A name without an
 * e-mail or an account id is a display name, which anybody may choose: it joins nothing.
 * Specification: none is published; the names of the columns are those of the screens.
 */
import { type ParsedTime, parseEpochMillis, parseEpochSeconds } from '../../base/time.ts';
import { parseWrittenDate } from '../../base/written-date.ts';
import type { Actor, Alias, Target } from '../../events/event.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import {
  ATLASSIAN_ANONYMOUS,
  ATLASSIAN_SYSTEM,
  accountActor,
  accountAlias,
  addressesOf,
  changesOf,
  hostOf,
  isAccountId,
  namedTarget,
  wordsOf,
} from '../kit/atlassian.ts';
import { draftOfDeed } from '../kit/atlassian-deed.ts';
import { event, isEmail, issue, Memo, readTime, wrongShape } from '../kit/fields.ts';
import { type Columns, cellOf, columnsOf, productIn, type Table, tableOf } from './atlassian-csv-columns.ts';

export const atlassianCsv: Importer = {
  version: 2,
  id: 'atlassian:csv',
  label: 'Atlassian audit log, CSV export',
  produces: ['atlassian:jira', 'atlassian:confluence', 'atlassian:bitbucket', 'atlassian:org'],
  recognise: (head): Recognition | null =>
    tableOf(head) === null
      ? null
      : { framing: 'csv', shape: 'CSV export of an audit log screen', poorer: true },
  open: (head, options) => new CsvReader(head, options),
};

class CsvReader implements Reader {
  readonly headerLines = 0;
  private readonly options: ImportOptions;
  private readonly table: Table;
  private readonly lossy: string;
  private first = true;
  private readonly actors = new Memo<Actor | null>();

  constructor(head: Head, options: ImportOptions) {
    this.options = options;
    const columns = columnsOf(head.header);
    this.table = tableOf(head) ?? { columns, source: 'atlassian:org', order: null };
    this.lossy = missing(columns);
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'csv') return wrongShape('not a row of a table');
    const { columns } = this.table;
    const cell = (at: number): string | null => cellOf(record.cells, at);
    const action = cell(columns.action);
    if (action === null) return wrongShape('no action in the row');
    const words = wordsOf(action);
    const { time, issues } = readTime(cell(columns.time), (written) => this.time(written));
    const addresses = addressesOf(cell(columns.ip)?.replace(/[;|\s]+/g, ',') ?? null);
    const targets = targetsOf(record.cells, columns, words);
    const app = productIn(cell(columns.app) ?? '');
    const site = hostOf(cell(columns.site));
    const draft = draftOfDeed({
      source: this.table.source,
      action,
      words,
      said: cell(columns.description),
      time,
      actor: this.actor(cell),
      addresses,
      credential: null,
      system: site,
      targets: app === null ? targets : [...targets, { type: 'app', id: null, name: cell(columns.app) }],
      nativeId: cell(columns.id),
      told: {
        users: usersOf(targets),
        what: targets.find((target) => target.type !== 'user')?.name ?? null,
        credential: targets.find((target) => target.type !== 'user')?.name ?? null,
        where: site ?? cell(columns.app) ?? 'Atlassian',
        changes: changesOf([]),
      },
    });
    if (!this.first) return event(draft, issues);
    this.first = false;
    return event(draft, [...issues, issue('source.lossy', 'note', this.lossy)]);
  }

  private time(written: string): ParsedTime {
    if (/^\d{12,14}$/.test(written)) return parseEpochMillis(written);
    if (/^\d{9,10}$/.test(written)) return parseEpochSeconds(written);
    return parseWrittenDate(written, this.options.timezone, this.table.order);
  }

  private actor(cell: (at: number) => string | null): Actor | null {
    const { columns } = this.table;
    const [written, email, id] = [cell(columns.actor), cell(columns.email), cell(columns.account)];
    const login = cell(columns.login);
    if (email === null && id === null && login === null) {
      if (written === null || /^unknown(?: user)?$/i.test(written)) return null;
      if (/^anonymous(?: user)?$/i.test(written)) return ATLASSIAN_ANONYMOUS;
      if (/^(?:system|jira|confluence|bitbucket|atlassian)(?: system)?$/i.test(written))
        return ATLASSIAN_SYSTEM;
    }
    return this.actors.of(`${written}\n${email}\n${id}\n${login}`, () =>
      namedActor(written, email, id, login),
    );
  }
}

/** What this table's columns cannot say, once for the file. */
function missing(columns: Columns): string {
  const gone = ['account ids of objects', 'user agents', 'sessions'];
  if (columns.account < 0) gone.unshift('account ids of authors');
  if (columns.ip < 0) gone.unshift('addresses');
  if (columns.id < 0) gone.push('ids of records');
  return `the CSV export has no ${gone.join(', no ')}`;
}

/** `Mara Lindqvist <mara@…>`, `Mara Lindqvist (mara@…)`, `Mara Lindqvist (557058:…)`, or one of them alone. */
const NAME_AND_KEY = /^([^<(]+)[<(]([^<>()]+)[>)]$/;

function namedActor(
  written: string | null,
  email: string | null,
  id: string | null,
  login: string | null,
): Actor | null {
  const both = NAME_AND_KEY.exec(written ?? '');
  const key = both?.[2]?.trim() ?? written;
  const inCell = key !== null && (isEmail(key) || isAccountId(key)) ? key : null;
  const name =
    both !== null && inCell !== null ? (both[1]?.trim() ?? null) : inCell === written ? null : written;
  const loginId = login !== null && (isAccountId(login) || isEmail(login)) ? login : null;
  const known = [email, inCell, loginId].find((one) => one !== null && isEmail(one)) ?? null;
  const account = id ?? [inCell, loginId].find((one) => one !== null && isAccountId(one)) ?? null;
  const actor = accountActor({ id: account, keys: [], name, email: known, type: null });
  if (login === null || loginId !== null) return actor;
  const alias: Alias = { kind: 'login', value: login.toLowerCase() };
  if (actor === null) return { type: 'human', id: null, name: alias.value, email: null, aliases: [alias] };
  return { ...actor, aliases: [alias, ...actor.aliases] };
}

/** Kinds of objects that the words of an action begin or end with. */
const KIND =
  /^(user|group|space|page|project role|project|workflow|custom field|permission scheme|repository|app|api token|token)\b|\b(user|group|space|page|project|workflow|repository|app|api token|token)$/;

/** `Group: jira-administrators`, `User: tandrews; Group: jira-users`, `jira-administrators (Group)`, or a name alone. */
function targetsOf(cells: readonly string[], columns: Columns, words: string): Target[] {
  const type = cellOf(cells, columns.objectType);
  const targets = [
    ...partsOf(cellOf(cells, columns.object)).flatMap((part) => targetOf(part, type) ?? []),
    ...partsOf(cellOf(cells, columns.associated)).flatMap((part) => targetOf(part, null) ?? []),
  ];
  const kind = KIND.exec(words);
  const first = targets[0];
  if (first?.type !== 'object' || kind === null) return targets;
  // An object whose kind is not said is of the kind that the action speaks of; of a group, when it speaks of both.
  const spoken = /\bto group\b|\bfrom group\b/.test(words) ? 'group' : (kind[1] ?? kind[2] ?? 'object');
  return [{ ...first, type: spoken.replaceAll(' ', '-') }, ...targets.slice(1)];
}

function partsOf(cell: string | null): string[] {
  return (cell ?? '').split(/[\n;]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

const TYPED = /^([A-Za-z][A-Za-z _-]{1,30}): ?(\S.*)$/;
const TYPE_BEHIND = /^(.+?) ?\((user|group|space|page|project|role|workflow|scheme|repository|app)\)$/i;

function targetOf(part: string, type: string | null): Target | null {
  const before = TYPED.exec(part);
  if (before !== null) return namedTarget(before[1] ?? null, null, before[2] ?? null);
  const behind = TYPE_BEHIND.exec(part);
  if (behind !== null) return namedTarget(behind[2] ?? null, null, behind[1] ?? null);
  return namedTarget(type, null, part);
}

function usersOf(targets: readonly Target[]): Alias[] {
  return targets.flatMap((target) =>
    target.type === 'user' && target.name !== null ? [accountAlias(target.name)] : [],
  );
}
