/** What defenders did against the chain: disabling, revoking, blocking, resetting, and the alerts and cases about it. */
import { assertNever } from '../../base/assert.ts';
import { lowerBound } from '../../base/lower-bound.ts';
import { CATEGORIES, type Category, type Effect, type Target } from '../../events/event.ts';
import type { LinkKind } from '../chain-types.ts';
import { SOURCE_WORDS } from '../words.ts';
import type { Growth } from './growth.ts';

const HOUR_MICROS = 3_600_000_000;
/** An account that was in the actor's hands is reset or disabled for that reason only so long after its last use. */
const AFTERMATH_MICROS = 7 * 24 * HOUR_MICROS;
/** Alerts come before the first counter-measure by up to this, … */
const ALERT_LEAD_MICROS = 2 * HOUR_MICROS;
/** … and the clean-up goes on this long after the last one. */
const CLEANUP_MICROS = 24 * HOUR_MICROS;

/** What people do to a thing when they respond; looking at it or signing in is everybody's day. */
const ACTING: ReadonlySet<Category> = new Set([
  'account',
  'permission',
  'credential',
  'change',
  'execute',
  'other',
]);

export interface ResponseRow {
  readonly row: number;
  /** The entity acted against, as `via.from` writes it. */
  readonly from: string;
  readonly link: LinkKind;
  readonly why: string;
  readonly confidence: number;
}

/** Response rows in no particular order; they do not spread the chain. */
export function findResponse(growth: Growth): ResponseRow[] {
  const found = new Map<number, ResponseRow>();
  for (const response of counterMeasures(growth)) found.set(response.row, response);
  const measures = [...found.keys()];
  const defenders = new Set(
    measures.map((row) => growth.facts.identity(row)).filter((identity) => identity >= 0),
  );
  const names = chainNames(growth);
  const theirs = growth.facts.codeRows().find((row) => growth.has(row));
  for (const window of windowsAround(measures.map((row) => growth.facts.time(row)))) {
    const cleaned = theirs === undefined ? [] : cleaning(growth, window, defenders, theirs);
    for (const response of [...casework(growth, window, names), ...cleaned]) {
      if (!found.has(response.row)) found.set(response.row, response);
    }
  }
  return [...found.values()];
}

// ---- counter-measures --------------------------------------------------------------------------------------------

/** Records whose effect undoes something of the chain. */
function* counterMeasures(growth: Growth): Generator<ResponseRow> {
  const { facts } = growth;
  for (let code = 1; code <= facts.view.codeCount('effects'); code++) {
    for (const effect of facts.view.effectsOf(code)) {
      const object = objectOf(growth, effect);
      if (!object) continue;
      for (const row of facts.view.rows('effects', code)) {
        const time = facts.time(row);
        if (growth.has(row) || facts.failed(row) || !(time >= object.since && time <= object.until)) continue;
        const why = `${who(growth, row)} ${object.verb} ${object.name} in ${SOURCE_WORDS[facts.source(row)]}, which is part of the chain.`;
        yield { row, from: object.ref, link: object.link, why, confidence: 0.95 };
      }
    }
  }
}

interface ChainObject {
  readonly ref: string;
  readonly name: string;
  readonly verb: string;
  readonly link: LinkKind;
  /** Micros between which acting on it is a response. */
  readonly since: number;
  readonly until: number;
}

