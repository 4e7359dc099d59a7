/**
 * What speaks for two identities being one without proving it: spellings of one name, one local part at two domains, one
 * display name. Found by looking names up in an index of spellings, never by comparing all with all.
 */
import type { Identity } from '../case-view.ts';
import { grouped, list } from '../words.ts';
import { ALIAS_WORDS } from './aliases.ts';
import {
  type AccountName,
  accountNames,
  MAX_NAME,
  mixesScripts,
  partsOfDisplay,
  partsOfLocal,
  plainLetters,
  spellings,
  squeezed,
} from './names.ts';

/** One reason to think that two identities (indexes, `a` < `b`) are one. */
export interface Clue {
  readonly a: number;
  readonly b: number;
  /** 0 … 1. */
  readonly confidence: number;
  /** A sentence part with the names. */
  readonly words: string;
  /** Clues of one kind do not add up; `namesakes` speaks against all that stands on the display name. */
  readonly kind: 'spelling' | 'display' | 'namesakes' | 'together';
}

/** More accounts of one spelling say that it tells nothing. */
const MOST_ALIKE = 6;

/** Mailboxes of functions: the same one at two domains is two mailboxes. */
const FUNCTIONS = new Set(
  'admin administrator root info it support helpdesk help office test testuser user guest service sales hr finance billing contact mail noreply no-reply postmaster webmaster security abuse team ops devops scan scanner backup reception accounts hello jobs press legal'.split(
    ' ',
  ),
);

/** One spelling that an identity may be written in. */
interface Claim {
  readonly identity: number;
  readonly confidence: number;
  /** Null: the account's own name. */
  readonly how: string | null;
  /** Whose spelling it is, in words: `the e-mail jane.doe@corp.example`. */
  readonly whose: string;
  /** Null: the display name. */
  readonly name: AccountName | null;
}

/** Clues from names alone. Linear in the number of names. */
export function cluesOfNames(identities: readonly Identity[]): Clue[] {
  const claims = new Map<string, Claim[]>();
  const names = identities.map((identity) =>
    identity.class === 'system' ? [] : accountNames(identity).filter(({ local }) => isTelling(local)),
  );
  identities.forEach((identity, i) => {
    for (const [spelling, claim] of claimsOf(identity, i, names[i]!)) {
      const others = claims.get(spelling);
      if (!others) claims.set(spelling, [claim]);
      else others.push(claim);
    }
  });
  const matches: Match[] = [];
  names.forEach((own, i) => {
    for (const name of own) {
      const fitting = claims.get(squeezed(name.local)) ?? [];
      if (fitting.length > MOST_ALIKE) continue;
      const others = fitting.filter(({ identity }) => identity !== i);
      for (const claim of others) matches.push({ identity: i, name, claim, candidates: others.length });
    }
  });
  const scheme = schemeOf(matches);
  return [...matches.map((match) => clueOf(match, scheme)), ...cluesOfDisplays(identities)];
}

/** A name and the claim that it fits, with the number of identities that have such a claim. */
interface Match {
  readonly identity: number;
  readonly name: AccountName;
  readonly claim: Claim;
  readonly candidates: number;
}

/** A company names all accounts in one way: what fits the way of many accounts is less likely chance. */
const SCHEME = 10;

/** Pairs that fit each other alone, by the way of spelling. */
function schemeOf(matches: readonly Match[]): ReadonlyMap<string, number> {
  const fitting = new Map<string, Set<string>>();
  for (const { identity, claim, candidates } of matches) {
    if (candidates > 1) continue;
    const way = claim.how ?? '';
    const pair = [identity, claim.identity].sort((a, b) => a - b).join(' ');
    const those = fitting.get(way);
    if (those) those.add(pair);
    else fitting.set(way, new Set([pair]));
  }
  return new Map([...fitting].map(([way, those]) => [way, those.size]));
}

function isTelling(local: string): boolean {
  return local.length > 2 && local.length <= MAX_NAME && !FUNCTIONS.has(local) && !mixesScripts(local);
}

/** The strongest claim per spelling. */
function claimsOf(identity: Identity, i: number, names: readonly AccountName[]): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  const claim = (spelling: string, made: Claim) => {
    if ((claims.get(spelling)?.confidence ?? 0) < made.confidence) claims.set(spelling, made);
  };
  for (const name of names) {
    const whose = wordsOf(name);
    claim(squeezed(name.local), { identity: i, confidence: 0.76, how: null, whose, name });
    if (identity.class !== 'human' && identity.class !== 'unknown') continue;
    const parts = partsOfLocal(name.local);
    for (const [spelling, how, confidence] of parts === null ? [] : spellings(parts))
      claim(spelling, { identity: i, confidence, how, whose, name });
  }
  if (identity.class !== 'human') return claims;
  for (const { kind, value } of identity.aliases) {
    const parts = kind === 'display' ? partsOfDisplay(value) : null;
    for (const [spelling, how, confidence] of parts === null ? [] : spellings(parts))
      claim(spelling, { identity: i, confidence: confidence - 0.2, how, whose: `“${value}”`, name: null });
  }
  return claims;
}

