/**
 * The one gate into the store: whatever an importer made passes here, so that every column holds what its documentation
 * says. A draft that is already right, which is nearly every one, comes back as it is.
 */
import { canonicalIp } from '../base/ip.ts';
import { wellFormed } from '../base/text.ts';
import { MAX_MICROS, MIN_MICROS, type Timestamp } from '../base/time.ts';
import type { Actor, Alias, Draft, Effect, RelatedIp, Target } from './event.ts';

/** Longest text of one field, in UTF-16 code units. */
export const MAX_FIELD_LENGTH = 1024 * 1024;

/** What the gate changed; the codes are those of the importers' issues. */
export interface GateIssue {
  readonly code:
    | 'time.invalid'
    | 'time.assumed-gap'
    | 'time.assumed-overlap'
    | 'text.encoding'
    | 'field.limit'
    | 'field.value';
  readonly severity: 'degraded';
  readonly detail: string;
}

export interface Normalized {
  readonly draft: Draft;
  readonly issues: readonly GateIssue[];
}

const NO_ISSUES: readonly GateIssue[] = [];

export function normalize(draft: Draft): Normalized {
  if (isRight(draft)) return { draft, issues: NO_ISSUES };
  const gate = new Gate();
  const right: Draft = {
    ...draft,
    action: gate.text(draft.action) ?? 'unnamed',
    reason: gate.text(draft.reason),
    time: gate.time(draft.time),
    timeEnd: gate.time(draft.timeEnd),
    actor: draft.actor === null ? null : gate.actor(draft.actor),
    srcIp: gate.address(draft.srcIp),
    srcPort: gate.port(draft.srcPort),
    dstIp: gate.address(draft.dstIp),
    dstPort: gate.port(draft.dstPort),
    relatedIps: draft.relatedIps.flatMap((related) => gate.related(related)),
    userAgent: gate.text(draft.userAgent),
    session: gate.text(draft.session),
    credential: gate.text(draft.credential),
    system: gate.text(draft.system),
    targets: draft.targets.map((target) => gate.target(target)),
    effects: draft.effects.flatMap((effect) => gate.effect(effect)),
    bytes: gate.count(draft.bytes),
    nativeId: gate.text(draft.nativeId),
  };
  return { draft: right, issues: gate.issues };
}

// ---- checking --------------------------------------------------------------------------------------------------

/** Importers share one actor, and often one list, between many records: those are looked at once. */
const seenRight = new WeakSet<object>();

function isRight(draft: Draft): boolean {
  return (
    isText(draft.action) &&
    isText(draft.reason) &&
    isTime(draft.time) &&
    isTime(draft.timeEnd) &&
    isAddress(draft.srcIp) &&
    isAddress(draft.dstIp) &&
    isPort(draft.srcPort) &&
    isPort(draft.dstPort) &&
    isText(draft.userAgent) &&
    isText(draft.session) &&
    isText(draft.credential) &&
    isText(draft.system) &&
    isText(draft.nativeId) &&
    isCount(draft.bytes) &&
    draft.relatedIps.every((related) => isAddress(related.ip)) &&
    (draft.actor === null || once(draft.actor, isRightActor)) &&
    (draft.targets.length === 0 || once(draft.targets, (targets) => targets.every(isRightTarget))) &&
    draft.effects.every((effect) => Object.values(effect).every(isRightPart))
  );
}

function once<T extends object>(value: T, check: (value: T) => boolean): boolean {
  if (seenRight.has(value)) return true;
  const right = check(value);
  if (right) seenRight.add(value);
  return right;
}

const LONE_SURROGATE = /[\ud800-\udfff]/u;

function isText(text: string | null): boolean {
  return text === null || (text.length > 0 && text.length <= MAX_FIELD_LENGTH && !LONE_SURROGATE.test(text));
}

function isTime(time: Timestamp | null): boolean {
  return (
    time === null ||
    (time.doubt === undefined &&
      time.micros >= MIN_MICROS &&
      time.micros < MAX_MICROS &&
      Number.isInteger(time.micros))
  );
}

