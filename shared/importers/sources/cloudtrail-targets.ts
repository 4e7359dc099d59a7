/** What a CloudTrail record acts on, and the circumstances that have no field of their own: service, endpoint, second factor. */
import type { Target } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { list, object, objects, text } from '../kit/fields.ts';

/** Parameters that name what a call acts on, in the order in which a reader wants them. */
const PARAMETERS: readonly (readonly [parameter: string, type: string, isId?: 'id'])[] = [
  ['userName', 'user'],
  ['roleName', 'role'],
  ['roleArn', 'role'],
  ['role_name', 'role'],
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
  ['keyName', 'key-pair'],
  ['groupId', 'security-group', 'id'],
  ['networkAclId', 'network-acl', 'id'],
  ['snapshotId', 'snapshot', 'id'],
  ['volumeId', 'volume', 'id'],
  ['imageId', 'image', 'id'],
  ['vpcId', 'vpc', 'id'],
  ['subnetId', 'subnet', 'id'],
  ['trailName', 'trail'],
  ['detectorId', 'detector', 'id'],
  ['dBInstanceIdentifier', 'database'],
  ['dBClusterIdentifier', 'database'],
  ['dBSnapshotIdentifier', 'snapshot'],
  ['tableName', 'table'],
  ['queueUrl', 'queue'],
  ['topicArn', 'topic'],
  ['logGroupName', 'log-group'],
  ['cluster', 'cluster'],
  ['modelId', 'model'],
  ['instanceProfileName', 'instance-profile'],
  ['serialNumber', 'mfa-device', 'id'],
  ['permissionSetArn', 'permission-set'],
  ['targetPrincipal', 'account'],
  ['account_id', 'account', 'id'],
  ['stackName', 'stack'],
  ['documentName', 'document'],
  ['configurationRecorderName', 'recorder'],
  ['networkInterfaceId', 'network-interface', 'id'],
  ['name', 'resource'],
];

/** Parameters that name several things at once. */
const LISTS: readonly (readonly [parameter: string, type: string])[] = [
  ['instanceIds', 'instance'],
  ['secretIdList', 'secret'],
  ['names', 'parameter'],
];
const MAX_TARGETS = 20;

/** Services whose `userName` is that of an IAM user. */
const IAM = new Set(['iam', 'sts', 'signin', '']);

/** The parts of a record that name things. */
export interface Named {
  /** `iam`, `s3`, …; empty where the export leaves it out. */
  readonly service: string;
  readonly log: JsonObject;
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly additional: JsonObject;
  /** Services that the call came through, where the actor is not the service itself. */
  readonly services: readonly string[];
}

export function targetsOf({ service, log, request, response, additional, services }: Named): Target[] {
  const targets = new TargetList();
  const details = object(log.serviceEventDetails);
  for (const { named, rank } of parametersOf(request, details)) {
    const [, type, isId] = PARAMETERS[rank]!;
    // Other services have users of their own, who are none of IAM.
    const kind = type === 'user' && !IAM.has(service) ? 'directory-user' : type;
    targets.add(kind, named, isId === 'id');
  }
  for (const [parameter, type] of LISTS)
    for (const named of list(request[parameter])) targets.add(type, text(named), type === 'instance');
  if (request.targets !== undefined)
    for (const id of commandTargets(request)) targets.add('instance', id, true);
  addInstances(request.instancesSet, targets);
  addInstances(response.instancesSet, targets);
  targets.add('secret', text(additional.ARN), true);
  targets.add('user', text(additional.SwitchFrom), true);
  for (const resource of list(log.resources)) addResource(object(resource), targets);
  for (const from of services) targets.add(isServiceName(from) ? 'service' : 'source', from, false);
  targets.add('vpc-endpoint', text(log.vpcEndpointId), true);
  // Copies of one action that other accounts were given too have this id in common.
  targets.add('shared-event', text(log.sharedEventID), true);
  const mfa = text(additional.MFAUsed);
  if (mfa !== null) targets.add('mfa', /^yes$/i.test(mfa) ? 'with MFA' : 'without MFA', false);
  return targets.found;
}

interface Parameter {
  readonly named: string;
  /** Place in `PARAMETERS`. */
  readonly rank: number;
}

const RANKS: ReadonlyMap<string, number> = new Map(PARAMETERS.map(([parameter], rank) => [parameter, rank]));

/** The keys of a request are few, the parameters that name something many: so the keys are looked up, not the parameters. */
function parametersOf(...parts: readonly JsonObject[]): Parameter[] {
  const found: Parameter[] = [];
  for (const part of parts)
    for (const key in part) {
      const rank = RANKS.get(key);
      const named = rank === undefined ? null : text(part[key]);
      if (rank !== undefined && named !== null) found.push({ named, rank });
    }
  return found.length < 2 ? found : found.sort((a, b) => a.rank - b.rank);
}

function addInstances(set: unknown, targets: TargetList): void {
  for (const one of list(object(set).items)) {
    const item = object(one);
    targets.add('instance', text(item.instanceId), true);
    // Flow logs name the interface, not the instance.
    for (const part of list(object(item.networkInterfaceSet).items))
      targets.add('network-interface', text(object(part).networkInterfaceId), true);
  }
}

function addResource(resource: JsonObject, targets: TargetList): void {
  const native = text(resource.type) ?? text(resource.resourceType) ?? text(resource.ResourceType);
  const name =
    text(resource.ARN) ?? text(resource.arn) ?? text(resource.resourceName) ?? text(resource.ResourceName);
  if (name !== null) targets.add(resourceType(native), name, false);
}

/** Instances that `SendCommand` names by a key of its own instead of `instanceIds`. */
export function commandTargets(request: JsonObject): string[] {
  return objects(request.targets).flatMap(({ key, values }) =>
    /^instanceids$/i.test(text(key) ?? '') ? list(values).flatMap((id) => text(id) ?? []) : [],
  );
}

/** What `sourceIPAddress` and `invokedBy` hold for calls that AWS made itself. Everything else that is no address is as it is. */
export function isServiceName(source: string): boolean {
  return /^AWS Internal|\.(?:amazonaws\.com|aws\.internal|amazon\.com)(?:\.cn)?$/.test(source);
}

class TargetList {
  readonly found: Target[] = [];

  add(type: string, named: string | null, isId: boolean): void {
    if (named === null || this.found.length >= MAX_TARGETS) return;
    const isArn = named.startsWith('arn:');
    const target = isArn
      ? { type, id: named, name: lastPart(named) }
      : isId
        ? { type, id: named, name: null }
        : { type, id: null, name: named };
    const twice = this.found.some(
      (other) =>
        other.type === type &&
        (other.id === named || other.name === named || (isArn && other.name === target.name)),
    );
    if (!twice) this.found.push(target);
  }
}

/** `AWS::S3::Object` is `object`, `AWS::EC2::SecurityGroup` is `security-group`. */
function resourceType(native: string | null): string {
  if (native === null) return 'resource';
  const last = native.slice(native.lastIndexOf(':') + 1);
  return last.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase() || 'resource';
}

/** Of things whose names are paths (S3 objects, secrets, parameters) the whole; of others what follows the last separator. */
function lastPart(arn: string): string | null {
  const key =
    /^arn:[\w-]+:(?:s3:::[^/]+\/|secretsmanager:[^:]*:[^:]*:secret:|ssm:[^:]*:[^:]*:parameter\/)(.+)$/s.exec(
      arn,
    )?.[1];
  if (key !== undefined) return key;
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1) || null;
}
