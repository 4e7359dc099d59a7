/**
 * What a user agent says it is. Browsers are read by a library (bowser); everything else by the grammar of RFC 9110,
 * section 10.1.5: products (`name/version`) and comments in brackets, the most telling product first. Only the head of
 * the text is looked at, in one pass, and no text makes it throw.
 */
import Bowser from 'bowser';
import type { AgentInfo, AgentKind } from '../../../shared/events/origin.ts';
import { knownAgent } from './agent-names.ts';

/** Characters that are read: real agents end far earlier, and bowser tries some hundred patterns on what it gets. */
const MAX_LENGTH = 1024;
const MAX_PRODUCTS = 48;
/** Characters of each part of the answer. */
const MAX_PART = 100;

interface Product {
  readonly name: string;
  readonly version: string | null;
}

interface Tokens {
  readonly products: readonly Product[];
  readonly comments: readonly string[];
}

/** Null only for no text at all. */
export function parseAgent(text: string | null): AgentInfo | null {
  if (text === null || text.trim() === '') return null;
  const head = text.slice(0, MAX_LENGTH);
  const service = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$|^AWS Internal$/.exec(head.trim());
  if (service) return agent('service', service[0], null, null, null, null);
  const tokens = tokenize(head);
  const known = tokens.products
    .map((product) => ({ product, is: knownAgent(product.name) }))
    .find(({ is }) => is !== null);
  const runtime = runtimeOf(tokens);
  const isApp = tokens.products.some(({ name }) => name === 'CFNetwork' || name === 'Dalvik');
  if (known?.is) {
    // A phone's app is named like its server; the library it speaks through tells them apart.
    const kind = isApp && known.is.kind === 'service' ? 'mobile-app' : known.is.kind;
    return agent(kind, known.is.name, known.product.version, osOf(tokens), null, runtime);
  }
  const [first] = tokens.products;
  if (first && /^(?:Mozilla|Opera)$/.test(first.name)) return browser(head, tokens);
  if (first && isApp) {
    return agent('mobile-app', first.name, first.version, osOf(tokens), null, runtime);
  }
  return plain(tokens);
}

function agent(
  kind: AgentKind,
  name: string | null,
  version: string | null,
  os: string | null,
  device: string | null,
  runtime: string | null,
): AgentInfo {
  return { kind, name: short(name), version: short(version), os: short(os), device, runtime: short(runtime) };
}

function short(text: string | null): string | null {
  return text === null || text === '' ? null : text.slice(0, MAX_PART);
}

function browser(head: string, tokens: Tokens): AgentInfo {
  try {
    const { browser: found, os, platform } = Bowser.parse(head);
    // Of what it does not know, bowser gives back the first words.
    if (!found.name || found.name.startsWith('Mozilla')) return plain(tokens);
    // macOS has written 10.15.7 since 2020, whatever it is: a name made of that would be a statement.
    const release = os.name === 'Windows' ? os.versionName : os.version;
    const system = [os.name, release].filter(Boolean).join(' ');
    const isBot = platform.type === 'bot';
    return agent(
      isBot ? 'bot' : 'browser',
      found.name,
      found.version || null,
      system || osOf(tokens),
      isBot ? null : (platform.type ?? null),
      null,
    );
  } catch {
    // The library met a text that it was not made for: what stands there by the grammar is all that is known.
    return plain(tokens);
  }
}

/** What the grammar alone gives. */
function plain(tokens: Tokens): AgentInfo {
  const [first] = tokens.products;
  return agent('unknown', first?.name ?? null, first?.version ?? null, osOf(tokens), null, runtimeOf(tokens));
}

/** Languages under a client, as their clients name them (`Python/3.11.4`, `lang/python#3.11.4`, `nodejs/18`). */
const RUNTIMES = new Set([
  'python',
  'java',
  'openjdk_64-bit_server_vm',
  'nodejs',
  'node',
  'go',
  'php',
  'ruby',
]);

function runtimeOf({ products }: Tokens): string | null {
  for (const { name, version } of products) {
    if (version === null) continue;
    if (name === 'lang') return version.replace('#', '/');
    if (RUNTIMES.has(name.toLowerCase())) return `${name}/${version}`;
  }
  return null;
}

const SYSTEMS = /^(?:linux|windows|darwin|macos|ios|android|freebsd)$/i;

function osOf({ products, comments }: Tokens): string | null {
  for (const { name, version } of products) {
    if (name === 'os' && version !== null) return version.replace('#', ' ');
    if (SYSTEMS.test(name)) return version === null ? name : `${name} ${version}`;
  }
  const pieces = comments.flatMap((comment) => comment.split(/[;,]/).map((piece) => piece.trim()));
  return (
    pieces.find((piece) => /^(?:android|iphone|ipad|ios|windows nt \d|mac os|macos)/i.test(piece)) ??
    pieces.find((piece) => /^(?:linux|windows|darwin|macintosh)/i.test(piece)) ??
    null
  );
}

/** One pass: blanks, commas and the brackets in which S3 wraps agents part products; `(`…`)` is a comment, nested or not. */
function tokenize(text: string): Tokens {
  const products: Product[] = [];
  const comments: string[] = [];
  let at = 0;
  while (at < text.length && products.length < MAX_PRODUCTS) {
    const char = text[at]!;
    if (isGap(char)) at++;
    else if (char === '(') {
      const end = endOfComment(text, at);
      comments.push(text.slice(at + 1, end));
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== '(' && !isGap(text[end]!)) end++;
      products.push(productOf(text.slice(at, end)));
      at = end;
    }
  }
  return { products, comments };
}

function isGap(char: string): boolean {
  return char <= ' ' || char === ',' || char === '[' || char === ']' || char === '"' || char === ')';
}

function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

function productOf(token: string): Product {
  const slash = token.indexOf('/');
  if (slash <= 0) return { name: token, version: null };
  return { name: token.slice(0, slash), version: token.slice(slash + 1) || null };
}
