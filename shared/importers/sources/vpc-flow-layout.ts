/**
 * Names and orders of the fields of flow records. `version` is the highest version among the fields that somebody chose,
 * not the number of a layout: the order stands in a header row, or the analyst gives it, or it is a default layout.
 */

/** Fields by the version that brought them. */
const BY_VERSION: Readonly<Record<number, string>> = {
  2: 'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  3: 'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
  4: 'region az-id sublocation-type sublocation-id',
  5: 'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
  7:
    'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ' +
    'ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id',
  8: 'reject-reason',
  9: 'resource-id',
  10: 'encryption-status',
  11:
    'instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2 interface-type next-hop-interface-id ' +
    'next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type',
};

/** The default layout of a transit gateway's flow log (version 6): all of its fields. */
export const TRANSIT_GATEWAY = words(
  'version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id ' +
    'tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id ' +
    'tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type ' +
    'packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region ' +
    'flow-direction pkt-src-aws-service pkt-dst-aws-service',
);
export const VERSION_2 = words(BY_VERSION[2] ?? '');

const SPECIFIED = new Set([...Object.values(BY_VERSION).flatMap(words), ...TRANSIT_GATEWAY]);

/** Spellings of tables and tools that are more than another way to join the words of a name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  account: 'account-id',
  sourceaddress: 'srcaddr',
  destinationaddress: 'dstaddr',
  sourceport: 'srcport',
  destinationport: 'dstport',
  numpackets: 'packets',
  numbytes: 'bytes',
  starttime: 'start',
  endtime: 'end',
  status: 'log-status',
  traffictype: 'type',
};

/** `Account_ID`, `accountId` and `account-id` are one name. */
const BY_FOLDED = new Map([
  ...Object.entries(OTHER_NAMES),
  ...[...SPECIFIED].map((name) => [name.replaceAll('-', ''), name] as const),
]);

/** The name of a field as the specification writes it, or null: `${srcaddr}`, `SRC_ADDR`, `srcAddr`, `src-addr`. */
export function fieldName(written: string): string | null {
  const bare = written.replace(/^\$\{(.*)\}$/, '$1').toLowerCase();
  return BY_FOLDED.get(bare.replace(/[-_ .]/g, '')) ?? (bare.startsWith('@') ? bare : null);
}

/** The fields that events are made of. `@timestamp` and `@message` are the columns of Logs Insights. */
const USED = [
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'vpc-id',
  'subnet-id',
  'instance-id',
  'tcp-flags',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'flow-direction',
  'traffic-path',
  'ecs-cluster-name',
  'ecs-cluster-arn',
  'ecs-service-name',
  'ecs-task-id',
  'ecs-task-arn',
  'reject-reason',
  'resource-id',
  'tgw-id',
  'tgw-attachment-id',
  'tgw-src-vpc-id',
  'tgw-dst-vpc-id',
  'tgw-src-eni',
  'tgw-dst-eni',
  'packets-lost-no-route',
  'packets-lost-blackhole',
  'packets-lost-mtu-exceeded',
  'packets-lost-ttl-expired',
  '@timestamp',
  '@message',
] as const;
export type Field = (typeof USED)[number];

/** Where each field stands. */
export interface Layout {
  readonly width: number;
  /** -1 where the layout lacks the field. */
  readonly at: Readonly<Record<Field, number>>;
}

/** Names in any spelling, in the order of the fields. */
export function layoutOf(names: readonly string[]): Layout {
  const known = names.map(fieldName);
  const at = Object.fromEntries(USED.map((name) => [name, known.indexOf(name)])) as Layout['at'];
  return { width: names.length, at };
}

/** `${version} ${account-id}`, `version,account_id`: what the analyst says, or null when it names no address and no interface. */
export function givenLayout(format: string): Layout | null {
  const names = format.split(/[\s,;]+/).filter((name) => name !== '');
  const layout = layoutOf(names);
  const { srcaddr, dstaddr } = layout.at;
  return srcaddr >= 0 || dstaddr >= 0 || layout.at['interface-id'] >= 0 ? layout : null;
}

/** Whether words are a header row: names, most of them of the specification, and among them who talked to whom. */
export function isHeader(names: readonly string[]): boolean {
  if (names.length < 3 || names.some((name) => /^[-\d]/.test(name))) return false;
  const known = new Set(names.map(fieldName));
  known.delete(null);
  return known.size >= 3 && known.size * 2 > names.length && isFlow(known);
}

/** Whether names are those of a flow record: both ends, or an interface that tells of its silence. */
export function isFlow(known: ReadonlySet<string | null>): boolean {
  const ends =
    (known.has('srcaddr') && known.has('dstaddr')) || (known.has('pkt-srcaddr') && known.has('pkt-dstaddr'));
  const proof = ['start', 'end', 'action', 'log-status', 'interface-id', '@timestamp'].filter((name) =>
    known.has(name),
  ).length;
  return ends ? proof > 0 : known.has('interface-id') && known.has('log-status') && known.has('start');
}

