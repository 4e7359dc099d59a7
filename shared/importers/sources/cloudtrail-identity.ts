/** CloudTrail `userIdentity` to an actor: one row per type of "CloudTrail userIdentity element" in the AWS guide. */
import type { Actor, ActorType, Alias } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { isEmail, object, text } from '../kit/fields.ts';

/** Names that AWS writes for many people at once: shown, and never an alias that joins. */
const NOBODY = new Set(['HIDDEN_DUE_TO_SECURITY_REASONS', 'ANONYMOUS_PRINCIPAL', 'Anonymous']);

/** Id of a user in the directory of Identity Center; older directories put their own number before it. */
const DIRECTORY_ID = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What stands beside `userIdentity` and says who acted. */
export interface Beside {
  /** `additionalEventData.UserName`, written at sign-ins to Identity Center. */
  readonly signInName: string | null;
  /** The service in `sourceIPAddress`: who acted, where the identity is empty. */
  readonly sourceService: string | null;
}

/**
 * The actor, or null where the record names nobody. It is called what the console and `lookup-events` call it, so that
 * the same record has the same name in every export: the IAM user's name, `root`, the name of the role session. Account
 * and role stand in its aliases. A role session is its own actor: the role is shared by everyone who may assume it.
 */
export function actorOfIdentity(identity: JsonObject, { signInName, sourceService }: Beside): Actor | null {
  const type = text(identity.type);
  const principal = text(identity.principalId);
  const arn = text(identity.arn);
  const account = text(identity.accountId);
  const userName = text(identity.userName);
  if (userName !== null && NOBODY.has(userName)) return nobody(userName, principal);
  switch (type) {
    case 'IAMUser': {
      const name = userName ?? lastPart(arn) ?? principal;
      if (name === null) return null;
      const known = arn ?? (userName === null ? null : iamUserArn(account, userName));
      return actor('human', principal, name, emailOf(name), [
        ...aliasIf('arn', known),
        ...longTermKey(identity.accessKeyId),
      ]);
    }
    case 'Root':
      // `userName` is the alias of the account here, where it stands at all.
      return actor('human', principal, 'root', null, [
        ...aliasIf('arn', arn ?? (account === null ? null : `arn:aws:iam::${account}:root`)),
        ...longTermKey(identity.accessKeyId),
      ]);
    case 'AssumedRole':
    case 'FederatedUser':
      return sessionActor(identity, principal, arn);
    case 'Role': {
      const name = userName ?? lastPart(arn) ?? principal;
      return name === null ? null : actor('role', principal, name, null, aliasIf('arn', arn));
    }
    case 'AWSAccount':
      return foreignActor(principal, account);
    case 'AWSService': {
      const service = text(identity.invokedBy) ?? sourceService;
      return service === null ? null : serviceActor(service, principal);
    }
    case 'SAMLUser': {
      // `<name qualifier>:<subject>`; the qualifier is a digest of issuer and account.
      const name = userName ?? afterFirstColon(principal);
      if (name === null) return null;
      const subject = emailOf(name) === null ? aliasIf('subject', principal) : [];
      return actor('human', principal, name, emailOf(name), subject);
    }
    case 'WebIdentityUser':
      return webIdentityActor(principal, userName);
    case 'IdentityCenterUser': {
      const id = text(object(identity.onBehalfOf).userId);
      const name = userName ?? signInName ?? id;
      if (name === null) return null;
      if (NOBODY.has(name)) return nobody(name, id);
      return actor('human', id, name, emailOf(name), aliasIf('arn', directoryArn(id)));
    }
    default: {
      const name = userName ?? signInName ?? lastPart(arn) ?? (type === null ? null : principal);
      if (name !== null) {
        if (NOBODY.has(name)) return nobody(name, principal);
        // Before there was a type for them, users of Identity Center were unknown ones with their id as principal.
        const ofDirectory = principal !== null && DIRECTORY_ID.test(principal) ? principal : null;
        const directory = directoryArn(text(object(identity.onBehalfOf).userId) ?? ofDirectory);
        return actor(directory === null ? 'unknown' : 'human', principal, name, emailOf(name), [
          ...aliasIf('arn', arn),
          ...aliasIf('arn', directory),
        ]);
      }
      const service = text(identity.invokedBy) ?? sourceService;
      return service === null ? null : serviceActor(service, principal);
    }
  }
}

/**
 * The actor of an export that has a name and a key and no `userIdentity` (event history CSV, outer fields of
 * `lookup-events`). Whether a name is a user's or a role session's only the key tells.
 */
export function actorOfName(
  name: string | null,
  accessKey: string | null,
  sourceService: string | null,
): Actor | null {
  if (name === null) return sourceService === null ? null : serviceActor(sourceService, null);
  if (NOBODY.has(name)) return nobody(name, null);
  const key = longTermKey(accessKey);
  const isUser = key.length > 0 || name === 'root';
  return actor(isUser ? 'human' : 'unknown', null, name, emailOf(name), key);
}

