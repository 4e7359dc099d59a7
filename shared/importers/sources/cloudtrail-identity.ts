/** CloudTrail `userIdentity` to an actor: one row per type of "CloudTrail userIdentity element" in the AWS guide. */
import type { Actor, ActorType, Alias } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { isEmail, object, text } from '../kit/fields.ts';

/** What AWS writes for a console sign-in with a name it does not know: many people, so nobody. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * The actor, or null where the record names nobody who could be told from others. A role session is its own actor:
 * the role behind it is shared by everyone who may assume it.
 */
export function actorOfIdentity(identity: JsonObject, signInName: string | null): Actor | null {
  const type = text(identity.type);
  const principal = text(identity.principalId);
  const arn = text(identity.arn);
  const account = text(identity.accountId);
  const userName = text(identity.userName);
  switch (type) {
    case 'IAMUser': {
      if (userName === HIDDEN || (userName === null && arn === null)) return null;
      const name = userName ?? lastPart(arn ?? '');
      return actor('human', principal, at(name, account), name, [
        ...aliasIf('arn', arn ?? iamUserArn(account, name)),
        ...longTermKey(identity),
      ]);
    }
    case 'Root':
      return actor('human', principal, at('root', account), null, [
        ...aliasIf('arn', arn ?? (account === null ? null : `arn:aws:iam::${account}:root`)),
        ...longTermKey(identity),
      ]);
    case 'AssumedRole': {
      const session = sessionName(arn, principal);
      const role = text(object(object(identity.sessionContext).sessionIssuer).userName) ?? roleName(arn);
      const name = [role, session].filter((part) => part !== null).join('/');
      if (name === '') return null;
      return actor('role', principal, name, session, aliasIf('role-session', arn ?? principal));
    }
    case 'FederatedUser': {
      const name = lastPart(arn ?? principal ?? '');
      return name === ''
        ? null
        : actor('role', principal, at(name, account), name, aliasIf('role-session', arn ?? principal));
    }
    case 'AWSAccount':
      if (account === null || account === 'ANONYMOUS_PRINCIPAL') return null;
      return actor('unknown', principal, account, null, [{ kind: 'account-id', value: account }]);
    case 'AWSService': {
      const service = text(identity.invokedBy);
      return service === null
        ? null
        : actor('system', principal, service, null, [{ kind: 'service', value: service }]);
    }
    case 'SAMLUser':
    case 'WebIdentityUser': {
      const name = userName ?? lastPart(principal ?? '');
      if (name === '') return null;
      return actor(
        type === 'SAMLUser' ? 'human' : 'role',
        principal,
        name,
        name,
        aliasIf('role-session', principal),
      );
    }
    case 'IdentityCenterUser': {
      const id = text(object(identity.onBehalfOf).userId);
      if (id === null && signInName === null) return null;
      return actor('human', id, signInName ?? id ?? '', signInName, [
        ...aliasIf('arn', id === null ? null : `arn:aws:identitystore:::user/${id}`),
      ]);
    }
    default: {
      const name = userName === HIDDEN ? null : (userName ?? arn);
      return name === null ? null : actor('unknown', principal, name, name, aliasIf('arn', arn));
    }
  }
}

/** Equal keys give equal actors: what the function above looks at. */
export function identityKey(identity: JsonObject, signInName: string | null): string {
  const issuer = object(object(identity.sessionContext).sessionIssuer);
  return [
    identity.type,
    identity.principalId,
    identity.arn,
    identity.accountId,
    identity.userName,
    identity.invokedBy,
    issuer.userName,
    object(identity.onBehalfOf).userId,
    longTermKey(identity)[0]?.value,
    signInName,
  ].join('\n');
}

/** The e-mail that a role session carries as its name (single sign-on) joins it to the other sources. */
function actor(
  type: ActorType,
  id: string | null,
  name: string,
  mayBeEmail: string | null,
  strong: Alias[],
): Actor {
  const folded = mayBeEmail?.toLowerCase() ?? '';
  const email = isEmail(folded) ? folded : null;
  const aliases: Alias[] = email === null ? strong : [...strong, { kind: 'email', value: email }];
  return {
    type,
    id,
    name,
    email,
    aliases: aliases.length === 0 ? [{ kind: 'display', value: name }] : aliases,
  };
}

function aliasIf(kind: Alias['kind'], value: string | null): Alias[] {
  return value === null ? [] : [{ kind, value }];
}

/** AKIA keys belong to one user for good; ASIA keys last for hours and stand in the credential field only. */
function longTermKey(identity: JsonObject): Alias[] {
  const key = text(identity.accessKeyId);
  return key?.startsWith('AKIA') ? [{ kind: 'access-key', value: key }] : [];
}

export function iamUserArn(account: string | null, name: string): string | null {
  return account === null ? null : `arn:aws:iam::${account}:user/${name}`;
}

function at(name: string, account: string | null): string {
  return account === null ? name : `${name}@${account}`;
}

/** `…:assumed-role/ROLE/SESSION`, or the part of the principal behind its colon. */
function sessionName(arn: string | null, principal: string | null): string | null {
  const fromArn = arn === null ? undefined : /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1];
  return fromArn ?? (principal?.includes(':') ? principal.slice(principal.indexOf(':') + 1) : null);
}

function roleName(arn: string | null): string | null {
  return arn === null ? null : (/:assumed-role\/([^/]+)/.exec(arn)?.[1] ?? null);
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
}
