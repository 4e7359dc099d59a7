/**
 * Which identities may be one, with how much speaks for it and why. A suggestion joins nothing: the analyst accepts it
 * (a `join` decision) or dismisses it (a `split`), and a chain that crosses on one must say so.
 */
import type { CaseView, Identity } from '../case-view.ts';
import { holding } from '../decisions.ts';
import { list } from '../words.ts';
import { type Clue, cluesOfNames, productsTwice } from './clues.ts';
import { cluesOfTime } from './coincidence.ts';
import { accountNames } from './names.ts';
import { resemblance } from './resemble.ts';

/** Two identities that may be one; indexes into `CaseView.identities`, `a` < `b`. */
export interface Suggestion {
  readonly a: number;
  readonly b: number;
  /** 0 … 1, never certain. From 0.7 on it is strong: several clues, or one that hardly fits anybody else. */
  readonly confidence: number;
  /** A sentence with every clue, and what speaks against it. */
  readonly reason: string;
}

/** One partner of an identity, as `Suggestions.of` answers. */
export interface SuggestedPartner {
  readonly identity: number;
  readonly confidence: number;
  readonly reason: string;
}

export interface Suggestions {
  /** Strongest first. */
  readonly all: readonly Suggestion[];
  /** Partners of one identity, strongest first. */
  of(identity: number): readonly SuggestedPartner[];
}

/** From here on a suggestion is strong. */
export const STRONG = 0.7;
/** Weaker ones are noise. */
const WEAKEST = 0.15;
const MOST_CERTAIN = 0.95;

const known = new WeakMap<readonly Identity[], Suggestions>();

/** The suggestions of a case; computed once for each resolution of its identities. */
export function suggestionsOf(view: CaseView): Suggestions {
  const { identities } = view;
  let suggestions = known.get(identities);
  if (!suggestions) {
    const apart = new Set(
      holding(view.decisions, 'split').map(({ data }) =>
        pairKey(view.identityOfAlias(data.a), view.identityOfAlias(data.b)),
      ),
    );
    const clues = [...cluesOfNames(identities), ...cluesOfTime(view)];
    suggestions = indexed(weigh(identities, clues, (a, b) => apart.has(pairKey(a, b))));
    known.set(identities, suggestions);
  }
  return suggestions;
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function indexed(all: readonly Suggestion[]): Suggestions {
  const partners = new Map<number, SuggestedPartner[]>();
  const add = (identity: number, partner: SuggestedPartner) => {
    const others = partners.get(identity);
    if (others) others.push(partner);
    else partners.set(identity, [partner]);
  };
  for (const { a, b, confidence, reason } of all) {
    add(a, { identity: b, confidence, reason });
    add(b, { identity: a, confidence, reason });
  }
  return { all, of: (identity) => partners.get(identity) ?? [] };
}

/** All clues of a pair as one suggestion. `apart`: pairs that the analyst said are two. */
export function weigh(
  identities: readonly Identity[],
  clues: readonly Clue[],
  apart: (a: number, b: number) => boolean = () => false,
): Suggestion[] {
  const pairs = new Map<string, Clue[]>();
  for (const clue of clues) {
    const key = pairKey(clue.a, clue.b);
    const others = pairs.get(key);
    if (others) others.push(clue);
    else pairs.set(key, [clue]);
  }
  return [...pairs.values()]
    .flatMap((about) => {
      const { a, b } = about[0]!;
      return apart(a, b) ? [] : (suggest(identities, a, b, about) ?? []);
    })
    .sort((x, y) => y.confidence - x.confidence || x.a - y.a || x.b - y.b);
}

function suggest(
  identities: readonly Identity[],
  a: number,
  b: number,
  clues: readonly Clue[],
): Suggestion | null {
  const [one, other] = [identities[a]!, identities[b]!];
  // Two rows of a roster are two people; two things of different classes are not one.
  if (one.listed !== null && other.listed !== null) return null;
  if (differ(one, other) || lookAlike(one, other)) return null;
  const best = new Map<Clue['kind'], Clue>();
  for (const clue of clues)
    if ((best.get(clue.kind)?.confidence ?? 0) < clue.confidence) best.set(clue.kind, clue);
  if (best.has('namesakes')) best.delete('display');
  let doubt = 1;
  for (const { confidence } of best.values()) doubt *= 1 - confidence;
  const twice = productsTwice([one, other]);
  const confidence = Math.min((1 - doubt) * (twice.length > 0 ? 0.4 : 1), MOST_CERTAIN);
  if (confidence < WEAKEST) return null;
  const against = twice.length > 0 ? [`against it: each has an account of its own in ${list(twice)}`] : [];
  const words = [...best.values()].map((clue) => clue.words);
  return { a, b, confidence: Math.round(confidence * 100) / 100, reason: [...words, ...against].join('; ') };
}

/** A person and a machine may share a name (an owner and his script), and stay two. */
function differ(a: Identity, b: Identity): boolean {
  const kind = ({ class: cls }: Identity) => (cls === 'human' || cls === 'role' ? 'person' : cls);
  return a.class !== 'unknown' && b.class !== 'unknown' && kind(a) !== kind(b);
}

/** Whether any name of one imitates one of the other. */
function lookAlike(one: Identity, other: Identity): boolean {
  const names = accountNames(other);
  return accountNames(one).some(({ local, domain }) =>
    names.some(
      (name) =>
        resemblance(local, name.local) !== null ||
        (domain !== null && name.domain !== null && resemblance(domain, name.domain) !== null),
    ),
  );
}
