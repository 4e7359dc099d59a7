/** What a successful CloudTrail call changed about identities, credentials and reach: one row per API action. */
import type { Actor, Alias, Effect } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { list, object, objects, text } from '../kit/fields.ts';
import { hostsIn, singleAddress } from '../kit/mentions.ts';
import { directoryArn, iamUserArn } from './cloudtrail-identity.ts';
import { commandTargets } from './cloudtrail-targets.ts';

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

/** The role a request names, by ARN: the response's own, which has the path, where it gives one. */
function roleOf({ request, response, account }: Call): Alias | null {
  const name = text(request.roleName);
  const arn =
    text(object(response.role).arn) ??
    (name === null || account === null ? null : `arn:aws:iam::${account}:role/${name}`);
  return arn === null ? null : { kind: 'arn', value: arn };
}

type OnAccount = 'created-account' | 'disabled-account' | 'reset-credential';

function on(named: (call: Call) => Alias | null, kind: OnAccount): EffectsOf {
  return (call) => {
    const alias = named(call);
    return alias === null ? [] : [{ kind, alias }];
  };
}

/** Requests without a user name are about the caller: `ChangePassword`, `CreateAccessKey`. */
const userOrCaller = (call: Call): Alias | null =>
  userOf(call) ?? call.actor?.aliases.find((alias) => alias.kind === 'arn') ?? null;

const granted: EffectsOf = (call) => {
  const { request } = call;
  const what =
    text(request.policyArn) ?? text(request.policyName) ?? text(request.groupName) ?? text(request.roleName);
  const alias = userOf(call) ?? roleOf(call);
  return alias === null ? [] : [{ kind: 'granted', alias, what: what ?? 'policy' }];
};

/** Who may assume the role was written anew. */
const trusted: EffectsOf = (call) => {
  const alias = roleOf(call);
  return alias === null ? [] : [{ kind: 'granted', alias, what: 'trust policy' }];
};

/** Identity Center gives a user of its directory a permission set in an account. */
const assigned: EffectsOf = ({ request }) => {
  const user = /^user$/i.test(text(request.principalType) ?? '') ? text(request.principalId) : null;
  const arn = directoryArn(user);
  return arn === null
    ? []
    : [
        {
          kind: 'granted',
          alias: { kind: 'arn', value: arn },
          what: text(request.permissionSetArn) ?? 'permission set',
        },
      ];
};

/**
 * Keys handed out by AssumeRole*, GetSessionToken, GetFederationToken (`credentials`), GetRoleCredentials of Identity Center
 * (`roleCredentials`) and CreateSession of Roles Anywhere (`credentialSet`).
 */
const sessionKey: EffectsOf = ({ response }) => {
  const { credentials, roleCredentials, credentialSet } = response;
  if (credentials === undefined && roleCredentials === undefined && credentialSet === undefined) return [];
  return [response, ...objects(credentialSet)].flatMap((from): Effect[] => {
    const credential =
      text(object(from.credentials).accessKeyId) ?? text(object(from.roleCredentials).accessKeyId);
    const arn = text(object(from.assumedRoleUser).arn) ?? text(object(from.federatedUser).arn);
    if (credential === null) return [];
    return [
      {
        kind: 'issued-credential',
        credential,
        alias: arn === null ? null : { kind: 'role-session', value: arn },
      },
    ];
  });
};

const accessKey: EffectsOf = (call) => {
  const made = object(call.response.accessKey);
  const credential = text(made.accessKeyId);
  if (credential === null) return [];
  const name = text(made.userName);
  const arn = name === null ? null : iamUserArn(call.account, name);
  const alias: Alias | null = arn === null ? userOrCaller(call) : { kind: 'arn', value: arn };
  return [{ kind: 'issued-credential', credential, alias }];
};

/** Passwords for Git and Cassandra, SSH keys and certificates of a user: they work without any access key. */
const otherCredential: EffectsOf = (call) => {
  const { serviceSpecificCredential, sSHPublicKey, certificate } = call.response;
  const credential =
    text(object(serviceSpecificCredential).serviceSpecificCredentialId) ??
    text(object(sSHPublicKey).sSHPublicKeyId) ??
    text(object(certificate).certificateId);
  return credential === null ? [] : [{ kind: 'issued-credential', credential, alias: userOrCaller(call) }];
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
  const where = [
    ...list(request.instanceIds),
    ...commandTargets(request),
    request.instanceId,
    request.functionName,
    request.target,
    request.task,
  ];
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

const EFFECTS: ReadonlyMap<string, EffectsOf> = new Map([
  ['iam:CreateUser', on(userOf, 'created-account')],
  ['iam:DeleteUser', on(userOf, 'disabled-account')],
  ['iam:CreateRole', on(roleOf, 'created-account')],
  ['iam:DeleteRole', on(roleOf, 'disabled-account')],
  ['iam:DeleteLoginProfile', on(userOf, 'disabled-account')],
  ['iam:CreateLoginProfile', on(userOrCaller, 'reset-credential')],
  ['iam:UpdateLoginProfile', on(userOrCaller, 'reset-credential')],
  ['iam:ChangePassword', on(userOrCaller, 'reset-credential')],
  ['iam:DeactivateMFADevice', on(userOrCaller, 'reset-credential')],
  ['iam:AttachUserPolicy', granted],
  ['iam:PutUserPolicy', granted],
  ['iam:AttachRolePolicy', granted],
  ['iam:PutRolePolicy', granted],
  ['iam:AddUserToGroup', granted],
  ['iam:UpdateAssumeRolePolicy', trusted],
  ['sso:CreateAccountAssignment', assigned],
  ['iam:CreateAccessKey', accessKey],
  ['iam:CreateServiceSpecificCredential', otherCredential],
  ['iam:UploadSSHPublicKey', otherCredential],
  ['iam:UploadSigningCertificate', otherCredential],
  ['iam:DeleteAccessKey', endedKey],
  [
    'iam:UpdateAccessKey',
    (call: Call) => (/^inactive$/i.test(text(call.request.status) ?? '') ? endedKey(call) : []),
  ],
  ['ec2:CreateNetworkAclEntry', deniedByAcl],
  ['ec2:ReplaceNetworkAclEntry', deniedByAcl],
  ['wafv2:UpdateIPSet', ipSet],
  ['wafv2:CreateIPSet', ipSet],
  ['waf:UpdateIPSet', ipSet],
  ['waf-regional:UpdateIPSet', ipSet],
  ['ssm:SendCommand', ranCode],
  ['ssm:StartSession', ranCode],
  ['ecs:ExecuteCommand', ranCode],
]);

/** `call` is `service:EventName`, since several services have a `CreateUser` of their own. */
export function effectsOfCall(action: string, call: Call): Effect[] {
  return (EFFECTS.get(action) ?? sessionKey)(call);
}
