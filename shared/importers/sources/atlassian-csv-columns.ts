/** Which column of an Atlassian audit CSV holds what, by its header, and whether a table is one at all. */
import { type DayOrder, dayOrderOf, parseWrittenDate } from '../../base/written-date.ts';
import type { SourceType } from '../../events/event.ts';
import type { Head } from '../importer.ts';
import { isAccountId, wordsOf } from '../kit/atlassian.ts';
import { delimiterOf, parseCells } from '../kit/csv.ts';

/** Headers as words in lower case. The exports of the four products are documented by their screens alone. */
const HEADERS = {
  time: /^(?:date|time|created|created at|created date|creation date|timestamp|date (?:and )?time|(?:date|time|date (?:and )?time|timestamp) (?:utc|gmt)|event time|activity time)$/,
  actor:
    /^(?:author|user|actor|by|performed by|author name|actor name|author full name|user full name|full name)$/,
  email: /^(?:actor|author|user)(?: e ?mail| email address| e mail address)$|^e ?mail(?: address)?$/,
  account: /^(?:actor|author|user|account)(?: account)? id$|^account id$/,
  login: /^(?:author|actor)? ?user ?name$|^author (?:login|key)$|^user key$|^login$/,
  action:
    /^(?:summary|change|change summary|action|actions|activity|activities|event|activity name|event name)$/,
  category: /^(?:category|event type|event category|activity type|type|product area|coverage area|area)$/,
  object:
    /^(?:object|objects|item|items|affected objects?|affected objects? s|affected items?|items? affected|target|targets|entity)$/,
  objectType: /^(?:object type|item type|affected object type|target type)$/,
  associated: /^(?:associated (?:items?|objects?)|related (?:items?|objects?)|group|groups)$/,
  changes: /^(?:changed values?|changes|details|change details|values changed)$/,
  description: /^(?:description|message|more details)$/,
  ip: /^(?:ip|ips|ip address(?:es)?|remote address|remote ip|source ip|source|client ip|source ip address)$/,
  location: /^(?:location|country|geo|geo location|geolocation|city)$/,
  app: /^(?:app|apps|product|application|product name|app name)$/,
  site: /^(?:site|site name|site url|url|system|base url|instance|workspace)$/,
  id: /^(?:id|event id|record id|activity id|audit id)$/,
} as const;
type Field = keyof typeof HEADERS;

/** Index of each field's column, -1 where there is none; the first column that fits counts. */
export type Columns = Readonly<Record<Field, number>>;

/** Headers by which a table belongs to somebody else. */
const FOREIGN =
  /actor\.|event_type|eventsource|event source|aws|useridentity|srcaddr|timestamp_desc|parser|tag\b|title|commit|\bsha\b|hash|subject|branch|_raw|sourcetype/i;

export function columnsOf(header: readonly string[]): Columns {
  const words = header.map((cell) => wordsOf(cell));
  const used = new Set<number>();
  const at = (field: Field): number => {
    const index = words.findIndex((word, i) => !used.has(i) && HEADERS[field].test(word));
    if (index >= 0) used.add(index);
    return index;
  };
  return Object.fromEntries(
    (Object.keys(HEADERS) as Field[]).map((field) => [field, at(field)]),
  ) as unknown as Columns;
}

/** A cell; empty, `-` and the like are none. */
export function cellOf(cells: readonly string[], at: number): string | null {
  const cell = at < 0 ? '' : (cells[at] ?? '').trim();
  return cell === '' || cell === '-' || cell === '—' || /^(?:n\/a|null|none)$/i.test(cell) ? null : cell;
}

/** What the beginning of the table says about all of it. */
export interface Table {
  readonly columns: Columns;
  /** The product that the table as a whole is of. */
  readonly source: SourceType;
  readonly order: DayOrder;
}

/** Deeds as audit logs tell them: enough to tell a log from a list of articles. */
const DEED =
  /\b(?:added|removed|created|deleted|updated|changed|edited|deactivated|reactivated|suspended|granted|revoked|enabled|disabled|uploaded|installed|uninstalled|exports?|exported|imports?|imported|viewed|archived|restored|logged (?:in|out)|login|logout|invited|assigned|performed|moved|copied|renamed|released|published|searched|accessed|requested|failed|reset|generated|scheduled)\b/;

const NAMES = /\b(?:jira|confluence|bitbucket|atlassian|trello|opsgenie|statuspage|loom)\b/i;
/** Summaries and objects that no other vendor's log words so. */
const TYPICAL =
  /\b(?:user added to group|user removed from group|space permission|permission scheme|workflow scheme|field configuration|issue security scheme|notification scheme|global permission (?:added|removed)|project roles? (?:changed|deleted|created)|content restriction|space (?:created|configuration|logo|export)|custom field created|added user to group|project version)\b/;

