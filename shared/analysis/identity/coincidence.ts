/**
 * Accounts that go together in time: a single sign-on by Okta, and within seconds an account arrives in a product from
 * the same address with the same program, many times, and never after anybody else. Statistics, so never proof.
 */
import type { Micros } from '../../base/time.ts';
import { CATEGORIES, OUTCOMES, SOURCE_TYPES } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import { count, SOURCE_WORDS } from '../words.ts';
import type { Clue } from './clues.ts';

const SECOND = 1_000_000;
/** A browser goes from the sign-on to the product within seconds; a second factor may stand between. */
const WITHIN = 20 * SECOND;
/** Whoever was quiet for this long arrives anew, also where the product logs no sign-in. */
const QUIET = 30 * 60 * SECOND;
/** Sign-ons of an address that are remembered: a busy exit tells nothing anyway. */
const MOST_RECENT = 8;
/** Fewer are chance. */
const FEWEST = 4;

const OKTA = SOURCE_TYPES.indexOf('okta:system_log');
/** 1 for the sources of products that one enters through Okta. */
const PRODUCTS = Uint8Array.from(SOURCE_TYPES, (source) =>
  Number(
    source === 'aws:cloudtrail' ||
      source === 'atlassian:jira' ||
      source === 'atlassian:confluence' ||
      source === 'atlassian:bitbucket' ||
      source === 'atlassian:org',
  ),
);
const SUCCESS = OUTCOMES.indexOf('success');
const AUTHENTICATION = CATEGORIES.indexOf('authentication');

interface SignOn {
  readonly at: Micros;
  readonly identity: number;
  readonly agent: number;
}

/** How an account arrived. */
interface Arrivals {
  all: number;
  /** Those with a sign-on right before. */
  after: number;
  source: number;
  readonly byIdentity: Map<number, number>;
}

/** One pass in time order, a bounded number of steps for each event. */
export function cluesOfTime(view: CaseView): Clue[] {
  return exclusive(countArrivals(view));
}

function countArrivals(view: CaseView): Map<number, Arrivals> {
  const { columns, byTime } = view;
  const { ts, source, srcIp, userAgent, outcome, category, actor, action } = columns;
  const signOn = view.code('action', 'user.authentication.sso');
  const arrivals = new Map<number, Arrivals>();
  if (signOn === 0) return arrivals;
  const recent = new Map<number, SignOn[]>();
  const lastSeen = new Float64Array(view.identities.length).fill(Number.NEGATIVE_INFINITY);
  const identityOf = Int32Array.from({ length: view.codeCount('actor') + 1 }, (_, code) =>
    code === 0 ? -1 : view.identityOfActor(code),
  );
  for (let i = 0; i < byTime.length; i++) {
    const row = byTime[i]!;
    const by = source[row]!;
    // Most rows of a large case are flows, which nobody arrives with.
    if (by !== OKTA && PRODUCTS[by] === 0) continue;
    const identity = identityOf[actor[row]!]!;
    const ip = srcIp[row]!;
    if (identity < 0 || ip === 0) continue;
    const at = ts[row]! as Micros;
    if (Number.isNaN(at)) break;
    if (by === OKTA) {
      if (action[row] === signOn && outcome[row] === SUCCESS)
        remember(recent, ip, { at, identity, agent: userAgent[row]! });
      continue;
    }
    const quiet = at - lastSeen[identity]! > QUIET;
    lastSeen[identity] = at;
    const signedIn = category[row] === AUTHENTICATION && outcome[row] === SUCCESS;
    if (!quiet && !signedIn) continue;
    arrive(arrivals, identity, by, candidates(recent.get(ip) ?? [], at, userAgent[row]!));
  }
  return arrivals;
}

function remember(recent: Map<number, SignOn[]>, ip: number, signOn: SignOn): void {
  const before = recent.get(ip);
  if (!before) recent.set(ip, [signOn]);
  else {
    before.push(signOn);
    if (before.length > MOST_RECENT) before.shift();
  }
}

function candidates(recent: readonly SignOn[], at: Micros, agent: number): Set<number> {
  const found = new Set<number>();
  for (const signOn of recent)
    if (at - signOn.at <= WITHIN && (agent === 0 || signOn.agent === 0 || agent === signOn.agent))
      found.add(signOn.identity);
  return found;
}

function arrive(
  arrivals: Map<number, Arrivals>,
  identity: number,
  source: number,
  before: ReadonlySet<number>,
): void {
  let counted = arrivals.get(identity);
  if (!counted) {
    counted = { all: 0, after: 0, source, byIdentity: new Map() };
    arrivals.set(identity, counted);
  }
  counted.all++;
  if (before.size > 0) counted.after++;
  for (const one of before) counted.byIdentity.set(one, (counted.byIdentity.get(one) ?? 0) + 1);
}

/** Pairs of which each goes with the other and with nobody else. */
function exclusive(arrivals: ReadonlyMap<number, Arrivals>): Clue[] {
  /** What arrives after the sign-ons of an identity, by identity and product: more than one account is none of its own. */
  const followers = new Map<string, { most: number; second: number }>();
  for (const { byIdentity, source } of arrivals.values())
    for (const [identity, times] of byIdentity) {
      const key = `${identity} ${source}`;
      const { most, second } = followers.get(key) ?? { most: 0, second: 0 };
      followers.set(key, { most: Math.max(most, times), second: Math.max(second, Math.min(most, times)) });
    }
  const clues: Clue[] = [];
  for (const [account, { all, after, source, byIdentity }] of arrivals) {
    const [best, next] = [...byIdentity].sort(([, a], [, b]) => b - a);
    if (best === undefined) continue;
    const [identity, times] = best;
    if (identity === account || times < FEWEST || times < 0.9 * after || times < 0.3 * all) continue;
    if ((next?.[1] ?? 0) * 3 > times) continue;
    const { most, second } = followers.get(`${identity} ${source}`)!;
    if (most > times || second * 3 > times) continue;
    clues.push({
      a: Math.min(account, identity),
      b: Math.max(account, identity),
      kind: 'together',
      confidence: times >= 8 && next === undefined ? 0.9 : 0.7,
      words: `${count(times, 'time')} an arrival in ${SOURCE_WORDS[SOURCE_TYPES[source]!]} followed a single sign-on by Okta within ${WITHIN / SECOND} s from the same address${next === undefined ? ', and never one of anybody else' : ''}`,
    });
  }
  return clues;
}
