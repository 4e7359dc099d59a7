/** Lines of load balancers: which kind each is, told by how it begins, and the field that a client can break. */

export type Kind = 'application' | 'network' | 'classic' | 'connection';

const ISO = String.raw`\d{4}-\d\d-\d\dT[\d:.]{8,20}`;
const ADDRESS = String.raw`(?:\[?[\da-fA-F:.]{2,45}\]?:\d{1,5}|-)`;
/** By how a line begins: its end may be cut off. */
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['application', new RegExp(`^(?:https?|h2|grpcs?|wss?) ${ISO}Z \\S{1,200} ${ADDRESS} ${ADDRESS} `)],
  ['network', new RegExp(`^tls \\d\\.\\d ${ISO}Z? \\S{1,200} \\S{1,200} ${ADDRESS} ${ADDRESS} `)],
  ['classic', new RegExp(`^${ISO}Z \\S{1,200} ${ADDRESS} ${ADDRESS} -?\\d[\\d.]* -?\\d`)],
  [
    'connection',
    new RegExp(`^${ISO}Z [\\da-fA-F:.]{2,45} \\d{1,5} \\d{1,5} \\S{1,40} \\S{1,80} \\S{1,20} "`),
  ],
];

export const SHAPES: Readonly<Record<Kind, string>> = {
  application: 'access log of an Application Load Balancer',
  network: 'access log of a Network Load Balancer (TLS)',
  classic: 'access log of a Classic Load Balancer',
  connection: 'connection log of an Application Load Balancer',
};

/** The kind of the first line that is one of them. */
export function firstKind(lines: readonly string[]): Kind | null {
  return lines.map((line) => kindOf(singleSpaced(line))).find((one) => one !== null) ?? null;
}

/** By how it begins; null where no load balancer writes so. */
export function kindOf(line: string): Kind | null {
  return KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? null;
}

/** AWS's own examples, and what is copied from them, have several blanks behind the type. */
export function singleSpaced(line: string): string {
  return line.replace(/^([a-z0-9]{2,5}) {2,20}/, '$1 ');
}

const AGENT = 13;
/** A user agent that quotes more than this is left as it is. */
const MAX_QUOTES = 20;

/**
 * A quote inside the user agent, before a blank, ends its field too early: it goes on until cipher, protocol and target
 * group follow. Null where they never do; then nothing behind the user agent is where it should be.
 */
export function realigned(fields: readonly string[]): readonly string[] | null {
  if (fields.length <= AGENT + 1) return fields;
  for (let end = AGENT; end < AGENT + MAX_QUOTES; end++) {
    const [cipher, protocol, group] = fields.slice(end + 1, end + 4);
    if (protocol === undefined) return null;
    if (!/^(?:-|[A-Z0-9_-]{3,60})$/.test(cipher ?? '') || !/^(?:-|(?:TLS|SSL)v[\d.]+)$/.test(protocol))
      continue;
    if (group !== undefined && group !== '-' && !group.startsWith('arn:')) continue;
    if (end === AGENT) return fields;
    return [...fields.slice(0, AGENT), fields.slice(AGENT, end + 1).join(' '), ...fields.slice(end + 1)];
  }
  return null;
}