/** Equal keys give equal actors: what the functions above look at. */
export function identityKey(identity: JsonObject, beside: Beside): string {
  const context = object(identity.sessionContext);
  const issuer = object(context.sessionIssuer);
  const values = [
    text(identity.type),
    text(identity.principalId),
    text(identity.arn),
    text(identity.accountId),
    text(identity.userName),
    text(identity.invokedBy),
    text(issuer.userName),
    text(issuer.arn),
    text(context.sourceIdentity),
    text(object(identity.onBehalfOf).userId),
    longTermKey(identity.accessKeyId)[0]?.value,
    beside.signInName,
    beside.sourceService,
  ];
  return values.join('\n');
}

/** ARN of an IAM user by name; null without the account. */
export function iamUserArn(account: string | null, name: string): string | null {
  return account === null || NOBODY.has(name) ? null : `arn:aws:iam::${account}:user/${name}`;
}

/** ARN of a user of the Identity Center directory, which has no account. */
export function directoryArn(userId: string | null): string | null {
  return userId === null ? null : `arn:aws:identitystore:::user/${userId}`;
}

/** The name of a role session as it stands in the ARN, or behind the colon of the principal. */
function sessionActor(identity: JsonObject, principal: string | null, arn: string | null): Actor | null {
  const context = object(identity.sessionContext);
  const issuer = object(context.sessionIssuer);
  const session = sessionName(arn) ?? afterFirstColon(principal);
  const name = session ?? text(issuer.userName) ?? lastPart(arn) ?? principal;
  if (name === null) return null;
  // Whoever assumes a role chooses the session's name; the source identity it cannot change.
  const email = emailOf(text(context.sourceIdentity)) ?? emailOf(session);
  const source = text(context.sourceIdentity);
  return actor('role', principal, name, email, [
    ...aliasIf('role-session', arn ?? (session === null ? null : principal)),
    ...aliasIf('arn', text(issuer.arn)),
    ...aliasIf('display', source === name || emailOf(source) !== null ? null : source),
  ]);
}

/** A caller of another account: of a role session the principal has the name, of all others nothing but ids is said. */
function foreignActor(principal: string | null, account: string | null): Actor | null {
  if (account !== null && NOBODY.has(account)) return nobody(account, principal);
  const session = afterFirstColon(principal);
  const name = session ?? account ?? principal;
  if (name === null) return null;
  const accountAlias = aliasIf('account-id', account);
  if (session === null) return actor('unknown', principal, name, null, accountAlias);
  // The account comes second where a name is known: it qualifies the name and joins nobody.
  const named = actor('unknown', principal, name, emailOf(session), []);
  return { ...named, aliases: [...named.aliases, ...accountAlias] };
}

/** Subjects that name a workload: a Kubernetes service account, a pipeline of a repository. */
const WORKLOAD = /^(?:system:serviceaccount:|repo:|project_path:|organization:|pipeline:)/;

function webIdentityActor(principal: string | null, userName: string | null): Actor | null {
  const name = userName ?? lastPart(principal);
  if (name === null) return null;
  if (!WORKLOAD.test(name)) {
    const subject = emailOf(name) === null ? aliasIf('subject', principal) : [];
    return actor('unknown', principal, name, emailOf(name), subject);
  }
  // Two clusters may have the same service account: only provider and subject together are one.
  return actor('service', principal, name, null, aliasIf('service', principal));
}

function serviceActor(service: string, principal: string | null): Actor {
  return actor('system', principal, service, null, [{ kind: 'service', value: service }]);
}

function nobody(name: string, principal: string | null): Actor {
  return actor('unknown', principal, name, null, []);
}

function actor(
  type: ActorType,
  id: string | null,
  name: string,
  email: string | null,
  strong: readonly Alias[],
): Actor {
  const aliases: Alias[] = email === null ? [...strong] : [...strong, { kind: 'email', value: email }];
  if (aliases.length === 0) aliases.push({ kind: 'display', value: name });
  return { type, id, name, email, aliases };
}

/** The join key to the other sources: lower case, as they write it. */
function emailOf(name: string | null): string | null {
  const folded = name?.toLowerCase() ?? '';
  return isEmail(folded) ? folded : null;
}

function aliasIf(kind: Alias['kind'], value: string | null): Alias[] {
  return value === null ? [] : [{ kind, value }];
}

/** AKIA keys belong to one user for good; ASIA keys last for hours and stand in the credential field only. */
function longTermKey(written: unknown): Alias[] {
  const key = text(written);
  return key?.startsWith('AKIA') ? [{ kind: 'access-key', value: key }] : [];
}

/** `…:assumed-role/ROLE/SESSION` and `…:federated-user/NAME`. */
function sessionName(arn: string | null): string | null {
  if (arn === null) return null;
  return /:(?:assumed-role\/[^/]+|federated-user)\/(.+)$/s.exec(arn)?.[1] ?? null;
}

function afterFirstColon(principal: string | null): string | null {
  if (principal === null) return null;
  const colon = principal.indexOf(':');
  return colon < 0 ? null : principal.slice(colon + 1) || null;
}

function lastPart(path: string | null): string | null {
  if (path === null) return null;
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1) || null;
}
