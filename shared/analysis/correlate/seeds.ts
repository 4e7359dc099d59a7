/** What the analyst starts from: `event id`, `native:<id>`, `identity:<alias>`, `ip:<address>`, `credential:<id>`. */
import { assertNever } from '../../base/assert.ts';
import { Failure } from '../../base/failure.ts';
import { canonicalIp } from '../../base/ip.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { ALIAS_KINDS } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import type { Seed } from '../chain-types.ts';
import type { PersonaView } from './personas.ts';

/** A seed found in the case. */
export type ResolvedSeed =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'identity'; readonly identity: number }
  | { readonly kind: 'ip'; readonly address: number }
  | { readonly kind: 'credential'; readonly credential: number };

const FORMS = 'give an event id, native:<id>, identity:<alias>, ip:<address> or credential:<id>';

/** Reads one seed. A text without a known prefix is an event id. */
export function parseSeed(text: string): Result<Seed, Failure> {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(':');
  const prefix = colon > 0 ? trimmed.slice(0, colon).toLowerCase() : '';
  const rest = trimmed.slice(colon + 1).trim();
  if (trimmed === '' || (colon > 0 && rest === '')) {
    return fail(new Failure('seed.not-found', `the seed “${text}” is empty`, FORMS));
  }
  switch (prefix) {
    case 'event':
      return ok({ kind: 'event', id: rest });
    case 'native':
      return ok({ kind: 'native', id: rest });
    case 'identity':
      return ok({ kind: 'identity', alias: rest });
    case 'credential':
      return ok({ kind: 'credential', id: rest });
    case 'ip': {
      const ip = canonicalIp(rest);
      if (ip === null) return fail(new Failure('seed.not-found', `“${rest}” is no IP address`, FORMS));
      return ok({ kind: 'ip', ip });
    }
    default:
      return ok({ kind: 'event', id: trimmed });
  }
}

/** Looks a seed up; a seed that the case does not hold is a failure that names it. */
export function resolveSeed(view: PersonaView, seed: Seed): Result<ResolvedSeed, Failure> {
  switch (seed.kind) {
    case 'event':
    case 'native': {
      const row = view.rowOfId(seed.id);
      if (row >= 0) return ok({ kind: 'row', row });
      return missing(`no event has the id “${seed.id}”`, 'copy the id from `events` or from the event panel');
    }
    case 'identity': {
      const identity = findIdentity(view, seed.alias);
      if (identity >= 0) return ok({ kind: 'identity', identity });
      return missing(`no identity is known as “${seed.alias}”`, 'look the name up with `identities`');
    }
    case 'ip': {
      const address = view.code('srcIp', seed.ip);
      const seen =
        address !== 0 && view.rows('srcIp', address).length + view.rows('dstIp', address).length > 0;
      if (seen) return ok({ kind: 'ip', address });
      return missing(`no event comes from or goes to ${seed.ip}`, 'list addresses with `events`');
    }
    case 'credential': {
      const credential = view.code('credential', seed.id);
      if (credential !== 0) return ok({ kind: 'credential', credential });
      return missing(
        `no event was made with the credential “${seed.id}”`,
        'look credentials up with `events`',
      );
    }
    default:
      return assertNever(seed);
  }
}

/** By identity id, then by any alias, then by a shorter name that only one identity has. -1 when none fits. */
function findIdentity(view: PersonaView, text: string): number {
  const byId = view.identities.findIndex(({ members }) => members.some(({ id }) => id === text));
  if (byId >= 0) return byId;
  for (const kind of ALIAS_KINDS) {
    const value = text.startsWith(`${kind}:`) ? text.slice(kind.length + 1) : text;
    for (const spelling of [value, value.toLowerCase()]) {
      const found = view.identityOfAlias({ kind, value: spelling });
      if (found >= 0) return found;
    }
  }
  const wanted = text.toLowerCase();
  const named = view.identities.flatMap((identity, i) => (isCalled(identity, wanted) ? [i] : []));
  return named.length === 1 ? named[0]! : -1;
}

/** Display names, and the last part of an ARN: what people call an IAM user or a session. */
function isCalled(identity: Identity, wanted: string): boolean {
  if (identity.display.toLowerCase() === wanted) return true;
  return identity.aliases.some(({ kind, value }) => {
    const folded = value.toLowerCase();
    if (kind === 'display') return folded === wanted;
    return (kind === 'arn' || kind === 'role-session') && folded.endsWith(`/${wanted}`);
  });
}

function missing(what: string, advice: string): Result<never, Failure> {
  return fail(new Failure('seed.not-found', what, advice));
}