/** `2 123456789012 eni-… … OK`: the default layout needs no header. */
export function isVersion2(fields: readonly string[]): boolean {
  return fields.length === 14 && fields[0] === '2' && isStatus(fields[13]);
}

/** `6 TransitGateway 123456789012 tgw-… …`: so does a transit gateway's. */
export function isTransitGateway(fields: readonly string[]): boolean {
  return (
    fields.length === TRANSIT_GATEWAY.length &&
    /^TransitGateway/.test(fields[1] ?? '') &&
    isStatus(fields[25])
  );
}

/** Whether a line that is longer than its layout nevertheless has times, verdict and status where the layout says. */
export function beginsAs(fields: readonly string[], { at, width }: Layout): boolean {
  const is = (name: Field, pattern: RegExp) => at[name] < 0 || pattern.test(fields[at[name]] ?? '');
  return (
    fields.length > width &&
    at.start >= 0 &&
    at.end >= 0 &&
    is('start', /^\d{9,10}$/) &&
    is('end', /^\d{9,10}$/) &&
    is('action', /^(ACCEPT|REJECT|-)$/) &&
    is('log-status', /^(OK|NODATA|SKIPDATA)$/)
  );
}

export function isStatus(field: string | undefined): boolean {
  return field === 'OK' || field === 'NODATA' || field === 'SKIPDATA';
}

/** What CloudWatch puts before a record when it exports to S3. */
export function isStamp(field: string | undefined): boolean {
  return field !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(field);
}

/** Words of a line, however they are separated. */
export function words(line: string): string[] {
  const clean = line.trim();
  const separator = clean.includes(' ') ? ' ' : clean.includes('\t') ? '\t' : clean.includes(',') ? ',' : ' ';
  const found = clean.split(separator);
  // Two separators in a row stand for nothing between spaces and for an empty cell elsewhere.
  return separator === ' ' ? found.filter((word) => word !== '') : found;
}

/**
 * For a line of an unknown layout: what the analyst must do, with the order that the documentation lists for that many
 * fields where the line fits it. Null: not a flow record at all.
 */
export function unknownLayout(line: string): string | null {
  const all = words(line);
  const fields = isStamp(all[0]) ? all.slice(1) : all;
  if (fields.length < 4 || !looksLikeFlow(fields)) return null;
  const likely = likelyFormat(fields);
  const example = likely ?? VERSION_2.slice(0, 3);
  const order = example.map((name) => `\${${name}}`).join(' ') + (likely === null ? ' …' : '');
  const hint = likely === null ? '' : ' (this order would fit, compare it with the flow log’s settings)';
  return (
    `AWS VPC flow log of ${fields.length} fields without a header row; their order does not stand in the file. ` +
    `Give it as the flow log was set up: --vpc-format '${order}'${hint}`
  );
}

function looksLikeFlow(fields: readonly string[]): boolean {
  const count = (pattern: RegExp) => fields.filter((field) => pattern.test(field)).length;
  const addresses = count(/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})$/i);
  const silent = count(/^(NODATA|SKIPDATA)$/) > 0;
  const proof =
    Math.min(1, count(/^(ACCEPT|REJECT)$/)) +
    Math.min(1, count(/^(OK|NODATA|SKIPDATA)$/)) +
    Math.min(1, count(/^(eni|tgw|vpc|subnet)-[0-9a-z-]+$/)) +
    Math.min(1, count(/^1\d{9}$/));
  return (addresses >= 2 || silent) && proof >= 2;
}

/** Fields of the first versions, in the order of the documentation, where there are as many and the first 14 look right. */
function likelyFormat(fields: readonly string[]): readonly string[] | null {
  if (fields.length === TRANSIT_GATEWAY.length && /^tgw-/.test(fields[3] ?? '') && isStatus(fields[25]))
    return TRANSIT_GATEWAY;
  const second = fields.slice(0, 14);
  const fits =
    /^\d{1,2}$/.test(second[0] ?? '') &&
    /^(eni-.*|-)$/.test(second[2] ?? '') &&
    /^\d{9,10}$/.test(second[10] ?? '') &&
    /^\d{9,10}$/.test(second[11] ?? '') &&
    /^(ACCEPT|REJECT|-)$/.test(second[12] ?? '') &&
    isStatus(second[13]);
  if (!fits) return null;
  const names: string[] = [];
  for (const version of Object.values(BY_VERSION)) {
    names.push(...words(version));
    if (names.length === fields.length) return names;
  }
  return null;
}
