/**
 * Whether an address tells who acts. An address that one actor alone uses is a link; an office NAT, a VPN exit or the
 * address of a vendor's scheduler is a hub, where every link stops.
 */
import { most } from '../../base/extremes.ts';
import { count, grouped, list } from '../words.ts';
import type { AddressProfile, AddressUse, CaseFacts } from './facts.ts';

const DAY_MICROS = 86_400_000_000;

/** More identities than one actor would plausibly hold at once. */
const MOST_IDENTITIES = 12;
const MOST_STRAY_IDENTITIES = 6;
/** An identity is at home on an address when it used it on this many days, … */
const HOME_DAYS = 3;
/** … for this part of its work, … */
const HOME_SHARE = 0.5;
/** … and since this long before the actor appeared there. */
const HOME_LEAD_MICROS = 3 * DAY_MICROS;
/** Whoever used an address on so many days and from the beginning of its known life on lives there, … */
const OWN_DAYS = 5;
const OWN_DAYS_OF_MACHINES = 10;
const OWN_EARLY_PART = 0.25;
/** … if it did a good part of its work there. */
const OWN_SHARE = 0.2;

/** Whoever was gone from an address for so long has left it. */
const VACANT_MICROS = 10 * DAY_MICROS;
/** So many new addresses of one account in such a time are no journey. */
const ROTATION_ADDRESSES = 4;
const ROTATION_MICROS = 2 * DAY_MICROS;
/** Use of an address by one account that is still a passing one. */
export const PASSING_ROWS = 12;

/**
 * `score`, 0 … 1, is how strongly a shared address says that two records have one actor. A hub comes with a full
 * sentence of counts; a rare address is explained when the chain is complete, because its counts are only final then.
 */
type Verdict =
  | { readonly rare: true; readonly score: number }
  | { readonly rare: false; readonly why: string };

/** Asked of single identities, never walked: an actor may hold a hundred thousand accounts. */
export type Members = Pick<ReadonlySet<number>, 'has'>;

interface RarityQuestion {
  /** Identities already known to be in the actor's hands; their use says nothing against the address. */
  readonly ours: Members;
  /** Micros of the first chain record from the address; NaN when unknown. */
  readonly since: number;
  /** `stray`: reached through an account that others use too, so less sharing is tolerated than for a seed's address. */
  readonly trust: 'direct' | 'stray';
  /** Names of identities in `ours` whose own place it is, see `ownersAt`. */
  readonly owners: readonly string[];
}

/**
 * Judges an address from distinct identities, days and shares. The score falls with every further identity that works
 * from it on its own account; refused attempts do not count, since spraying names many accounts and uses none.
 */
export function judgeAddress(profile: AddressProfile, question: RarityQuestion): Verdict {
  if (question.owners.length > 0) {
    const names = list(question.owners);
    return {
      rare: false,
      why: `${profile.text} is the usual place of ${names}, from the beginning of its records on; it does not tell who acted.`,
    };
  }
  const others = profile.uses.filter(
    (use) => use.effective > 0 && !question.ours.has(use.identity) && isNear(use, question.since),
  );
  const residents = others.filter((use) => isResident(use, question.since));
  const direct = question.trust === 'direct';
  const persons = others.filter((use) => use.person).length;
  const crowded = others.length > (direct ? MOST_IDENTITIES : MOST_STRAY_IDENTITIES);
  if (crowded || (!direct && persons > 2) || residents.length > (direct ? 2 : 0)) {
    return { rare: false, why: hubWhy(profile, others, residents.length) };
  }
  return { rare: true, score: 0.98 / (1 + 0.02 * others.length + 0.25 * residents.length) };
}

function hubWhy(profile: AddressProfile, others: readonly AddressUse[], residents: number): string {
  const days = most(others.map((use) => use.days));
  const users = count(others.length, 'identity', 'identities');
  return `${profile.text} is shared: ${users} worked from it, on up to ${count(days, 'day')}, and for ${grouped(residents)} of them it is the usual place; it does not tell who acted.`;
}

/** An exit that somebody left long before the actor came is not shared with them. */
function isNear(use: AddressUse, since: number): boolean {
  return !(use.last < since - VACANT_MICROS);
}

function isResident(use: AddressUse, since: number): boolean {
  const before = Number.isNaN(since) ? true : use.first <= since - HOME_LEAD_MICROS;
  return before && use.days >= HOME_DAYS && use.share >= HOME_SHARE;
}

/**
 * Identities whose own place an address is: a home, the one office of a machine. The actor's use of an account begins
 * somewhere in the middle of its life; whoever was there from its beginning is its owner. An account that was created
 * within the case has no life before the actor to tell.
 */
export function ownersAt(facts: CaseFacts, address: number, among: Members): string[] {
  return facts
    .profile(address)
    .uses.filter((use) => among.has(use.identity) && isOwnPlace(facts, use))
    .map((use) => facts.view.identities[use.identity]!.display);
}

/** Whether an identity was at a place from the beginning of its known life on, and for a good part of it. */
export function isOwnPlace(facts: CaseFacts, use: AddressUse): boolean {
  const least = facts.view.identities[use.identity]!.class === 'human' ? OWN_DAYS : OWN_DAYS_OF_MACHINES;
  if (use.days < least || use.share < OWN_SHARE || facts.birthsOf(use.identity).length > 0) return false;
  const { first, last } = facts.life(use.identity);
  return use.first <= first + OWN_EARLY_PART * (last - first);
}

/** Which of the arrivals at new addresses (micros, ascending) follow each other too fast for a journey. */
export function areCrowded(arrivals: readonly number[]): boolean[] {
  const crowded = arrivals.map(() => false);
  for (let i = 0; i + ROTATION_ADDRESSES <= arrivals.length; i++) {
    const last = i + ROTATION_ADDRESSES - 1;
    if (arrivals[last]! - arrivals[i]! <= ROTATION_MICROS) crowded.fill(true, i, last + 1);
  }
  return crowded;
}