/** Null: not the table of an Atlassian audit log. */
export function tableOf(head: Head): Table | null {
  const { header } = head;
  if (header.length < 4 || header.some((cell) => FOREIGN.test(cell))) return null;
  const columns = columnsOf(header);
  if (columns.time < 0 || columns.action < 0) return null;
  if (columns.actor < 0 && columns.email < 0 && columns.account < 0) return null;
  const rows = rowsOf(head);
  const order = dayOrderOf(rows.map((cells) => cells[columns.time] ?? ''));
  const told = rows.filter((cells) => isDated(cells, columns, order) && isDeed(cells, columns));
  // A line break inside a cell leaves halves of rows here: half of the rows is proof enough.
  if (told.length === 0 || told.length * 2 < rows.length) return null;
  if (!isTypical(columns, told)) return null;
  return { columns, source: sourceOf(columns, told), order };
}

function rowsOf(head: Head): string[][] {
  const delimiter = delimiterOf(head.lines[0] ?? '');
  return head.lines
    .slice(1)
    .map((line) => parseCells(line, delimiter))
    .filter((cells) => cells.length === head.header.length);
}

function isDated(cells: readonly string[], columns: Columns, order: DayOrder): boolean {
  const written = cells[columns.time] ?? '';
  // An order that cannot be known makes a time undated, not the table another one.
  const numeric = /^\d{1,2}[/.]\d{1,2}[/.]\d{4},? \d/.test(written.trim());
  return numeric || /^\d{10,13}$/.test(written.trim()) || parseWrittenDate(written, 'UTC', order).ok;
}

function isDeed(cells: readonly string[], columns: Columns): boolean {
  return DEED.test(wordsOf(cells[columns.action] ?? ''));
}

/** Categories of Jira's and Confluence's screens. */
const CATEGORIES =
  /^(?:user management|group management|users and groups|permissions|workflows|fields|projects|notifications|spaces|global administration|import export|page templates|repositories|auditing)$/;

/**
 * At least one word or combination that is Atlassian's: an action that only its logs word so, the categories of its
 * screens, or its products and account ids in most rows. Other vendors' logs name Jira too, in a row here and there.
 */
function isTypical(columns: Columns, rows: readonly string[][]): boolean {
  if (rows.some((cells) => TYPICAL.test(wordsOf(cells[columns.action] ?? '')))) return true;
  const most = (holds: (cells: readonly string[]) => boolean) => rows.filter(holds).length * 2 >= rows.length;
  if (columns.object >= 0 && most((cells) => CATEGORIES.test(wordsOf(cells[columns.category] ?? ''))))
    return true;
  return most((cells) =>
    [columns.app, columns.action, columns.object, columns.site, columns.account, columns.actor].some((at) => {
      const cell = (cells[at] ?? '').trim();
      return NAMES.test(cell) || isAccountId(cell);
    }),
  );
}

const PRODUCTS: readonly (readonly [RegExp, SourceType])[] = [
  [/bitbucket|stash/i, 'atlassian:bitbucket'],
  [/confluence/i, 'atlassian:confluence'],
  [/jira/i, 'atlassian:jira'],
];

/** The product that a text names. */
export function productIn(text: string): SourceType | null {
  return PRODUCTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const JIRA_WORDS =
  /\b(?:workflow|permission scheme|issue|field configuration|custom field|project (?:created|deleted|updated|roles?|component|version)|user management|group management|notification scheme|jql)\b/;
const CONFLUENCE_WORDS = /\b(?:space|page|users and groups|content restriction|blog|template)\b/;
const BITBUCKET_WORDS = /\b(?:repository|repositories|branch|pull request|push|clone)\b/;

function sourceOf(columns: Columns, rows: readonly string[][]): SourceType {
  if (columns.app >= 0) return 'atlassian:org';
  const said = rows.map((cells) =>
    [columns.category, columns.action, columns.object].map((at) => wordsOf(cells[at] ?? '')).join(' · '),
  );
  const scores: readonly (readonly [SourceType, RegExp])[] = [
    ['atlassian:jira', JIRA_WORDS],
    ['atlassian:confluence', CONFLUENCE_WORDS],
    ['atlassian:bitbucket', BITBUCKET_WORDS],
  ];
  let best: SourceType = 'atlassian:org';
  let most = 0;
  for (const [source, words] of scores) {
    const name = source.slice('atlassian:'.length);
    const count = said.filter((text) => words.test(text) || text.includes(name)).length;
    if (count > most) {
      best = source;
      most = count;
    }
  }
  return best;
}
