/**
 * Events that Throughline exported (`events --format jsonl`), read back.
 * Reads: one event a line with every normalised field; the event keeps its id, and the line becomes its evidence.
 * Ignores: `message`, the identity and its class (they are computed anew), tags and stars.
 * Specification: `EventJson` in electron/engine/event-json.ts.
 */
import { parseIso, parseLocal, type Timestamp } from '../../base/time.ts';
import {
  ACTOR_TYPES,
  type Actor,
  ALIAS_KINDS,
  type Alias,
  CATEGORIES,
  type Draft,
  type Effect,
  OUTCOMES,
  PRECISIONS,
  type RelatedIp,
  SOURCE_TYPES,
  type Target,
} from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, isObject, issue, list, objects, text, wrongShape } from '../kit/fields.ts';

export const throughlineEvents: Importer = {
  version: 1,
  id: 'throughline:events',
  label: 'Throughline events',
  produces: SOURCE_TYPES,
  recognise,
  open: () => new EventsReader(),
};

const ID = /^[0-9a-f]{32}$/;

function recognise(head: Head): Recognition | null {
  const [first] = head.records;
  return first !== undefined &&
    isEvent(first) &&
    Object.hasOwn(first, 'action') &&
    Object.hasOwn(first, 'message')
    ? { framing: 'json', shape: 'events exported as JSON lines' }
    : null;
}

function isEvent(value: JsonObject): boolean {
  return (
    typeof value.id === 'string' &&
    ID.test(value.id) &&
    isObject(value.evidence) &&
    SOURCE_TYPES.includes(value.source as never)
  );
}

class EventsReader implements Reader {
  readonly headerLines = 0;

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('an exported event is a JSON object');
    const { value } = record;
    if (!isEvent(value)) return wrongShape('no id, evidence or known source');
    const issues: Issue[] = [];
    const draft: Draft = {
      source: oneOf(SOURCE_TYPES, value.source)!,
      action: text(value.action) ?? 'unnamed',
      category: oneOf(CATEGORIES, value.category) ?? 'other',
      outcome: oneOf(OUTCOMES, value.outcome) ?? 'unknown',
      reason: text(value.reason),
      time: timeOf(value, issues),
      timeEnd: endOf(value, issues),
      actor: isObject(value.actor) ? actorOf(value.actor) : null,
      srcIp: text(value.srcIp),
      srcPort: number(value.srcPort),
      dstIp: text(value.dstIp),
      dstPort: number(value.dstPort),
      relatedIps: objects(value.relatedIps).flatMap(relatedOf),
      userAgent: text(value.userAgent),
      session: text(value.session),
      credential: text(value.credential),
      system: text(value.system),
      targets: objects(value.targets).map(targetOf),
      effects: objects(value.effects).flatMap(effectOf),
      bytes: number(value.bytes),
      nativeId: text(value.nativeId),
      statedId: value.id as string,
    };
    return event(draft, issues);
  }
}

function oneOf<T extends string>(names: readonly T[], value: unknown): T | null {
  return names.find((name) => name === value) ?? null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** `time` is the instant; `timeText` what the source wrote, with its precision and zone. */
function timeOf(value: JsonObject, issues: Issue[]): Timestamp | null {
  const written = text(value.time);
  if (written === null) return null;
  const parsed = parseIso(written);
  if (!parsed.ok) {
    issues.push(issue('time.invalid', 'degraded', `${written.slice(0, 80)}: ${parsed.error}`));
    return null;
  }
  const { micros } = parsed.value;
  const asWritten = text(value.timeText);
  const same = asWritten === null ? null : parseIso(asWritten);
  // A clock that was corrected after reading: the corrected time is the event's now, and its text must say so.
  const moved = same?.ok === true && same.value.micros !== micros;
  const known = {
    micros,
    text: moved || asWritten === null ? written : asWritten,
    precision: oneOf(PRECISIONS, value.timePrecision) ?? parsed.value.precision,
  };
  const wall = text(value.timeWall);
  if (value.timeZone !== 'assumed' || wall === null) return { ...known, zone: 'stated' };
  const local = parseLocal(wall, 'UTC');
  return local.ok ? { ...known, zone: 'assumed', wall: local.value.micros } : { ...known, zone: 'stated' };
}

function endOf(value: JsonObject, issues: Issue[]): Timestamp | null {
  const written = text(value.timeEnd);
  if (written === null) return null;
  const parsed = parseIso(written);
  if (parsed.ok) return parsed.value;
  issues.push(issue('time.invalid', 'degraded', `end ${written.slice(0, 80)}`));
  return null;
}

function actorOf(value: JsonObject): Actor | null {
  const name = text(value.name);
  if (name === null) return null;
  return {
    type: oneOf(ACTOR_TYPES, value.recordedType) ?? oneOf(ACTOR_TYPES, value.type) ?? 'unknown',
    id: text(value.id),
    name,
    email: text(value.email),
    aliases: objects(value.aliases).flatMap((alias) => aliasOf(alias) ?? []),
  };
}

function aliasOf(value: unknown): Alias | null {
  if (!isObject(value)) return null;
  const kind = oneOf(ALIAS_KINDS, value.kind);
  const name = text(value.value);
  return kind === null || name === null ? null : { kind, value: name };
}

function targetOf(value: JsonObject): Target {
  return { type: text(value.type) ?? 'object', id: text(value.id), name: text(value.name) };
}

const ROLES: readonly RelatedIp['role'][] = ['proxy', 'packet-source', 'packet-destination', 'mentioned'];

function relatedOf(value: JsonObject): RelatedIp[] {
  const ip = text(value.ip);
  const role = oneOf(ROLES, value.role);
  return ip === null || role === null ? [] : [{ ip, role }];
}

/** An effect that lacks what it names is none. */
function effectOf(value: JsonObject): Effect[] {
  const alias = aliasOf(value.alias);
  const credential = text(value.credential);
  switch (value.kind) {
    case 'created-account':
    case 'disabled-account':
    case 'reset-credential':
      return alias === null ? [] : [{ kind: value.kind, alias }];
    case 'granted': {
      const what = text(value.what);
      return alias === null || what === null ? [] : [{ kind: 'granted', alias, what }];
    }
    case 'issued-credential':
      return credential === null ? [] : [{ kind: 'issued-credential', credential, alias }];
    case 'revoked-credential':
      return credential === null ? [] : [{ kind: 'revoked-credential', credential }];
    case 'blocked-ip': {
      const ip = text(value.ip);
      return ip === null ? [] : [{ kind: 'blocked-ip', ip }];
    }
    case 'ran-code': {
      const where = text(value.where);
      const hosts = list(value.hosts).flatMap((host) => text(host) ?? []);
      return where === null ? [] : [{ kind: 'ran-code', where, hosts }];
    }
    default:
      return [];
  }
}
