/** What links run between, each under one reference, with the words it is shown by. */
import { assertNever } from '../../base/assert.ts';
import type { Alias } from '../../events/event.ts';
import { addressRef, type Records } from './records.ts';
import type { Thing } from './things.ts';

export const ENTITY_KINDS = [
  'address',
  'session',
  'credential',
  'agent',
  'application',
  'repository',
  'page',
  'ticket',
  'bucket',
  'host',
  'identity',
  /** Anything else that a record acts on: a secret, a role, a group; `what` says it. */
  'object',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export interface LinkedEntity {
  /** `ip:…`, `host:…`, `identity:…`, `session:…`, `credential:…`, `agent:…` or, with system, type and key, `thing:…`. */
  readonly ref: string;
  readonly kind: EntityKind;
  /** Narrower than the kind: an identity's class, a credential's form, a thing's type. */
  readonly what: string;
  /** Log text. */
  readonly label: string;
}

const KIND_OF_TYPE: ReadonlyMap<string, EntityKind> = new Map<string, EntityKind>([
  ['app', 'application'],
  ['application', 'application'],
  ['repository', 'repository'],
  ['page', 'page'],
  ['blogpost', 'page'],
  ['issue', 'ticket'],
  ['case', 'ticket'],
  ['incident', 'ticket'],
  ['bucket', 'bucket'],
  ['host', 'host'],
  ['instance', 'host'],
  ['address', 'address'],
]);

/** Types whose targets are accounts, by the kinds of names that they bear. */
const ACCOUNT_ALIASES: readonly Alias['kind'][] = ['okta-id', 'atlassian-id', 'email', 'login', 'arn'];

export class Entities {
  readonly all = new Map<string, LinkedEntity>();
  private readonly records: Records;

  constructor(records: Records) {
    this.records = records;
  }

  /** Null for -1. */
  identity(index: number): LinkedEntity | null {
    const identity = this.records.view.identities[index];
    if (!identity) return null;
    return this.keep({
      ref: `identity:${identity.id}`,
      kind: 'identity',
      what: identity.class,
      label: identity.display,
    });
  }

  /** An account by one of its names; one that no record resolves is known by that name alone. */
  account(alias: Alias): LinkedEntity {
    const known = this.identity(this.records.view.identityOfAlias(alias));
    return (
      known ??
      this.keep({
        ref: `account:${alias.kind}:${alias.value}`,
        kind: 'identity',
        what: 'unknown',
        label: alias.value,
      })
    );
  }

  address(ip: string | null): LinkedEntity | null {
    if (ip === null) return null;
    const ref = addressRef(ip);
    const kind = ref.startsWith('ip:') ? 'address' : 'host';
    return this.keep({ ref, kind, what: kind, label: ip });
  }

  session(id: string | null): LinkedEntity | null {
    return id === null
      ? null
      : this.keep({ ref: `session:${id}`, kind: 'session', what: 'session', label: id });
  }

  credential(id: string | null): LinkedEntity | null {
    if (id === null) return null;
    return this.keep({ ref: `credential:${id}`, kind: 'credential', what: credentialForm(id), label: id });
  }

  agent(text: string | null): LinkedEntity | null {
    return text === null
      ? null
      : this.keep({ ref: `agent:${text}`, kind: 'agent', what: 'user agent', label: text });
  }

  /** A machine by the name that a record gives it. */
  host(name: string): LinkedEntity {
    return this.keep({ ref: `host:${name}`, kind: 'host', what: 'host', label: name });
  }

  thing(thing: Thing): LinkedEntity {
    const { type, system, key, name } = thing;
    if (type === 'host' || type === 'address') return this.address(name)!;
    if (type === 'user' || type === 'service-account') {
      const index = this.accountOf(key.slice(key.indexOf(':') + 1)) ?? this.accountOf(name);
      const known = index === null ? null : this.identity(index);
      if (known) return known;
    }
    const kind = KIND_OF_TYPE.get(type) ?? 'object';
    return this.keep({ ref: `thing:${system}\n${type}\n${key}`, kind, what: type, label: name });
  }

  private accountOf(value: string): number | null {
    for (const kind of ACCOUNT_ALIASES) {
      const folded = kind === 'email' || kind === 'login' ? value.toLowerCase() : value;
      const index = this.records.view.identityOfAlias({ kind, value: folded });
      if (index >= 0) return index;
    }
    return null;
  }

  private keep(entity: LinkedEntity): LinkedEntity {
    const known = this.all.get(entity.ref);
    if (known) return known;
    this.all.set(entity.ref, entity);
    return entity;
  }
}

export type CredentialForm = 'access key' | 'temporary key' | 'cookie fingerprint' | 'token';

/** What kind of secret an id stands for, as far as its form tells. */
function credentialForm(id: string): CredentialForm {
  if (id.startsWith('fp:')) return 'cookie fingerprint';
  const aws = /^A(K|S)IA[A-Z0-9]{8,}$/.exec(id);
  return aws === null ? 'token' : aws[1] === 'K' ? 'access key' : 'temporary key';
}

/** The word for a kind, one and many. */
export function kindWords(kind: EntityKind): readonly [one: string, many: string] {
  switch (kind) {
    case 'address':
      return ['address', 'addresses'];
    case 'identity':
      return ['identity', 'identities'];
    case 'repository':
      return ['repository', 'repositories'];
    case 'agent':
      return ['user agent', 'user agents'];
    case 'session':
    case 'credential':
    case 'application':
    case 'page':
    case 'ticket':
    case 'bucket':
    case 'host':
    case 'object':
      return [kind, `${kind}s`];
    default:
      return assertNever(kind);
  }
}
