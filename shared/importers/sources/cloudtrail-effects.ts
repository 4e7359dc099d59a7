/** What a successful CloudTrail call changed about identities, credentials and reach: one row per API action. */
import type { Actor, Alias, Effect } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { list, object, objects, text } from '../kit/fields.ts';
import { hostsIn, singleAddress } from '../kit/mentions.ts';
import { iamUserArn } from './cloudtrail-identity.ts';

interface Call {
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly account: string | null;
  readonly actor: Actor | null;
}

type EffectsOf = (call: Call) => Effect[];

/** The user a request names, by ARN: the response's own where it gives one. */
function userOf({ request, response, account }: Call): Alias | null {
  const name = text(request.userName);
  const arn = text(object(response.user).arn) ?? (name === null ? null : iamUserArn(account, name));
  return arn === null ? null : { kind: 'arn', value: arn };
}

function onUser(kind: 'created-account' | 'disabled-account' | 'reset-credential'): EffectsOf {
  return (call) => {
    const alias = userOf(call);
    return alias === null ? [] : [{ kind, alias }];
  };
}

const granted: EffectsOf = (call) => {
  const { request, account } = call;
  const what =
    text(request.policyArn) ?? text(request.policyName) ?? text(request.groupName) ?? text(request.roleName);
  const role = text(request.roleName);
  const roleArn = role === null || account === null ? null : `arn:aws:iam::${account}:role/${role}`;
  const alias = userOf(call) ?? (roleArn === null ? null : ({ kind: 'arn', value: roleArn } as const));
  return alias === null ? [] : [{ kind: 'granted', alias, what: what ?? 'policy' }];
};

/** Keys handed out by AssumeRole*, GetSessionToken, GetFederationToken, GetRoleCredentials and the like. */
const sessionKey: EffectsOf = ({ response }) => {
  const credential = text(object(response.credentials).accessKeyId);
  const arn = text(object(response.assumedRoleUser).arn) ?? text(object(response.federatedUser).arn);
  if (credential === null) return [];
  return [
    {
      kind: 'issued-credential',
      credential,
      alias: arn === null ? null : { kind: 'role-session', value: arn },
    },
  ];
};

const accessKey: EffectsOf = (call) => {
  const made = object(call.response.accessKey);
  const credential = text(made.accessKeyId);
  if (credential === null) return [];
  const name = text(made.userName);
  const arn = name === null ? null : iamUserArn(call.account, name);
  const alias: Alias | null =
    arn === null ? (userOf(call) ?? call.actor?.aliases[0] ?? null) : { kind: 'arn', value: arn };
  return [{ kind: 'issued-credential', credential, alias }];
};

const endedKey: EffectsOf = ({ request }) => {
  const credential = text(request.accessKeyId);
  return credential === null ? [] : [{ kind: 'revoked-credential', credential }];
};

const deniedByAcl: EffectsOf = ({ request }) => {
  if (!/^deny$/i.test(text(request.ruleAction) ?? '')) return [];
  return blocked([request.cidrBlock, request.ipv6CidrBlock]);
};

/** A WAF address set blocks unless its name says that it lets through. */
const ipSet: EffectsOf = ({ request }) => {
  if (/allow|trust|white/i.test(text(request.name) ?? '')) return [];
  const classic = objects(request.updates).map((update) => object(update.iPSetDescriptor).value);
  return blocked([...list(request.addresses), ...classic]);
};

function blocked(cidrs: readonly unknown[]): Effect[] {
  const effects: Effect[] = [];
  for (const cidr of cidrs) {
    const ip = singleAddress(text(cidr) ?? '');
    if (ip !== null) effects.push({ kind: 'blocked-ip', ip });
  }
  return effects;
}

const ranCode: EffectsOf = ({ request }) => {
  const where = [...list(request.instanceIds), request.instanceId, request.functionName, request.target];
  const parameters = object(request.parameters);
  return [
    {
      kind: 'ran-code',
      where:
        where
          .map(text)
          .filter((name) => name !== null)
          .join(', ') || 'unnamed target',
      hosts: hostsIn(list(parameters.commands).map(text).join('\n')),
    },
  ];
};

const EFFECTS: Readonly<Record<string, EffectsOf>> = {
  CreateUser: onUser('created-account'),
  DeleteUser: onUser('disabled-account'),
  DeleteLoginProfile: onUser('disabled-account'),
  CreateLoginProfile: onUser('reset-credential'),
  UpdateLoginProfile: onUser('reset-credential'),
  AttachUserPolicy: granted,
  PutUserPolicy: granted,
  AttachRolePolicy: granted,
  PutRolePolicy: granted,
  AddUserToGroup: granted,
  CreateAccessKey: accessKey,
  DeleteAccessKey: endedKey,
  UpdateAccessKey: (call) => (/^inactive$/i.test(text(call.request.status) ?? '') ? endedKey(call) : []),
  CreateNetworkAclEntry: deniedByAcl,
  ReplaceNetworkAclEntry: deniedByAcl,
  UpdateIPSet: ipSet,
  CreateIPSet: ipSet,
  SendCommand: ranCode,
  StartSession: ranCode,
};

export function effectsOfCall(eventName: string, call: Call): Effect[] {
  const effects = Object.hasOwn(EFFECTS, eventName) ? EFFECTS[eventName] : undefined;
  return effects === undefined ? sessionKey(call) : effects(call);
}
