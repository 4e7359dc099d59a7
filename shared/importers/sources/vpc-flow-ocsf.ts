/**
 * Flow records as Amazon Security Lake keeps them, in the Open Cybersecurity Schema Framework (1.0.0-rc.2, 1.1, 1.5), made
 * into the fields that they were: the mapping of the framework's own examples, backwards. Where the packet's own address is
 * another than the interface's, the framework calls the packet's the end and the interface's an intermediate.
 */
import type { JsonObject } from '../importer.ts';
import { list, object, text } from '../kit/fields.ts';

/** Whether an object is such an event, and not that of another service. */
export function isOcsfFlow(value: JsonObject): boolean {
  const product = object(object(value.metadata).product);
  return text(product.name) === 'Amazon VPC' && 'class_uid' in value && 'connection_info' in value;
}

export function flowOfOcsf(value: JsonObject): JsonObject {
  const source = object(value.src_endpoint);
  const destination = object(value.dst_endpoint);
  const connection = object(value.connection_info);
  const unmapped = object(value.unmapped);
  const cloud = object(value.cloud);
  /** The interface is at the end that the flow log was taken at. */
  const own = (key: string) => said(source[key]) ?? said(destination[key]);
  return {
    version: text(object(object(value.metadata).product).version),
    account_id: text(object(cloud.account).uid) ?? text(cloud.account_uid),
    interface_id: own('interface_uid'),
    srcaddr: text(list(source.intermediate_ips)[0]) ?? text(source.ip),
    dstaddr: text(list(destination.intermediate_ips)[0]) ?? text(destination.ip),
    srcport: text(source.port),
    dstport: text(destination.port),
    protocol: text(connection.protocol_num),
    packets: text(object(value.traffic).packets),
    bytes: text(object(value.traffic).bytes),
    start: text(value.start_time) ?? text(value.start_time_dt) ?? text(value.time) ?? text(value.time_dt),
    end: text(value.end_time) ?? text(value.end_time_dt),
    action: verdictOf(value),
    log_status: text(value.status_code),
    vpc_id: own('vpc_uid'),
    subnet_id: own('subnet_uid'),
    instance_id: own('instance_uid'),
    tcp_flags: text(connection.tcp_flags),
    pkt_srcaddr: text(source.ip),
    pkt_dstaddr: text(destination.ip),
    pkt_src_aws_service: text(source.svc_name),
    pkt_dst_aws_service: text(destination.svc_name),
    flow_direction: DIRECTIONS.get(text(connection.direction) ?? '') ?? null,
    ecs_cluster_arn: text(unmapped.ecs_cluster_arn),
    ecs_cluster_name: text(unmapped.ecs_cluster_name),
    ecs_service_name: text(unmapped.ecs_service_name),
    ecs_task_arn: text(unmapped.ecs_task_arn),
    ecs_task_id: text(unmapped.ecs_task_id),
    reject_reason: text(unmapped.reject_reason),
  };
}

const DIRECTIONS: ReadonlyMap<string, string> = new Map([
  ['Inbound', 'ingress'],
  ['Outbound', 'egress'],
]);

function verdictOf({ action, disposition, activity_name }: JsonObject): string | null {
  for (const one of [action, disposition].map(text)) {
    if (one === 'Allowed') return 'ACCEPT';
    if (one === 'Denied' || one === 'Blocked') return 'REJECT';
  }
  return text(activity_name) === 'Refuse' ? 'REJECT' : null;
}

function said(value: unknown): string | null {
  const written = text(value);
  return written === '-' ? null : written;
}
