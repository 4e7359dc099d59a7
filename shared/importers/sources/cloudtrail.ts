/**
 * AWS CloudTrail.
 * Reads: trail files `{"Records":[…]}`, several of them one after the other, and bare records in a JSON array or a
 * line each; management, data, network activity and Insights events.
 * Ignores: request and response parameters beyond targets and effects (they stay in the raw record). `sourceIPAddress`
 * is an address only where it parses as one; service names such as `cloudtrail.amazonaws.com` are none.
 * A failed console sign-in has no error code: it stands in the response.
 * Specification: AWS CloudTrail User Guide, "CloudTrail record contents", eventVersion 1.x.
 */
import { canonicalIp } from '../../base/ip.ts';
import { type ParsedTime, parseLocal } from '../../base/time.ts';
import type { Actor, Draft, Outcome, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { categoryLookup } from '../kit/actions.ts';
import { event, list, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';
import { effectsOfCall } from './cloudtrail-effects.ts';
import { actorOfIdentity, identityKey } from './cloudtrail-identity.ts';

export const cloudtrail: Importer = {
  version: 1,
  id: 'aws:cloudtrail',
  label: 'AWS CloudTrail',
  produces: ['aws:cloudtrail'],
  recognise,
  open: (_head, options) => new TrailReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  const isRecord = (record: JsonObject) =>
    'eventVersion' in record &&
    'eventTime' in record &&
    ('eventSource' in record || 'insightDetails' in record);
  const emptyTrail =
    head.envelope === 'Records' && head.topKeys.length === 1 && /\[\s*\]\s*\}\s*$/.test(head.text);
  if (!emptyTrail && !head.records.some(isRecord)) return null;
  if (head.envelope === 'Records') return { framing: 'json', shape: 'trail file {"Records":[…]}' };
  const array = head.text.trimStart().startsWith('[');
  return { framing: 'json', shape: array ? 'bare records, JSON array' : 'bare records, one after the other' };
}

/** Keys are `service:EventName`; patterns fall back on the verb with which AWS names its actions. */
const categoryOf = categoryLookup({
  exact: {
    's3:GetObject': 'export',
    's3:CopyObject': 'export',
    'ec2:ModifySnapshotAttribute': 'export',
    'ec2:GetPasswordData': 'credential',
    'ec2:SendSerialConsoleSSHPublicKey': 'credential',
    'ec2-instance-connect:SendSSHPublicKey': 'credential',
    'ssm:SendCommand': 'execute',
    'ssm:StartSession': 'execute',
    'sts:GetCallerIdentity': 'read',
    'iam:CreateLoginProfile': 'credential',
    'iam:UpdateLoginProfile': 'credential',
    'iam:DeleteLoginProfile': 'credential',
    'iam:AddUserToGroup': 'permission',
    'iam:RemoveUserFromGroup': 'permission',
    'iam:UpdateAssumeRolePolicy': 'permission',
  },
  patterns: [
    [
      /^(signin|sso|sso-oauth):|:(AssumeRole|GetSessionToken|GetFederationToken|GetRoleCredentials|ConsoleLogin)/,
      'authentication',
    ],
    [/:(Invoke|ExecuteCommand|ExecuteStatement|RunTask|StartQueryExecution)/, 'execute'],
    [/^iam:\w*(AccessKey|MFADevice|Credential|SigningCertificate|SSHPublicKey|Password)/, 'credential'],
    [
      /^iam:(Attach|Detach|Put|Delete|Create|Set)\w*Polic|:(Put|Delete)\w*Policy|:(Add|Remove)Permission/,
      'permission',
    ],
    [/^iam:(Create|Delete|Update|Tag|Untag)(User|Role|Group|ServiceLinkedRole|InstanceProfile)/, 'account'],
    [/:(Search|Lookup|StartQuery|Select)/, 'search'],
    [/:(Export|Download|Copy|Backup)/, 'export'],
    [/:(Get|List|Describe|Head|BatchGet|Decrypt|Query|Scan|Check|View|Read)/, 'read'],
    [
      /:(Create|Put|Update|Modify|Delete|Run|Start|Stop|Terminate|Reboot|Attach|Detach|Associate|Disassociate|Authorize|Revoke|Enable|Disable|Register|Deregister|Set|Tag|Untag|Replace|Add|Remove|Send|Change|Cancel|Generate|Restore|Import|Allocate|Release)/,
      'change',
    ],
  ],
});

/** `eventType` of Insights events, which name a call whose rate is unusual: the call itself did not happen here. */
const INSIGHT = 'AwsCloudTrailInsight';

class TrailReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();
  private readonly parseTime: (written: string) => ParsedTime;

  /** `timezone`: for times whose zone an export dropped; the source itself always writes `Z`. */
  constructor(timezone: string) {
    this.parseTime = (written) => parseLocal(written, timezone);
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const insight = object(log.insightDetails);
    const name = text(log.eventName) ?? (text(insight.eventName) === null ? null : INSIGHT);
    if (name === null) return wrongShape('no eventName');
    const { time, issues } = readTime(text(log.eventTime), this.parseTime);
    const service = (text(log.eventSource) ?? text(insight.eventSource) ?? '').replace(
      /\.amazonaws\.com$/,
      '',
    );
    const identity = object(log.userIdentity);
    const account = text(log.recipientAccountId) ?? text(identity.accountId);
    const request = object(log.requestParameters);
    const response = object(log.responseElements);
    const outcome = outcomeOf(log, response);
    const actor = this.actor(identity, text(object(log.additionalEventData).UserName));
    const call = { request, response, account: text(identity.accountId) ?? account, actor };
    const draft: Draft = {
      source: 'aws:cloudtrail',
      action: name,
      category: categoryOf(`${service}:${name}`),
      outcome,
      reason: text(log.errorCode) ?? (outcome === 'failure' ? text(log.errorMessage) : null),
      time,
      timeEnd: null,
      actor,
      srcIp: canonicalIp(text(log.sourceIPAddress) ?? ''),
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: [],
      userAgent: userAgentOf(text(log.userAgent)),
      session: null,
      credential: text(identity.accessKeyId),
      system: account === null ? null : `aws:${account}`,
      targets: targetsOf(log, request),
      // What was refused changed nothing.
      effects: outcome === 'failure' ? [] : effectsOfCall(name, call),
      bytes: bytesOf(object(log.additionalEventData)),
      nativeId: text(log.eventID),
    };
    return event(draft, issues);
  }

  private actor(identity: JsonObject, signInName: string | null): Actor | null {
    return this.actors.of(identityKey(identity, signInName), () => actorOfIdentity(identity, signInName));
  }
}