/** The chain entity that an effect acts against, or null. */
function objectOf(growth: Growth, effect: Effect): ChainObject | null {
  const { view } = growth.facts;
  switch (effect.kind) {
    case 'disabled-account':
    case 'reset-credential': {
      const identity = view.identityOfAlias(effect.alias);
      if (identity < 0) return null;
      const { id, display: name } = view.identities[identity]!;
      const verb = effect.kind === 'disabled-account' ? 'disabled' : 'reset the credentials of';
      const ref = `identity:${id}`;
      const maker = growth.made.get(identity);
      if (maker !== undefined) {
        const since = growth.facts.time(maker);
        return { ref, name, verb, link: 'created-account', since, until: Number.POSITIVE_INFINITY };
      }
      const held = growth.held.get(identity);
      if (!held) return null;
      return { ref, name, verb, link: 'identity', since: held.since, until: held.last + AFTERMATH_MICROS };
    }
    case 'revoked-credential': {
      const held = growth.credentials.get(view.code('credential', effect.credential));
      if (!held) return null;
      const [ref, name] = [`credential:${effect.credential}`, effect.credential];
      const until = Number.POSITIVE_INFINITY;
      return { ref, name, verb: 'revoked', link: 'credential', since: held.since, until };
    }
    case 'blocked-ip': {
      const address = view.code('srcIp', effect.ip);
      if (!growth.isActorsAddress(address)) return null;
      const [since, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      return { ref: `ip:${effect.ip}`, name: effect.ip, verb: 'blocked', link: 'source-ip', since, until };
    }
    case 'created-account':
    case 'granted':
    case 'issued-credential':
    case 'ran-code':
      return null;
    default:
      return assertNever(effect);
  }
}

// ---- alerts and cases --------------------------------------------------------------------------------------------

interface Window {
  readonly from: number;
  readonly to: number;
}

/** Stretches of time in which defenders were at work. */
function windowsAround(times: readonly number[]): Window[] {
  const windows: Window[] = [];
  for (const time of times.filter((one) => !Number.isNaN(one)).sort((a, b) => a - b)) {
    const last = windows.at(-1);
    if (last && time <= last.to) windows[windows.length - 1] = { from: last.from, to: time + CLEANUP_MICROS };
    else windows.push({ from: time - ALERT_LEAD_MICROS, to: time + CLEANUP_MICROS });
  }
  return windows;
}

/**
 * Records of others than the actor that act on a chain account or name an actor's address, and then those that go on
 * with the same ticket: an alert, a case, its updates.
 */
function* casework(
  growth: Growth,
  window: Window,
  names: ReadonlyMap<string, Named>,
): Generator<ResponseRow> {
  const { facts } = growth;
  const { view, columns } = facts;
  const tickets = new Map<string, string>();
  for (let at = lowerBound(view.byTime, (row) => !(facts.time(row) < window.from)); at < view.size; at++) {
    const row = view.byTime[at]!;
    if (!(facts.time(row) <= window.to)) break;
    if (growth.has(row) || facts.isFlow(row) || facts.failed(row)) continue;
    if (!ACTING.has(CATEGORIES[columns.category[row]!]!) || isActors(growth, row)) continue;
    const targets = view.targetsOf(columns.targets[row]!);
    const named = namedIn(targets, names) ?? mentionedBy(growth, row);
    if (named) {
      for (const target of targets)
        if (isTicket(target)) tickets.set(ticketKey(growth, row, target), named.ref);
      const why = `${who(growth, row)} acted on ${named.name}, which is part of the chain, while defenders were at work.`;
      yield { row, from: named.ref, link: named.link, why, confidence: 0.8 };
      continue;
    }
    const ticket = targets.find((target) => tickets.has(ticketKey(growth, row, target)));
    if (ticket) {
      const why = `${who(growth, row)} went on with ${ticket.name ?? ticket.id}, which was opened about the chain.`;
      yield {
        row,
        from: tickets.get(ticketKey(growth, row, ticket))!,
        link: 'identity',
        why,
        confidence: 0.7,
      };
    }
  }
}

/** Code that a defender ran on a server while the response went on, after the actor had run code too (`theirs`). */
function* cleaning(
  growth: Growth,
  window: Window,
  defenders: ReadonlySet<number>,
  theirs: number,
): Generator<ResponseRow> {
  const { facts } = growth;
  for (const row of facts.codeRowsBetween(window.from, window.to)) {
    if (!(facts.time(row) > facts.time(theirs)) || growth.has(row) || !defenders.has(facts.identity(row)))
      continue;
    const why = `${who(growth, row)}, who had acted against the chain before, ran code on a server after the actor had done so.`;
    yield { row, from: facts.view.place(theirs).id, link: 'identity', why, confidence: 0.6 };
  }
}

function isActors(growth: Growth, row: number): boolean {
  const identity = growth.facts.identity(row);
  if (growth.made.has(identity)) return true;
  const held = growth.held.get(identity);
  // A person whose session was stolen works on; only while the account is in the actor's hands is it no defender's.
  return held !== undefined && growth.facts.time(row) <= held.last;
}

interface Named {
  readonly name: string;
  readonly ref: string;
  readonly link: LinkKind;
}

/** What chain accounts are called in the targets of other people's records. */
function chainNames(growth: Growth): Map<string, Named> {
  const { view } = growth.facts;
  const names = new Map<string, Named>();
  for (const identity of [...growth.made.keys(), ...growth.held.keys()]) {
    const { id, aliases, display } = view.identities[identity]!;
    const link = growth.made.has(identity) ? 'created-account' : 'identity';
    for (const alias of aliases) {
      if (alias.kind === 'account-id' || alias.kind === 'service' || alias.kind === 'display') continue;
      names.set(alias.value.toLowerCase(), { name: display, ref: `identity:${id}`, link });
    }
  }
  return names;
}

function namedIn(targets: readonly Target[], names: ReadonlyMap<string, Named>): Named | null {
  for (const target of targets) {
    for (const text of [target.name, target.id]) {
      const named = text === null ? undefined : names.get(text.toLowerCase());
      if (named) return named;
    }
  }
  return null;
}

/** An actor's address that the record's text names. */
function mentionedBy(growth: Growth, row: number): Named | null {
  const { view, columns } = growth.facts;
  for (const { ip } of view.relatedOf(columns.related[row]!)) {
    if (growth.isActorsAddress(view.code('srcIp', ip)))
      return { name: ip, ref: `ip:${ip}`, link: 'source-ip' };
  }
  return null;
}

function isTicket(target: Target): boolean {
  return target.type === 'issue' || target.type === 'case' || target.type === 'incident';
}

/** Two trackers may both have a ticket 7. */
function ticketKey(growth: Growth, row: number, target: Target): string {
  return `${growth.facts.columns.system[row]}\n${target.type}\n${target.id ?? target.name}`;
}

function who(growth: Growth, row: number): string {
  const { view, columns } = growth.facts;
  return view.actor(columns.actor[row]!)?.name ?? SOURCE_WORDS[growth.facts.source(row)];
}
