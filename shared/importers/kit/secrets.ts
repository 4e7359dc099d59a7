/**
 * What in a kept text is a secret: words, patterns and rules, as data with the reason beside each. The rules answer ranges
 * of a text; mask.ts overwrites them in the bytes, and importers use the same rules for the fields of events, so that a
 * field never says more than the stored record.
 */

/** Part of a text, in UTF-16 code units. */
export type Range = readonly [from: number, to: number];
/** Which parts of a text may not be kept. */
export type TextRule = (text: string) => readonly Range[];

const NOTHING: readonly Range[] = [];

export const keepNothing: TextRule = (text) => [[0, text.length]];

/** Keeps a text that has exactly this shape, and nothing of others. The pattern is anchored at both ends. */
export function only(shape: RegExp): TextRule {
  return (text) => (shape.test(text) ? NOTHING : keepNothing(text));
}

/** The text with `*` in place of what may not be kept. */
export function masked(text: string, rule: TextRule, mark?: string): string {
  let kept = '';
  let at = 0;
  for (const [from, to] of merged(rule(text))) {
    kept += text.slice(at, from) + (mark ?? '*'.repeat(to - from));
    at = to;
  }
  return kept + text.slice(at);
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter(([from, to]) => to > from).sort(([a], [b]) => a - b);
  const joined: Range[] = [];
  for (const [from, to] of sorted) {
    const last = joined[joined.length - 1];
    if (last !== undefined && from <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], to)];
    else joined.push([from, to]);
  }
  return joined;
}

// ---- words ---------------------------------------------------------------------------------------------------------

/** Texts that are secrets wherever they stand, by their own shape. Linear: no quantifier inside another. */
const SECRET_SHAPES: readonly (readonly [shape: RegExp, why: string])[] = [
  [/eyJ[\w-]{6,}[\w.+/=-]*/g, 'JSON Web Tokens and other base64 of an object that begins with {"'],
  [/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}/g, 'AWS access keys'],
  [/\bgh[oprsu]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{15,}/g, 'tokens of GitHub and GitLab'],
  [/\bxox[abeoprs]-[\w-]{8,}/g, 'tokens of Slack'],
  [/\bAT(?:ATT|CTT|BBT|STT)[\w=+/-]{12,}/g, 'API tokens of Atlassian'],
  [/\b[sprw]k_(?:live|test)_\w{8,}/g, 'keys of payment services'],
  [/\bAIza[\w-]{20,}|\bya29\.[\w-]{10,}/g, 'keys and tokens of Google'],
  [
    /\b(?:bearer|basic|ssws|negotiate|digest|token|apikey)\s+[^\s,;]+/gi,
    'an authorization scheme and what follows it',
  ],
  [
    /\b[\w.-]{0,40}(?:passw(?:or)?d|passwd|secret|token|api[_-]?key|session[_-]?id|sessionid|signature|credential|otp|pin)["']?\s?[=:]\s?["']?[^\s"'&;,]+/gi,
    'a name of a secret and what it is set to',
  ],
  [/-----BEGIN[^-]{0,40}-----.*/gs, 'PEM blocks, to the end of the text'],
];

/** Okta's ids of users, groups, applications, policies (20 characters): written in every log, no secrets. */
const PUBLIC_ID = /^0[0o][A-Za-z0-9]{18}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const MIN_RANDOM = 16;
const MIN_RANDOM_LETTERS = 20;

/**
 * Whether a word looks drawn at random, as tokens do: from one letter to the next it changes between capitals, small
 * letters and digits too often for a name (`Page-Title-2023`, `getUserByName`).
 */
export function looksRandom(word: string): boolean {
  if (word.length < MIN_RANDOM || PUBLIC_ID.test(word)) return false;
  const letters = /[A-Za-z]/.test(word);
  const digits = /\d/.test(word);
  if (letters && digits && /^[0-9a-f]+$/i.test(word)) return true;
  let changes = 0;
  for (let at = 1; at < word.length; at++) {
    const [before, here] = [kindOf(word, at - 1), kindOf(word, at)];
    if (before !== here && before !== SEPARATOR && here !== SEPARATOR) changes++;
  }
  const rate = changes / word.length;
  if (letters && digits) return rate >= 0.25;
  return letters && word.length >= MIN_RANDOM_LETTERS && rate >= 0.42;
}

const SEPARATOR = 0;

function kindOf(word: string, at: number): number {
  const code = word.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return 1;
  if (code >= 0x61 && code <= 0x7a) return 2;
  return code >= 0x41 && code <= 0x5a ? 3 : SEPARATOR;
}

function shapesIn(text: string): Range[] {
  return SECRET_SHAPES.flatMap(([shape]) =>
    [...text.matchAll(shape)].map((match): Range => [match.index, match.index + match[0].length]),
  );
}

/** For texts that are kept as they are: only what looks like a secret by itself goes. */
export const tidy: TextRule = (text) => {
  const ranges = shapesIn(text);
  for (const match of text.matchAll(/[\w+=-]{16,}/g))
    if (looksRandom(match[0])) ranges.push([match.index, match.index + match[0].length]);
  for (const match of text.matchAll(/[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>()]+/gi))
    for (const [from, to] of addressRule(match[0])) ranges.push([match.index + from, match.index + to]);
  return ranges;
};

/** Keeps a text of this shape as far as `tidy` lets it. */
export function tidyOnly(shape: RegExp): TextRule {
  return (text) => (shape.test(text) ? tidy(text) : keepNothing(text));
}

/** Whether a name (of a cookie, a parameter, a header) can be shown: a plain word, not something secret in the wrong place. */
export function isPlainName(name: string): boolean {
  return (
    /^[A-Za-z_$:[\]][\w$:.[\]-]{0,63}$/.test(name) &&
    shapesIn(name).length === 0 &&
    !name.split(/[-_.:[\]]/).some(looksRandom) &&
    !looksRandom(name)
  );
}

