/**
 * Atlassian organisation audit log (admin.atlassian.com, Guard), which also carries Bitbucket Cloud.
 * Reads: pages of the organisation events API (`{"data":[{"type":"events","attributes":{…}}]}`), single events
 * (`{"data":{…}}`), events a line each, and the variant with capitals (`EventActor.Name`, `EventLocation.IP`), nested or
 * with dotted keys.
 * Ignores: links, places on the map, attributes of objects beyond their names (they stay in the raw record).
 * An actor has account id and e-mail: this is what ties the account ids of Jira and Confluence to people. A token that
 * acted for him is the credential of the event; whom an app acted for is the target `on-behalf-of`. Signing in as somebody else belongs to the one who did it.
 * Specification: Atlassian "Organizations REST API", group Events (EventModel).
 */
import { type ParsedTime, parseEpochMillis, parseLocal } from '../../base/time.ts';
import type { Actor, Alias, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import {
  ATLASSIAN_SYSTEM,
  accountActor,
  accountAlias,
  addressesOf,
  changesOf,
  distinctTargets,
  hostOf,
  namedTarget,
  wordsOf,
} from '../kit/atlassian.ts';
import { draftOfDeed } from '../kit/atlassian-deed.ts';
import { event, isEmail, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';
import { capitals, hasCapitals, type OrgEvent } from './atlassian-org-capitals.ts';

export const atlassianOrg: Importer = {
  version: 2,
  id: 'atlassian:org',
  label: 'Atlassian organisation audit log',
  produces: ['atlassian:org'],
  recognise,
  open: (_head, options) => new OrgReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  const page = head.envelope === 'data' && head.topKeys.includes('data');
  if (page && head.records.length === 0 && /\/orgs\/[^"/]+\/events\b/.test(head.text))
    return { framing: 'json', shape: PAGE };
  if (head.records.some(isEvent)) return { framing: 'json', shape: page ? PAGE : 'JSON events' };
  return head.records.some(hasCapitals) ? { framing: 'json', shape: 'JSON events, keys in capitals' } : null;
}

const PAGE = 'API page {"data":[{"type":"events",…}]}';

function isEvent(record: JsonObject): boolean {
  const attributes = object(record.attributes);
  if (typeof attributes.action === 'string' && 'time' in attributes)
    return ['actor', 'context', 'container', 'location'].some((key) => key in attributes);
  // The head may end inside the attributes of its only record.
  return record.type === 'events' && 'attributes' in record && 'id' in record;
}

class OrgReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly actors = new Memo<Actor | null>();

  /** `timezone`: for times whose zone an export dropped; the source itself always writes `Z`. */
  constructor(timezone: string) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = hasCapitals(record.value) ? capitals(record.value) : plain(record.value);
    if (log.action === null) return wrongShape('no action');
    const words = wordsOf(log.action);
    const { time, issues } = readTime(log.time, (written) => this.time(written));
    const addresses = addressesOf(log.ip);
    const targets = [
      ...distinctTargets([...log.context, ...log.container], targetOf),
      ...principalOf(object(log.actor.onBehalfOf)),
    ];
    const system = siteOf(log.container) ?? siteOf(log.context);
    const actor = this.actor(log.actor);
    const draft = draftOfDeed({
      source: 'atlassian:org',
      action: log.action,
      words,
      said: log.said,
      time,
      actor,
      addresses,
      credential: text(log.auth.tokenId) ?? text(log.auth.tokenid),
      system,
      targets,
      nativeId: log.id,
      told: {
        users: usersOf(log.context),
        what: targets.find(isGrantable)?.name ?? targets.find(isGrantable)?.id ?? null,
        credential: credentialOf(targets, actor),
        where: system ?? 'Atlassian',
        changes: log.context.flatMap((one) => changesOf(object(one.attributes).changedValues)),
      },
    });
    return event(draft, issues);
  }

  private time(written: string): ParsedTime {
    return /^\d{12,14}$/.test(written) ? parseEpochMillis(written) : parseLocal(written, this.timezone);
  }

  private actor(actor: JsonObject): Actor | null {
    const id = text(actor.id);
    const name = text(actor.name) ?? text(actor.displayName);
    const email = text(actor.email);
    const type = text(actor.accountType) ?? text(actor.type);
    if (email === null && /^(?:system|atlassian system|atlassian)$/i.test(name ?? ''))
      return ATLASSIAN_SYSTEM;
    return this.actors.of(`${id}\n${name}\n${email}\n${type}`, () =>
      accountActor({ id, keys: [], name, email, type }),
    );
  }
}

function plain(record: JsonObject): OrgEvent {
  const attributes = object(record.attributes);
  const actor = object(attributes.actor);
  const message = object(record.message);
  return {
    id: text(record.id),
    action: text(attributes.action),
    time: text(attributes.time),
    actor,
    auth: object(actor.auth),
    ip: text(object(attributes.location).ip),
    context: objects(attributes.context),
    container: objects(attributes.container),
    said: text(message.content) ?? text(object(attributes.message).content),
  };
}

/** `users` → `user`, `policies` → `policy`. */
function singular(type: string | null): string | null {
  if (type === null) return null;
  return type.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}

function targetOf(item: JsonObject): Target | null {
  const attributes = object(item.attributes);
  const type = singular(text(item.type));
  const email = text(attributes.email);
  const name =
    (type === 'user' ? email : null) ??
    text(attributes.name) ??
    text(attributes.displayName) ??
    text(attributes.siteName) ??
    text(attributes.label) ??
    text(attributes.title) ??
    text(attributes.key) ??
    email;
  const login = type === 'user' && name !== null && isEmail(name) ? name.toLowerCase() : name;
  return namedTarget(type, text(item.id) ?? text(attributes.id), login);
}

/** An app or agent acts for somebody: it is the actor, and the one that it acted for is named beside the objects. */
function principalOf(person: JsonObject): Target[] {
  const id = text(person.id);
  const name = text(person.email)?.toLowerCase() ?? text(person.name);
  return id === null && name === null ? [] : [{ type: 'on-behalf-of', id, name }];
}

/** Host of the site that the event happened in. */
function siteOf(container: readonly JsonObject[]): string | null {
  for (const item of container) {
    const attributes = object(item.attributes);
    const host = text(attributes.siteHostName) ?? text(attributes.hostName);
    if (host !== null) return hostOf(host);
    if (/^sites?$/.test(text(item.type) ?? '')) {
      const alt = text(object(item.links).alt);
      if (alt !== null) return hostOf(alt);
    }
  }
  return null;
}

/** Accounts that it happened to, the e-mail before the id: it is known in other sources too. */
function usersOf(context: readonly JsonObject[]): Alias[] {
  return context
    .filter((item) => /^(?:users?|accounts?|managed-accounts?)$/i.test(text(item.type) ?? ''))
    .flatMap((item): Alias[] => {
      const attributes = object(item.attributes);
      const email = text(attributes.email) ?? text(attributes.name);
      if (email !== null && isEmail(email)) return [{ kind: 'email', value: email.toLowerCase() }];
      const name = text(item.id) ?? text(attributes.accountId) ?? text(attributes.name);
      return name === null ? [] : [accountAlias(name)];
    });
}

function isGrantable(target: Target): boolean {
  return !/^(?:user|account|managed-account|site|org|organization|directory|on-behalf-of)$/.test(target.type);
}

/** Labels are free and come twice: without an id the token's owner stands before its label. */
function credentialOf(targets: readonly Target[], actor: Actor | null): string | null {
  const named = targets.find((target) => /token|key|credential|password/.test(target.type));
  const found = named ?? targets.find(isGrantable);
  if (found === undefined) return null;
  if (found.id !== null || found.name === null) return found.id;
  const owner = actor?.email ?? actor?.id ?? null;
  return owner === null ? found.name : `${owner}/${found.name}`;
}
