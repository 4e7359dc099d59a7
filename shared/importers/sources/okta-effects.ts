/** What Okta's actions change about accounts, credentials and reach. */
import type { Actor, Alias, Effect } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { isObject, object, text } from '../kit/fields.ts';
import { addressesIn } from '../kit/mentions.ts';
import { aliasOfUser, known } from './okta-actor.ts';

type EffectOf = (
  user: Alias | null,
  targets: readonly JsonObject[],
  actor: Actor | null,
  log: JsonObject,
) => Effect[];

const onUser =
  (kind: 'created-account' | 'disabled-account' | 'reset-credential'): EffectOf =>
  (user) =>
    user === null ? [] : [{ kind, alias: user }];

const granted: EffectOf = (user, targets, _actor, log) => {
  if (user === null) return [];
  const group = targets.find((target) => text(target.type) !== 'User' && known(target.displayName) !== null);
  const privilege = known(object(object(log.debugContext).debugData).privilegeGranted);
  const what = privilege ?? (group === undefined ? text(log.displayMessage) : known(group.displayName));
  return [{ kind: 'granted', alias: user, what: what ?? 'privilege' }];
};

const tokens = (targets: readonly JsonObject[]): string[] =>
  targets
    .filter((target) => /token/i.test(text(target.type) ?? ''))
    .flatMap((target) => known(target.id) ?? []);

const issuedToken: EffectOf = (_user, targets, actor) =>
  tokens(targets).map((credential) => ({
    kind: 'issued-credential',
    credential,
    alias: actor?.aliases[0] ?? null,
  }));

const revokedToken: EffectOf = (_user, targets) =>
  tokens(targets).map((credential) => ({ kind: 'revoked-credential', credential }));

/** A network zone or policy blocks the addresses that its name or its change details give, if it speaks of blocking at all. */
const blocked: EffectOf = (_user, targets, _actor, log) => {
  const said = JSON.stringify([targets, object(log.debugContext)]);
  if (!/block|deny|blacklist/i.test(said)) return [];
  return addressesIn(said).map((ip) => ({ kind: 'blocked-ip', ip }));
};

const EFFECTS: readonly (readonly [action: RegExp, effect: EffectOf])[] = [
  [/^user\.lifecycle\.create$/, onUser('created-account')],
  [/^user\.lifecycle\.(deactivate|suspend|delete\.\w+)$/, onUser('disabled-account')],
  [
    /^(group\.user_membership\.add|user\.account\.privilege\.grant|application\.user_membership\.add)$/,
    granted,
  ],
  [/^(user\.session\.clear|user\.account\.reset_password)$/, onUser('reset-credential')],
  [/^user\.mfa\.factor\.(reset_all|deactivate|suspend)$/, onUser('reset-credential')],
  [/^system\.api_token\.create$/, issuedToken],
  [/^system\.api_token\.revoke$/, revokedToken],
  [/^(zone|network_zone|policy\.rule|policy\.lifecycle)\./, blocked],
];

/** For an action that was not refused. */
export function effectsOf(
  action: string,
  log: JsonObject,
  targets: readonly JsonObject[],
  actor: Actor | null,
): Effect[] {
  const effect = EFFECTS.find(([pattern]) => pattern.test(action))?.[1];
  if (effect === undefined) return [];
  const user = targets.find((target) => isObject(target) && text(target.type) === 'User');
  return effect(user === undefined ? null : aliasOfUser(user), targets, actor, log);
}