function clueOf({ identity: i, name, claim, candidates }: Match, scheme: ReadonlyMap<string, number>): Clue {
  const [a, b] = i < claim.identity ? [i, claim.identity] : [claim.identity, i];
  const kind = claim.name === null ? 'display' : 'spelling';
  // Whoever assumes a role chooses the name of the session.
  const chosen = [name, claim.name].some((one) => one?.alias.kind === 'role-session');
  const base = claim.confidence * (chosen ? 0.6 : 1);
  const many = scheme.get(claim.how ?? '') ?? 0;
  if (candidates === 1 && many >= SCHEME)
    return {
      a,
      b,
      kind,
      confidence: base + (1 - base) * 0.4,
      words: `${spellingWords(name, claim)}, the way of ${grouped(many)} accounts here`,
    };
  const others = candidates - 1;
  const shared =
    others === 0 ? '' : `, but ${others === 1 ? 'one other fits' : `${others} others fit`} as well`;
  return {
    a,
    b,
    kind,
    confidence: base / candidates,
    words: `${spellingWords(name, claim)}${shared}`,
  };
}

function spellingWords(name: AccountName, { how, whose, name: other }: Claim): string {
  if (how !== null) return `${wordsOf(name)} is how ${how} of ${whose} would be written`;
  if (name.domain !== null && other !== null && other.domain !== null)
    return `${wordsOf(name)} and ${whose} have one name at two domains`;
  // The account of a product is told by the e-mail, not the other way round.
  const [one, two] = name.domain === null ? [wordsOf(name), whose] : [whose, wordsOf(name)];
  return name.local === other?.local
    ? `${one} has the name of ${two}`
    : `${one} is another spelling of ${two}`;
}

function wordsOf({ alias }: AccountName): string {
  return `the ${ALIAS_WORDS[alias.kind]} ${alias.value}`;
}

/** Equal display names. Where one product has two accounts of a name, two people have it, and it tells little. */
function cluesOfDisplays(identities: readonly Identity[]): Clue[] {
  const holders = new Map<string, { shown: string; identities: number[] }>();
  identities.forEach((identity, i) => {
    if (identity.class === 'system' || identity.class === 'role') return;
    for (const { kind, value } of identity.aliases) {
      if (kind !== 'display' || value.length > MAX_NAME || !/\S\s+\S/.test(value)) continue;
      const key = plainLetters(value).replace(/\s+/g, ' ').trim();
      const found = holders.get(key);
      if (!found) holders.set(key, { shown: value, identities: [i] });
      else if (found.identities.at(-1) !== i) found.identities.push(i);
    }
  });
  return [...holders.values()].flatMap(({ shown, identities: having }) => {
    if (having.length < 2 || having.length > MOST_ALIKE) return [];
    const twice = productsTwice(having.map((i) => identities[i]!));
    const kind = twice.length > 0 ? 'namesakes' : 'display';
    const words =
      twice.length > 0
        ? `both are called “${shown}”, but ${list(twice)} has ${having.length === 2 ? 'two accounts' : 'several accounts'} of that name, so there may be two people`
        : `both are called “${shown}”${having.length > 2 ? `, as ${having.length - 2} more` : ''}`;
    const confidence = twice.length > 0 ? 0.2 : having.length > 2 ? 0.3 : 0.6;
    return having.flatMap((a, n) =>
      having.slice(n + 1).map((b): Clue => ({ a, b, confidence, words, kind })),
    );
  });
}

/** Products in which more than one of these identities has an account of its own. */
export function productsTwice(identities: readonly Identity[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const identity of identities)
    for (const product of productsOf(identity)) (seen.has(product) ? twice : seen).add(product);
  return [...twice];
}

/** Products in which an id says that the identity has an account. */
function productsOf({ aliases }: Identity): Set<string> {
  return new Set(
    aliases.flatMap(({ kind, value }) => {
      if (kind === 'okta-id') return ['Okta'];
      if (kind === 'arn' && value.includes(':user/')) return ['AWS'];
      if (kind !== 'atlassian-id') return [];
      const server = /^(jira|confluence|bitbucket):/.exec(value)?.[1];
      if (server === undefined) return ['Atlassian'];
      return [server.charAt(0).toUpperCase() + server.slice(1)];
    }),
  );
}
