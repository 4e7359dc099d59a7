/** What defenders did against the chain: disabling, revoking, blocking, resetting, and the alert that named it. */
import { assertNever } from '../../base/assert.ts';
import { type Effect, OUTCOMES } from '../../events/event.ts';
import type { LinkKind } from '../chain-types.ts';
import { SOURCE_WORDS } from '../words.ts';
import type { Growth } from './growth.ts';

const HOUR_MICROS = 3_600_000_000;
/** An account that was in the actor's hands is reset or disabled for that reason only so long after its last use. */
const AFTERMATH_MICROS = 7 * 24 * HOUR_MICROS;
/** Alerts come before the first counter-measure by up to this, … */
const ALERT_LEAD_MICROS = 2 * HOUR_MICROS;
/** … and the clean-up goes on this long after the last trace of the actor. */
const CLEANUP_MICROS = 24 * HOUR_MICROS;

export interface ResponseRow {
  readonly row: number;
  readonly from: string;
  readonly link: LinkKind;
  readonly why: string;
  readonly confidence: number;
}

/** Response rows in no particular order; they do not spread the chain. */
export function findResponse(growth: Growth): ResponseRow[] {
  const found = new Map<number, ResponseRow>();
  for (const response of counterMeasures(growth)) found.set(response.row, response);
  if (found.size > 0) {
    for (const response of mentions(growth, [...found.keys()])) {
      if (!found.has(response.row)) found.set(response.row, response);
    }
  }
  return [...found.values()];
}

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
        const who = facts.view.actor(facts.view.columns.actor[row]!)?.name ?? 'Somebody';
        yield {
          row,
          from: object.ref,
          link: object.link,
          why: `${who} ${object.verb} ${object.name} in ${SOURCE_WORDS[facts.source(row)]}, which is part of the chain.`,
          confidence: 0.95,
        };
      }
    }
  }
}

interface Object {
  readonly ref: string;
  readonly name: string;
  readonly verb: string;
  readonly link: LinkKind;
  readonly since: number;
  readonly until: number;
}

/** The chain entity that an effect acts against, or null. */
function objectOf(growth: Growth, effect: Effect): Object | null {
  const { view } = growth.facts;
  switch (effect.kind) {
    case 'disabled-account':
    case 'reset-credential': {
      const identity = view.identityOfAlias(effect.alias);
      const name = view.identities[identity]?.display ?? effect.alias.value;
      const verb = effect.kind === 'disabled-account' ? 'disabled' : 'reset the credentials of';
      const maker = growth.made.get(identity);
      const ref = `identity:${view.identities[identity]?.id ?? ''}`;
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
      const until = held.last + AFTERMATH_MICROS;
      const ref = `credential:${effect.credential}`;
      return { ref, name: effect.credential, verb: 'revoked', link: 'credential', since: held.since, until };
    }
    case 'blocked-ip': {
      const node = growth.hostile.get(view.code('srcIp', effect.ip));
      if (node === undefined) return null;
      const since = Number.NEGATIVE_INFINITY;
      const until = Number.POSITIVE_INFINITY;
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

/** Records by the same defenders, or by a system that alerts, that name something of the chain around that time. */
function* mentions(growth: Growth, measures: readonly number[]): Generator<ResponseRow> {
  const { facts } = growth;
  const { view } = facts;
  const times = measures.map((row) => facts.time(row)).filter((time) => !Number.isNaN(time));
  const from =
    times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY) - ALERT_LEAD_MICROS;
  const traces = growth.rows.map((row) => facts.time(row)).filter((time) => !Number.isNaN(time));
  const lastTrace = traces.reduce((last, time) => Math.max(last, time), from);
  const to = times.reduce((last, time) => Math.max(last, time), lastTrace) + CLEANUP_MICROS;
  const defenders = new Set(measures.map((row) => facts.identity(row)));
  const names = chainNames(growth);
  const namesOfTargets = new Map<number, string | null>();
  for (let at = firstAt(growth, from); at < view.size; at++) {
    const row = view.byTime[at]!;
    if (!(facts.time(row) <= to)) break;
    const targets = view.columns.targets[row]!;
    if (targets === 0 || growth.has(row) || !isWatch(growth, row, defenders)) continue;
    let named = namesOfTargets.get(targets);
    if (named === undefined) {
      named = namedIn(view.targetsOf(targets), names);
      namesOfTargets.set(targets, named);
    }
    if (named === null) continue;
    const who = view.actor(view.columns.actor[row]!)?.name ?? SOURCE_WORDS[facts.source(row)];
    const why = `${who} acted on ${named}, which is part of the chain, while defenders were at work.`;
    yield { row, from: names.get(named) ?? named, link: 'identity', why, confidence: 0.8 };
  }
}

function isWatch(growth: Growth, row: number, defenders: ReadonlySet<number>): boolean {
  const { facts } = growth;
  const identity = facts.identity(row);
  if (growth.held.has(identity) || growth.made.has(identity)) return false;
  if (defenders.has(identity)) return identity >= 0;
  return facts.view.actor(facts.view.columns.actor[row]!)?.type === 'system' || isAlert(growth, row);
}

/** Sources name their alerts in the action itself. */
function isAlert(growth: Growth, row: number): boolean {
  const { view } = growth.facts;
  const refused = view.columns.outcome[row] === OUTCOMES.indexOf('failure');
  return (
    !refused &&
    /threat|alert|suspicious|detect|incident/i.test(view.text('action', view.columns.action[row]!) ?? '')
  );
}

/** What the chain is called in records, with the entity each name stands for. */
function chainNames(growth: Growth): Map<string, string> {
  const { view } = growth.facts;
  const names = new Map<string, string>();
  for (const identity of [...growth.made.keys(), ...growth.held.keys()]) {
    const { id, aliases } = view.identities[identity]!;
    for (const alias of aliases) {
      if (alias.kind === 'account-id' || alias.kind === 'service' || alias.value.length < 4) continue;
      names.set(alias.value.toLowerCase(), `identity:${id}`);
    }
  }
  for (const address of growth.hostile.keys()) {
    const text = view.text('srcIp', address);
    if (text !== null) names.set(text, `ip:${text}`);
  }
  return names;
}

function namedIn(
  targets: readonly { id: string | null; name: string | null }[],
  names: ReadonlyMap<string, string>,
): string | null {
  for (const target of targets) {
    for (const text of [target.id, target.name]) {
      if (text === null) continue;
      const folded = text.toLowerCase();
      if (names.has(folded)) return folded;
      for (const word of folded.split(/[^\p{L}\p{N}@._:-]+/u)) if (names.has(word)) return word;
    }
  }
  return null;
}

/** Position in `byTime` of the first row at or after a time. Undated rows stand last. */
function firstAt(growth: Growth, time: number): number {
  const { byTime } = growth.facts.view;
  let [low, high] = [0, byTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (growth.facts.time(byTime[middle]!) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
