/** Takes one record of an Atlassian application log apart; the layouts are told by their shape, line by line. */

export interface LogLine {
  readonly layout: 'jira' | 'jira-security' | 'bracketed' | 'bitbucket';
  readonly time: string;
  readonly level: string | null;
  readonly logger: string | null;
  readonly user: string | null;
  readonly session: string | null;
  readonly addresses: readonly string[];
  /** Path of the request during which it was written, or what Bitbucket calls its action. */
  readonly url: string | null;
  /** The first line of the message; what follows (a stack trace) stays in the raw record. */
  readonly message: string;
}

const TIME = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}(?:[+-]\d{4})?) /;
const LEVELLED = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL) {1,3}\[/;
const LEVEL = / (TRACE|DEBUG|INFO|WARN|ERROR|FATAL) /;
/** `815x34x1` in Jira, `2CM38K4Fx339x113x2`, `@5XDWX5x339x568x0` in Bitbucket. */
const REQUEST_ID = /^[@*]?(?:[0-9A-Za-z]{1,12}x)?\d{1,13}x\d{1,12}x\d{1,9}(?:,\S*)?$/;
const LOGGER = /^[A-Za-z][\w$]*(?:\.[\w$<>-]+)+$/;
/** A line's own part: user, session and path stand before this. */
const MAX_CONTEXT = 4000;

/** Null for text that has none of the layouts. */
export function readLogLine(record: string): LogLine | null {
  const end = record.indexOf('\n');
  const first = (end < 0 ? record : record.slice(0, end)).trimEnd();
  const time = TIME.exec(first);
  if (time === null) return null;
  const rest = first.slice(time[0].length);
  const levelled = LEVELLED.exec(rest);
  const line =
    levelled === null
      ? unlevelled(rest)
      : threaded(levelled[1] ?? '', rest.slice(levelled[0].length), end < 0 ? '' : record.slice(end + 1));
  if (line === null) return null;
  const message = line.message !== '' || end < 0 ? line.message : firstWords(record.slice(end + 1));
  return { ...NOTHING, ...line, message, time: time[1] ?? '' };
}

/** Of a message that begins on the line below, or further down inside a frame of asterisks. */
function firstWords(more: string): string {
  const lines = more.slice(0, MAX_CONTEXT).split('\n', 20);
  return lines.find((line) => /[\p{L}\p{N}]/u.test(line))?.trim() ?? '';
}

type Parts = Partial<LogLine> & Pick<LogLine, 'layout' | 'message'>;

const NOTHING: Omit<LogLine, 'layout' | 'time'> = {
  level: null,
  logger: null,
  user: null,
  session: null,
  addresses: [],
  url: null,
  message: '',
};

/** Behind `LEVEL [`: `thread] [logger] method message` or `thread] context logger message`. */
function threaded(level: string, text: string, more: string): Parts | null {
  const close = text.indexOf('] ');
  if (close < 0) return null;
  const rest = text.slice(close + 2).trimStart();
  if (!rest.startsWith('[')) return bitbucket(level, rest);
  const end = rest.indexOf(']');
  if (end < 0) return null;
  const logger = rest.slice(1, end);
  const said = rest.slice(end + 1).trim();
  const space = said.indexOf(' ');
  const message = space < 0 ? said : said.slice(space + 1).trim();
  return { layout: 'bracketed', level, logger, message, ...contextOf(said, more) };
}

/** Confluence writes ` -- referer: … | url: /x | traceId: … | userName: admin` behind the message or below it. */
function contextOf(said: string, more: string): Pick<LogLine, 'user' | 'url'> {
  const same = said.lastIndexOf(' -- ');
  const below = more.startsWith(' -- ') ? more.slice(4, MAX_CONTEXT).split('\n', 1)[0] : undefined;
  const text = below ?? (same < 0 ? '' : said.slice(same + 4));
  const value = (key: string) => {
    const part = text.split(' | ').find((one) => one.trimStart().startsWith(`${key}: `));
    const found = part?.trim().slice(key.length + 2) ?? '';
    return found === '' ? null : found;
  };
  return { user: value('userName'), url: value('url') };
}

/** `[user] [request-id] [session] [ip] ["action"] logger message`, of which everything before the logger may be missing. */
function bitbucket(level: string, text: string): Parts {
  const words = text.slice(0, MAX_CONTEXT).split(' ', 12);
  const id = words.slice(0, 2).findIndex((word) => REQUEST_ID.test(word));
  if (id < 0) {
    const at = words.findIndex((word) => LOGGER.test(word));
    return at < 0
      ? { layout: 'bitbucket', level, message: text }
      : {
          layout: 'bitbucket',
          level,
          logger: words[at] ?? null,
          message: words.length === 0 ? '' : after(text, words, at),
        };
  }
  let at = id + 1;
  const session = isSession(words[at]) ? (words[at++] ?? null) : null;
  const addresses = isAddress(words[at]) ? (words[at++] ?? '').split(',') : [];
  const context = after(text, words, at - 1);
  const quote = context.startsWith('"') ? context.indexOf('" ', 1) : -1;
  const tail = quote < 0 ? context : context.slice(quote + 2);
  const space = tail.indexOf(' ');
  return {
    layout: 'bitbucket',
    level,
    user: id === 0 ? null : nameOrNull(words[0]),
    // Behind `@` stand ids of requests on the way to Mesh, not a session.
    session: session === null || REQUEST_ID.test(session) ? null : nameOrNull(session),
    addresses,
    url: quote < 0 ? null : context.slice(1, quote),
    logger: space < 0 ? tail : tail.slice(0, space),
    message: space < 0 ? '' : tail.slice(space + 1),
  };
}

/** `thread LEVEL context [logger] message`, or without a level the security log's eight columns. */
function unlevelled(text: string): Parts | null {
  const level = LEVEL.exec(text.slice(0, 300));
  if (level === null) return security(text);
  const rest = text.slice(level.index + level[0].length);
  const open = rest.startsWith('[') ? 0 : rest.indexOf(' [') + 1;
  const close = rest.indexOf(']', open);
  if ((open === 0 && !rest.startsWith('[')) || close < 0) return null;
  const words = rest
    .slice(0, open)
    .split(' ')
    .filter((word) => word !== '');
  const id = words.findIndex((word) => REQUEST_ID.test(word));
  const [session, address, url] = id < 0 ? [] : words.slice(id + 1);
  return {
    layout: 'jira',
    level: level[1] ?? null,
    logger: rest.slice(open + 1, close),
    // Jira's own services stand where else the user does.
    user: nameOrNull(id >= 0 ? words.slice(0, id).join(' ') : words[0] === 'ServiceRunner' ? '-' : words[0]),
    session: nameOrNull(session),
    addresses: isAddress(address) ? (address ?? '').split(',') : [],
    url: nameOrNull(url),
    message: rest.slice(close + 1).trim(),
  };
}

/** `thread user request-id session ip url message`; a record that no request caused lacks all but thread and message. */
function security(text: string): Parts | null {
  const words = text.slice(0, MAX_CONTEXT).split(' ', 8);
  const id = words.findIndex((word) => REQUEST_ID.test(word));
  // An address that somebody blackened is still the address's place.
  if (id < 2 || !(isAddress(words[id + 2]) || /^(?:\/|-$)/.test(words[id + 3] ?? ''))) return null;
  return {
    layout: 'jira-security',
    user: nameOrNull(words.slice(1, id).join(' ')),
    session: nameOrNull(words[id + 1]),
    addresses: (words[id + 2] ?? '').split(','),
    url: nameOrNull(words[id + 3]),
    message: after(text, words, id + 3),
  };
}

/** The text behind the word at `at` of those that were split off its front. */
function after(text: string, words: readonly string[], at: number): string {
  return text.slice(words.slice(0, at + 1).reduce((length, word) => length + word.length + 1, 0)).trimStart();
}

function isAddress(word: string | undefined): boolean {
  return word !== undefined && /^[\da-fA-F]*[.:][\da-fA-F.:,%]+$/.test(word);
}

function isSession(word: string | undefined): boolean {
  return word !== undefined && (word === '-' || REQUEST_ID.test(word) || /^[0-9a-z]{4,16}$/.test(word));
}

function nameOrNull(word: string | undefined): string | null {
  return word === undefined || word === '-' || word === '' ? null : word;
}