function outcomeOf(log: JsonObject, response: JsonObject): Outcome {
  if (text(log.errorCode) !== null) return 'failure';
  for (const key of ['ConsoleLogin', 'CheckMfa', 'SwitchRole', 'PasswordRecoveryRequested']) {
    const said = text(response[key]);
    if (said !== null) return /^success$/i.test(said) ? 'success' : 'failure';
  }
  if (text(log.errorMessage) !== null) return 'failure';
  return text(log.eventType) === INSIGHT ? 'unknown' : 'success';
}

/** S3 writes user agents in brackets. */
function userAgentOf(written: string | null): string | null {
  return written === null ? null : (/^\[(.*)\]$/s.exec(written)?.[1] ?? written);
}

function bytesOf(additional: JsonObject): number | null {
  const moved =
    Number(additional.bytesTransferredOut ?? Number.NaN) + Number(additional.bytesTransferredIn ?? 0);
  return Number.isSafeInteger(moved) && moved >= 0 ? moved : null;
}

/** Request parameters that name what a call acts on, in the order in which a reader wants them. */
const TARGET_PARAMETERS: readonly (readonly [parameter: string, type: string, isId?: 'id'])[] = [
  ['userName', 'user'],
  ['roleName', 'role'],
  ['roleArn', 'role'],
  ['groupName', 'group'],
  ['policyArn', 'policy'],
  ['policyName', 'policy'],
  ['bucketName', 'bucket'],
  ['key', 'object'],
  ['instanceId', 'instance', 'id'],
  ['functionName', 'function'],
  ['secretId', 'secret'],
  ['accessKeyId', 'access-key', 'id'],
  ['keyId', 'key', 'id'],
  ['groupId', 'security-group', 'id'],
  ['networkAclId', 'network-acl', 'id'],
  ['snapshotId', 'snapshot', 'id'],
  ['trailName', 'trail'],
  ['dBInstanceIdentifier', 'database'],
  ['stackName', 'stack'],
  ['name', 'resource'],
];
const MAX_TARGETS = 20;

function targetsOf(log: JsonObject, request: JsonObject): Target[] {
  const targets: Target[] = [];
  for (const [parameter, type, isId] of TARGET_PARAMETERS) {
    const named = text(request[parameter]);
    if (named === null) continue;
    if (named.startsWith('arn:')) targets.push({ type, id: named, name: lastPart(named) });
    else targets.push(isId ? { type, id: named, name: null } : { type, id: null, name: named });
  }
  for (const id of list(request.instanceIds).map(text)) {
    if (id !== null) targets.push({ type: 'instance', id, name: null });
  }
  const unusual = text(object(log.insightDetails).eventName);
  if (unusual !== null) targets.push({ type: 'api', id: null, name: unusual });
  for (const item of objects(object(request.instancesSet).items)) {
    const id = text(item.instanceId);
    if (id !== null) targets.push({ type: 'instance', id, name: null });
  }
  for (const resource of objects(log.resources)) {
    const arn = text(resource.ARN) ?? text(resource.arn);
    const native = text(resource.type) ?? text(resource.resourceType) ?? '';
    if (arn === null) continue;
    const type = native.slice(native.lastIndexOf(':') + 1).toLowerCase() || 'resource';
    const name = lastPart(arn);
    if (!targets.some((target) => target.type === type && (target.id === arn || target.name === name)))
      targets.push({ type, id: arn, name });
  }
  return targets.slice(0, MAX_TARGETS);
}

function lastPart(arn: string): string | null {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1) || null;
}