function isAddress(ip: string | null): boolean {
  return ip === null || canonicalIp(ip) === ip;
}

function isPort(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= 65_535);
}

function isCount(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 0);
}

function isRightActor(actor: Actor): boolean {
  return isText(actor.id) && isText(actor.name) && isText(actor.email) && actor.aliases.every(isRightAlias);
}

function isRightAlias(alias: Alias): boolean {
  return isText(alias.value);
}

function isRightTarget(target: Target): boolean {
  return isText(target.type) && isText(target.id) && isText(target.name);
}

/** Parts of effects are texts, aliases, or lists of texts. */
function isRightPart(part: string | Alias | null | readonly string[]): boolean {
  if (part === null || typeof part === 'string') return isText(part);
  return 'kind' in part ? isRightAlias(part) : part.every(isText);
}

// ---- repairing -------------------------------------------------------------------------------------------------

class Gate {
  readonly issues: GateIssue[] = [];

  text(text: string | null): string | null {
    if (text === null || text === '') return null;
    if (isText(text)) return text;
    let kept = text;
    if (kept.length > MAX_FIELD_LENGTH) {
      kept = kept.slice(0, MAX_FIELD_LENGTH);
      this.say('field.limit', `${text.length} characters: ${text.slice(0, 40)}…`);
    }
    const right = wellFormed(kept);
    // A pair that the cut itself tore apart is no damage of the record.
    if (LONE_SURROGATE.test(text))
      this.say('text.encoding', `half a character in ${wellFormed(text.slice(0, 60))}`);
    return right;
  }

  time(time: Timestamp | null): Timestamp | null {
    if (isTime(time) || time === null) return time;
    if (time.doubt !== undefined) {
      const { doubt, ...certain } = time;
      this.say(`time.assumed-${doubt}`, time.text.slice(0, 80));
      return this.time(certain);
    }
    this.say('time.invalid', `${time.text.slice(0, 80)}: outside 1970 to 2200`);
    return null;
  }

  address(ip: string | null): string | null {
    if (ip === null) return null;
    const right = canonicalIp(ip);
    if (right === null) this.say('field.value', `no address: ${wellFormed(ip.slice(0, 80))}`);
    return right;
  }

  port(value: number | null): number | null {
    if (isPort(value)) return value;
    this.say('field.value', `no port: ${value}`);
    return null;
  }

  count(value: number | null): number | null {
    if (isCount(value)) return value;
    this.say('field.value', `no count: ${value}`);
    return null;
  }

  related(related: RelatedIp): RelatedIp[] {
    const ip = this.address(related.ip);
    return ip === null ? [] : [{ ...related, ip }];
  }

  actor(actor: Actor): Actor {
    return {
      type: actor.type,
      id: this.text(actor.id),
      name: this.text(actor.name) ?? 'unnamed',
      email: this.text(actor.email),
      aliases: actor.aliases.flatMap((alias) => this.alias(alias) ?? []),
    };
  }

  target(target: Target): Target {
    return {
      type: this.text(target.type) ?? 'object',
      id: this.text(target.id),
      name: this.text(target.name),
    };
  }

  /** An effect that has lost what it names is none. */
  effect(effect: Effect): Effect[] {
    const parts = Object.entries(effect).map(([key, part]) => [key, this.part(part)] as const);
    const right = Object.fromEntries(parts) as unknown as Effect;
    const named = parts.every(
      ([key, part]) => part !== null || (key === 'alias' && effect.kind === 'issued-credential'),
    );
    return named ? [right] : [];
  }

  private part(part: string | Alias | null | readonly string[]): string | Alias | null | readonly string[] {
    if (part === null || typeof part === 'string') return this.text(part);
    return 'kind' in part ? this.alias(part) : part.flatMap((one) => this.text(one) ?? []);
  }

  private alias(alias: Alias): Alias | null {
    const value = this.text(alias.value);
    return value === null ? null : { kind: alias.kind, value };
  }

  private say(code: GateIssue['code'], detail: string): void {
    this.issues.push({ code, severity: 'degraded', detail });
  }
}
