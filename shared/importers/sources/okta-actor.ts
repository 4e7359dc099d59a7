/** Who and what an Okta LogEvent names: actors, targets, addresses. */
import { canonicalIp, ipWithoutPort } from '../../base/ip.ts';
import type { Actor, ActorType, Alias, RelatedIp, Target } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { isEmail, objects, text } from '../kit/fields.ts';

/** Okta writes `unknown` (and for some fields `null` as a word) where it knows nothing. */
export function known(value: unknown): string | null {
  const written = text(value);
  return written === null || /^(unknown|null)$/i.test(written) ? null : written;
}

/** By the native type without case and spaces: Okta writes `IP address`, pipelines `IPAddress`. */
const ACTOR_TYPES = new Map<string, ActorType>([
  ['user', 'human'],
  ['systemprincipal', 'system'],
  ['publicclientapp', 'service'],
  ['publicclientappentity', 'service'],
  ['serviceclient', 'service'],
  ['appinstance', 'service'],
  ['agent', 'service'],
]);

export function actorOf(native: JsonObject): Actor | null {
  const id = known(native.id);
  const login = known(native.alternateId);
  const display = known(native.displayName);
  const nativeType = (text(native.type) ?? '').toLowerCase().replace(/\s/g, '');
  const type = ACTOR_TYPES.get(nativeType) ?? 'unknown';
  if (type === 'system') {
    const aliases: Alias[] = [{ kind: 'service', value: 'okta:system' }];
    const email = login !== null && isEmail(login) ? login.toLowerCase() : null;
    return { type, id, name: display ?? 'Okta System', email, aliases };
  }
  if (nativeType === 'ipaddress') return addressAsActor(id, login, display);
  // Logins of people are e-mails, whose case means nothing; client ids of applications are case-sensitive.
  const person = type === 'human' || type === 'unknown';
  const folded = person ? (login?.toLowerCase() ?? null) : null;
  if (folded !== null && id === null && mayBePassword(login!)) return WITHHELD;
  const name = folded ?? display ?? login ?? id;
  if (name === null) return null;
  const address = login?.toLowerCase() ?? '';
  const email = isEmail(address) ? address : null;
  const aliases: Alias[] = [];
  if (id !== null) aliases.push({ kind: 'okta-id', value: id });
  // The client id of an application, which another record may have as its id.
  if (type === 'service' && login !== null && login !== id && !isEmail(address))
    aliases.push({ kind: 'okta-id', value: login });
  if (email !== null) aliases.push({ kind: 'email', value: email });
  else if (folded !== null && type === 'human') aliases.push({ kind: 'login', value: folded });
  if (display !== null) aliases.push({ kind: 'display', value: display });
  return { type, id, name, email, aliases };
}

/** An address that did something before anybody signed in (`security.threat.detected`): it has no other names. */
function addressAsActor(id: string | null, login: string | null, display: string | null): Actor | null {
  const name = [id, login, display].find((one) => one !== null && canonicalIp(one) !== null);
  const fallback = name ?? display ?? login ?? id;
  return fallback === null ? null : { type: 'unknown', id: null, name: fallback, email: null, aliases: [] };
}

/**
 * Who tried to sign in with something that may be a password: Okta logs what was typed into the login field, and it knows
 * no such user. What was typed stays in the raw record and goes into no field, so that no export and no sentence repeats it.
 */
const WITHHELD: Actor = {
  type: 'human',
  id: null,
  name: 'unknown (what was typed as login may be a password)',
  email: null,
  aliases: [],
};

/**
 * Whether a typed login looks like a password: no e-mail, and either a character that logins do not have, or, without
 * any separator, capital and small letters mixed with digits.
 */
function mayBePassword(login: string): boolean {
  if (isEmail(login) || /^0oa/.test(login) || canonicalIp(login) !== null) return false;
  if (/[^\p{L}\p{M}\p{N}._@\\/+' -]/u.test(login)) return true;
  return (
    login.length >= 8 &&
    /^[^\s._@\\/-]*$/.test(login) &&
    /[A-Z]/.test(login) &&
    /[a-z]/.test(login) &&
    /\d/.test(login)
  );
}

const TARGET_TYPES = new Map([
  ['UserGroup', 'group'],
  ['AppInstance', 'app'],
]);

export function targetOf(native: JsonObject): Target {
  const nativeType = text(native.type) ?? 'unknown';
  const type = TARGET_TYPES.get(nativeType) ?? nativeType.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const id = known(native.id);
  const login = known(native.alternateId);
  const display = known(native.displayName);
  // The login in the app ties the account there to the user here; the display name is the user's own.
  if (nativeType === 'AppUser') return { type, id, name: login ?? display };
  if (nativeType !== 'User') return { type, id, name: display ?? login };
  if (id === null && login !== null && mayBePassword(login)) return { type, id, name: null };
  return { type, id, name: login?.toLowerCase() ?? display };
}

/** The alias that effects name a user by. The e-mail joins other sources, so it comes before Okta's own id here. */
export function aliasOfUser(user: JsonObject): Alias | null {
  const id = known(user.id);
  const login = known(user.alternateId);
  if (login !== null && (id !== null || !mayBePassword(login))) {
    const value = login.toLowerCase();
    return { kind: isEmail(value) ? 'email' : 'login', value };
  }
  return id === null ? null : { kind: 'okta-id', value: id };
}

/** Every hop that is not the client, in the order of the chain: `client.ipAddress` is what Okta chose from it. */
export function proxies(chain: unknown, srcIp: string | null): RelatedIp[] {
  const related: RelatedIp[] = [];
  for (const hop of objects(chain)) {
    const ip = ipWithoutPort(text(hop.ip) ?? '');
    if (ip !== null && ip !== srcIp && !related.some((one) => one.ip === ip))
      related.push({ ip, role: 'proxy' });
  }
  return related;
}
