/**
 * Accounts whose names imitate those of others, over a whole case. Candidates come from two indexes, names as the eye
 * reads them and names with one letter left out, so that no two names are compared that have nothing in common.
 */
import type { CaseView, Identity } from '../case-view.ts';
import { accountNames, hasForeignLetters, MAX_NAME, plainLetters, squeezed } from './names.ts';
import { resemblance, skeleton } from './resemble.ts';

/** An identity that looks like another. A warning: it is no reason to join them, and none to accuse either. */
export interface LookAlike {
  /** Index into the identities: the one that looks like an imitation, being of another script, in no roster, or rarer. */
  readonly identity: number;
  /** Index of the one that it looks like. */
  readonly of: number;
  readonly reason: string;
  /** Letters that pass for others; otherwise a slip of the pen that may be a name of its own. */
  readonly disguised: boolean;
}

/** What was done, for those who measure: comparisons of two names. */
export interface LookAlikeWork {
  compared: number;
}

/** A bucket with more names is a habit of naming, no imitation. */
const MOST_IN_BUCKET = 12;
const MOST_CARRIERS = 4;
/** Names that the index can number in 20 bits. */
const MOST_NAMES = 2 ** 20;
const MIN_INDEXED = 6;

const known = new WeakMap<readonly Identity[], readonly LookAlike[]>();

/** The look-alikes of a case, disguises first; computed once for each resolution of its identities. */
export function lookAlikesOf(view: CaseView): readonly LookAlike[] {
  const { identities } = view;
  let found = known.get(identities);
  if (!found) {
    const events = identities.map(({ actors }) =>
      actors.reduce((sum, code) => sum + view.rows('actor', code).length, 0),
    );
    found = findLookAlikes(identities, (i) => events[i]!);
    known.set(identities, found);
  }
  return found;
}

/** `events`: records of an identity; the rarer of two is the imitation. */
export function findLookAlikes(
  identities: readonly Identity[],
  events: (identity: number) => number,
  work: LookAlikeWork = { compared: 0 },
): LookAlike[] {
  const found = new Map<string, LookAlike>();
  const add = (a: number, b: number, what: string, why: string, disguised: boolean) => {
    if (a === b) return;
    const [one, other] = [identities[a]!, identities[b]!];
    if (one.listed !== null && other.listed !== null) return;
    const [identity, of] = imitates(identities, a, b, events) ? [a, b] : [b, a];
    const key = `${identity} ${of}`;
    const before = found.get(key);
    if (before === undefined || (disguised && !before.disguised))
      found.set(key, { identity, of, reason: `${what}: ${why}`, disguised });
  };
  const spread = (carriers: ReadonlyMap<string, readonly number[]>, typos: boolean) => {
    for (const { one, other, why, disguised } of alike([...carriers.keys()], typos, work)) {
      const [left, right] = [carriers.get(one)!, carriers.get(other)!];
      if (left.length > MOST_CARRIERS || right.length > MOST_CARRIERS) continue;
      for (const a of left) for (const b of right) add(a, b, `“${one}” and “${other}”`, why, disguised);
    }
  };
  const { locals, displays, domains, mailboxes } = namesOf(identities);
  spread(locals, true);
  spread(displays, false);
  for (const { one, other, why, disguised } of alike(domains, true, work))
    for (const [local, a] of mailboxes.get(one) ?? []) {
      const b = mailboxes.get(other)?.get(local);
      if (b !== undefined) add(a, b, `${local} at “${one}” and at “${other}”`, why, disguised);
    }
  return [...found.values()].sort(
    (x, y) => Number(y.disguised) - Number(x.disguised) || x.of - y.of || x.identity - y.identity,
  );
}

function imitates(
  identities: readonly Identity[],
  a: number,
  b: number,
  events: (identity: number) => number,
): boolean {
  const foreign = (i: number) => Number(identities[i]!.aliases.some(({ value }) => hasForeignLetters(value)));
  const listed = (i: number) => Number(identities[i]!.listed !== null);
  const order = foreign(b) - foreign(a) || listed(a) - listed(b) || events(a) - events(b) || b - a;
  return order < 0;
}

