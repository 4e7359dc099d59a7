/**
 * Whether an address tells who acts. An address that one actor alone uses is a link; an office NAT, a VPN exit or the
 * address of a vendor's scheduler is a hub, where every link stops.
 */
import { count, list } from '../words.ts';
import type { AddressProfile, AddressUse, CaseFacts } from './facts.ts';

const DAY_MICROS = 86_400_000_000;

/** More identities than one actor would plausibly hold at once. */
const MOST_IDENTITIES = 12;
/** An identity is at home on an address when it used it on this many days, … */
const HOME_DAYS = 3;
/** … for this part of its work, … */
const HOME_SHARE = 0.5;
/** … and since this long before the actor appeared there. */
const HOME_LEAD_MICROS = 3 * DAY_MICROS;

export interface Verdict {
  readonly rare: boolean;
  /** 0 … 1: how strongly a shared address says that two records have one actor. 0 for hubs. */
  readonly score: number;
  /** A full sentence with the counts. */
  readonly why: string;
}

export interface RarityQuestion {
  /** Identities already known to be in the actor's hands; their use says nothing against the address. */
  readonly ours: ReadonlySet<number>;
  /** Micros of the first chain record from the address; NaN when unknown. */
  readonly since: number;
  /** `stray`: reached through an account that others use too, so less sharing is tolerated than for a seed's address. */
  readonly trust: 'direct' | 'stray';
}

/**
 * Judges an address from distinct identities, days and shares. The score falls with every further identity that works
 * from it on its own account; refused attempts do not count, since spraying names many accounts and uses none.
 */
export function judgeAddress(facts: CaseFacts, profile: AddressProfile, question: RarityQuestion): Verdict {
  const others = profile.uses.filter((use) => use.effective > 0 && !question.ours.has(use.identity));
  const residents = others.filter((use) => isResident(use, question.since));
  const mostOthers = question.trust === 'direct' ? MOST_IDENTITIES : 2;
  const mostResidents = question.trust === 'direct' ? 2 : 0;
  if (others.length > mostOthers || residents.length > mostResidents) {
    const days = Math.max(...others.map((use) => use.days));
    return {
      rare: false,
      score: 0,
      why: `${profile.text} is shared: ${count(others.length, 'identity', 'identities')} worked from it, on up to ${count(days, 'day')}, ${count(residents.length, 'of them regularly', 'of them regularly')}; it does not tell who acted.`,
    };
  }
  const score = 0.98 / (1 + 0.02 * others.length + 0.25 * residents.length);
  return { rare: true, score, why: rareWhy(facts, profile, others) };
}

function isResident(use: AddressUse, since: number): boolean {
  const before = Number.isNaN(since) ? true : use.first <= since - HOME_LEAD_MICROS;
  return before && use.days >= HOME_DAYS && use.share >= HOME_SHARE;
}

function rareWhy(facts: CaseFacts, profile: AddressProfile, others: readonly AddressUse[]): string {
  const names = others.map((use) => facts.view.identities[use.identity]?.display ?? 'unnamed');
  const records = count(profile.rows.length, 'record');
  const flows = profile.flows > 0 ? `, ${count(profile.flows, 'network flow')} among them` : '';
  if (others.length === 0) return `${profile.text} is rare: nobody else works from it (${records}${flows}).`;
  const share = Math.max(...others.map((use) => use.share));
  return `${profile.text} is rare: only ${count(others.length, 'identity', 'identities')} (${list(names)}) acted from it in ${records}${flows}, and it makes at most ${Math.round(share * 100)} % of what any of them does.`;
}
