/** Which members of a record's sets (targets, effects) an `object:` or `effect:` term means. */
import { assertNever } from '../../../shared/base/assert.ts';
import type { Alias, Effect, Target } from '../../../shared/events/event.ts';
import { halves } from '../../../shared/query/filter.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { wildcard } from './matcher.ts';

/** `repository:EDGE/sdk`: type and, on the same target, id or name. `repository`: any target of that type. */
export function targetMatcher(value: string): (target: Target) => boolean {
  const { first, second } = halves(value);
  const type = wildcard(first);
  if (second === null) return (target) => type(target.type);
  const named = wildcard(second);
  return ({ type: its, id, name }) =>
    type(its) && ((id !== null && named(id)) || (name !== null && named(name)));
}

/** `granted:identity:<id>`, `issued-credential:AKIA…`, `created-account`. */
export function effectMatcher(view: Snapshot, value: string): (effect: Effect) => boolean {
  const { first, second } = halves(value);
  const kind = first.toLowerCase();
  if (second === null) return (effect) => effect.kind === kind;
  if (second.startsWith('identity:')) {
    const id = second.slice('identity:'.length);
    const wanted = view.identities.findIndex((identity) => identity.id === id);
    return (effect) => {
      const alias = aliasOf(effect);
      return effect.kind === kind && wanted >= 0 && alias !== null && view.identityOfAlias(alias) === wanted;
    };
  }
  const named = wildcard(second);
  return (effect) => effect.kind === kind && namesIn(effect).some(named);
}

/** Whom an effect is about, or null. */
export function aliasOf(effect: Effect): Alias | null {
  return 'alias' in effect ? effect.alias : null;
}

/** Every name that an effect holds: of an account, a credential, an address, a host. */
export function namesIn(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'created-account':
    case 'disabled-account':
    case 'reset-credential':
      return [effect.alias.value];
    case 'granted':
      return [effect.alias.value, effect.what];
    case 'issued-credential':
      return effect.alias === null ? [effect.credential] : [effect.credential, effect.alias.value];
    case 'revoked-credential':
      return [effect.credential];
    case 'blocked-ip':
      return [effect.ip];
    case 'ran-code':
      return [effect.where, ...effect.hosts];
    default:
      return assertNever(effect);
  }
}