interface Names {
  /** Identities by account name. */
  readonly locals: ReadonlyMap<string, readonly number[]>;
  readonly displays: ReadonlyMap<string, readonly number[]>;
  readonly domains: readonly string[];
  /** One identity by domain and name at it. */
  readonly mailboxes: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function namesOf(identities: readonly Identity[]): Names {
  const [locals, displays] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const mailboxes = new Map<string, Map<string, number>>();
  const put = (index: Map<string, number[]>, name: string, i: number) => {
    const carriers = index.get(name);
    if (!carriers) index.set(name, [i]);
    else if (carriers.at(-1) !== i) carriers.push(i);
  };
  identities.forEach((identity, i) => {
    if (identity.class === 'system' || identity.class === 'role') return;
    for (const { local, domain } of accountNames(identity)) {
      if (local.length > MAX_NAME) continue;
      put(locals, local, i);
      if (domain === null) continue;
      const at = mailboxes.get(domain);
      if (at) at.set(local, i);
      else mailboxes.set(domain, new Map([[local, i]]));
    }
    for (const { kind, value } of identity.aliases)
      if (kind === 'display' && value.length <= MAX_NAME) put(displays, value.toLowerCase(), i);
  });
  return { locals, displays, domains: [...mailboxes.keys()], mailboxes };
}

interface AlikePair {
  readonly one: string;
  readonly other: string;
  readonly why: string;
  readonly disguised: boolean;
}

/** Pairs of names that resemble each other. `typos` false: only those that the eye takes for the same. */
function alike(names: readonly string[], typos: boolean, work: LookAlikeWork): AlikePair[] {
  const seen = new Set<string>();
  const pairs: AlikePair[] = [];
  const compare = (members: readonly string[], disguised: boolean) => {
    if (members.length < 2 || members.length > MOST_IN_BUCKET) return;
    members.forEach((one, n) => {
      for (const other of members.slice(n + 1)) {
        const key = one < other ? `${one}\n${other}` : `${other}\n${one}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.compared++;
        const why = resemblance(one, other);
        if (why !== null) pairs.push({ one, other, why, disguised });
      }
    });
  };
  const bySkeleton = new Map<string, string[]>();
  for (const name of names) {
    const shape = skeleton(squeezed(name));
    const members = bySkeleton.get(shape);
    if (members) members.push(name);
    else bySkeleton.set(shape, [name]);
  }
  for (const members of bySkeleton.values()) compare(members, true);
  if (typos) for (const members of neighbours(names)) compare(members, false);
  return pairs;
}

/**
 * Names that become equal when one letter is left out of either: sorted hashes of all such spellings, each with its name's
 * number in the low 20 bits. Numbers instead of a map of texts: two million spellings of 100,000 names take 16 MB.
 */
function* neighbours(names: readonly string[]): Generator<string[]> {
  const indexed = names
    .map((name) => ({ name, plain: squeezed(plainLetters(name)) }))
    .filter(({ plain }) => plain.length >= MIN_INDEXED && plain.length <= MAX_NAME)
    .slice(0, MOST_NAMES);
  const spellings = new Float64Array(indexed.reduce((sum, { plain }) => sum + plain.length + 1, 0));
  let n = 0;
  indexed.forEach(({ plain }, i) => {
    for (let left = -1; left < plain.length; left++)
      spellings[n++] = hashWithout(plain, left) * MOST_NAMES + i;
  });
  spellings.sort();
  for (let from = 0; from < n; ) {
    const hash = Math.floor(spellings[from]! / MOST_NAMES);
    let to = from + 1;
    while (to < n && Math.floor(spellings[to]! / MOST_NAMES) === hash) to++;
    if (to - from > 1 && to - from <= 2 * MOST_IN_BUCKET) {
      const members = new Set<number>();
      for (let at = from; at < to; at++) members.add(spellings[at]! % MOST_NAMES);
      if (members.size > 1) yield [...members].map((i) => indexed[i]!.name);
    }
    from = to;
  }
}

/** 32 bits of the text without one of its letters. */
function hashWithout(text: string, left: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++)
    if (i !== left) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