/** `name=value` pairs: every value goes, and names that are none. A pair without a value may be a secret itself. */
function pairsRule(text: string, from: number, to: number, separators: RegExp): Range[] {
  const ranges: Range[] = [];
  let at = from;
  for (const piece of text.slice(from, to).split(separators)) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(equals, 0)).trim();
    const showName = equals > 0 && equals < piece.length - 1 && isPlainName(name);
    ranges.push([at + (showName ? equals + 1 : 0), at + piece.length]);
    at += piece.length + 1;
  }
  return ranges;
}

/** Attributes of `Set-Cookie` that stand without a value. */
const COOKIE_FLAGS = /^\s*(?:httponly|secure|partitioned)\s*$/i;

/** `Cookie` and `Set-Cookie`: names stay, values go. */
export const cookieRule: TextRule = (text) =>
  pairsRule(text, 0, text.length, /[;\n]/).filter(([from, to]) => !COOKIE_FLAGS.test(text.slice(from, to)));

// ---- addresses of pages --------------------------------------------------------------------------------------------

/** Path segments after which a secret stands: `/activate/TOKEN`, `/reset_password/TOKEN`, `/invitations/CODE`. */
const BEFORE_SECRET =
  /^(?:activat(?:e|ion)|(?:reset|change|forgot)[_-]?(?:password|pwd)?|recover(?:y)?|invit(?:e|es|ation|ations)|verif(?:y|ication)|confirm(?:ation)?|magic(?:[_-]?link)?|otp|codes?|auth|tokens?|keys?|secrets?|sessions?|tickets?|shared?|callback|signin|login|password|passwords|unlock|jwt|sso)$/i;
/** What stands behind such a segment and is no secret: words of interfaces (`/sessions/me/lifecycle/refresh`). */
const AFTER_SECRET =
  /^(?:v\d{1,2}|me|self|current|all|list|lifecycle|refresh|close|cancel|introspect|revoke|authorize|authorise|userinfo|oauth2?|oidc|saml2?|acs|sso|metadata|start|end|new|edit|create|delete|status|config|default|factors|realms|login|logout|callback|tokens?|keys|verify|validate|activate|password|identify|challenge|answer|[a-z]{1,20}\.(?:html?|jspa?|aspx?|do|action|php))$/i;
/** A word in small letters: no token looks like that. */
const PLAIN_WORD = /^[a-z][a-z_-]{0,23}$/;
/** Files of a page's own design carry hashes in their names. */
const STATIC_FILE = /\.(?:js|mjs|css|map|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|otf)$/i;

/** A URL or a path: scheme, host, path and names of parameters stay; values, fragments, user names, secrets in the path go. */
export const addressRule: TextRule = (text) => {
  if (text.length > MAX_ADDRESS || /[\s\p{Cc}"<>\\`]/u.test(text)) return keepNothing(text);
  const ranges: Range[] = [];
  const hash = text.indexOf('#');
  const end = hash < 0 ? text.length : hash;
  if (hash >= 0) ranges.push([hash + 1, text.length]);
  const question = text.slice(0, end).indexOf('?');
  const pathEnd = question < 0 ? end : question;
  if (question >= 0) ranges.push(...pairsRule(text, question + 1, end, /[&;]/));
  const scheme = /^(?:([a-z][a-z0-9+.-]{0,15}):)?(\/\/)?/i.exec(text)!;
  let at = scheme[0].length;
  // `data:`, `blob:`, `javascript:`: all content.
  if (scheme[1] !== undefined && scheme[2] === undefined) return [[at, text.length]];
  if (scheme[2] !== undefined) {
    const slash = text.indexOf('/', at);
    const hostEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
    const host = text.slice(at, hostEnd);
    const user = host.lastIndexOf('@');
    if (user >= 0) ranges.push([at, at + user]);
    const named = host.slice(user + 1);
    if (!/^(?:[\w.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(named) || shapesIn(named).length > 0)
      ranges.push([at, hostEnd]);
    at = hostEnd;
  }
  let before = '';
  for (const segment of text.slice(at, pathEnd).split('/')) {
    const semicolon = segment.indexOf(';');
    const name = semicolon < 0 ? segment : segment.slice(0, semicolon);
    if (semicolon >= 0) ranges.push(...pairsRule(text, at + semicolon + 1, at + segment.length, /;/));
    if (isSecretSegment(name, before)) ranges.push([at, at + name.length]);
    before = name;
    at += segment.length + 1;
  }
  return ranges;
};

const MAX_ADDRESS = 8192;

function isSecretSegment(written: string, before: string): boolean {
  const segment = unescaped(written);
  if (segment === null || /[/?=&#{}"<>\\\t\r\n]/.test(segment)) return true;
  if (segment === '') return false;
  if (shapesIn(segment).length > 0) return true;
  if (BEFORE_SECRET.test(unescaped(before) ?? '')) return !AFTER_SECRET.test(segment);
  if (PLAIN_WORD.test(segment) || UUID.test(segment) || PUBLIC_ID.test(segment) || STATIC_FILE.test(segment))
    return false;
  return looksRandom(segment) || segment.split(/[-_.~+ ,:@()!$'*]/).some(looksRandom);
}

/** Percent signs resolved, also those that were escaped again; null when there is no end to it. */
function unescaped(segment: string): string | null {
  let text = segment;
  for (let round = 0; round < 4; round++) {
    if (!text.includes('%')) return text;
    try {
      text = decodeURIComponent(text);
    } catch {
      return null;
    }
  }
  return null;
}
