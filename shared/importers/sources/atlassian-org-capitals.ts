/** The spelling of organisation events whose keys begin with capitals, made equal to the plain one. */
import type { JsonObject } from '../importer.ts';
import { isObject, objects, text } from '../kit/fields.ts';

/** One event, whichever spelling it came in. */
export interface OrgEvent {
  readonly id: string | null;
  readonly action: string | null;
  readonly time: string | null;
  readonly actor: JsonObject;
  readonly auth: JsonObject;
  readonly ip: string | null;
  readonly context: readonly JsonObject[];
  readonly container: readonly JsonObject[];
  readonly said: string | null;
}

/** Whether a record is written in this spelling, nested or with dotted keys. */
export function hasCapitals(record: JsonObject): boolean {
  return Object.keys(record).some((key) => /^Event(?:Actor|Location)(?:\.|$)/.test(key));
}

/** Keys of the variant with capitals, folded: `EventActor.Name` and `{"EventActor":{"Name":…}}` are both `actor.name`. */
export function capitals(record: JsonObject): OrgEvent {
  const flat = new Map<string, unknown>();
  flatten(record, '', 0, flat);
  const first = (...paths: string[]): unknown =>
    paths.map((path) => flat.get(path)).find((one) => one != null);
  const actor = {
    id: first('actor.id', 'actor.accountid'),
    name: first('actor.name', 'actor.displayname'),
    email: first('actor.email'),
    type: first('actor.accounttype', 'actor.type'),
  };
  return {
    id: text(first('id', 'auditlog.id', 'auditlog.eventid')),
    action: text(first('action', 'auditlog.type', 'auditlog.action', 'type', 'name')),
    time: text(first('time', 'auditlog.time', 'timestamp', 'date', 'auditlog.timestamp', 'created')),
    actor,
    auth: { tokenId: first('actor.auth.tokenid', 'actor.tokenid') },
    ip: text(first('location.ip', 'location.ipaddress', 'ip')),
    context: folded(first('context', 'contexts', 'objects')),
    container: folded(first('container', 'containers')),
    said: text(first('message.content', 'message', 'auditlog.message')),
  };
}

const MAX_LEVELS = 4;

function flatten(value: JsonObject, prefix: string, level: number, into: Map<string, unknown>): void {
  for (const [key, one] of Object.entries(value)) {
    const name = key
      .toLowerCase()
      .replace(/^event(?=.)/, '')
      .replace(/\.event(?=.)/g, '.');
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (!into.has(path)) into.set(path, one);
    if (isObject(one) && level < MAX_LEVELS) flatten(one, path, level + 1, into);
  }
}

/** Objects of a list with keys in lower case as the plain spelling has them. */
function folded(value: unknown): JsonObject[] {
  const items = isObject(value) ? [value] : objects(value);
  return items.map((item) => {
    const flat = new Map<string, unknown>();
    flatten(item, '', 0, flat);
    const attributes = flat.get('attributes');
    return {
      id: flat.get('id'),
      type: flat.get('type'),
      attributes: isObject(attributes) ? lowerFirst(attributes) : lowerFirst(item),
      links: flat.get('links'),
    };
  });
}

function lowerFirst(value: JsonObject): JsonObject {
  const lower = Object.entries(value).map(([key, one]) => [
    key.slice(0, 1).toLowerCase() + key.slice(1),
    one,
  ]);
  return Object.fromEntries(lower) as JsonObject;
}
