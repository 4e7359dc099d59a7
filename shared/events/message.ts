/** One sentence for each event, from its fields alone: the same event always reads the same. */
import { truncateMiddle } from '../base/text.ts';
import { atlassianDeed } from './atlassian-deed.ts';
import type { Draft, SourceType, Target } from './event.ts';
import { requestMessage } from './request-words.ts';
import { SENTENCES, type Sentence } from './sentences.ts';
import { atlassianWords } from './sentences-atlassian.ts';

const MAX_NAME = 80;
/** A sentence that another tool wrote may be longer than a name; beyond this its middle is left out. */
const MAX_MESSAGE = 500;

const PRODUCTS: Readonly<Record<SourceType, string>> = {
  'okta:system_log': 'Okta',
  'atlassian:jira': 'Jira',
  'atlassian:confluence': 'Confluence',
  'atlassian:bitbucket': 'Bitbucket',
  'aws:cloudtrail': 'AWS',
  'aws:vpcflow': 'VPC',
  'atlassian:org': 'Atlassian',
  'aws:elb': 'load balancer',
  'web:har': 'browser',
  'table:custom': 'custom log',
  'timesketch:timeline': 'Timesketch',
  'plaso:timeline': 'plaso',
};

/** Timelines and tables whose rows bring a sentence of their own, kept as the target `message`. */
const HAS_MESSAGES: ReadonlySet<SourceType> = new Set([
  'table:custom',
  'timesketch:timeline',
  'plaso:timeline',
]);

/** `smartsheet-svc created the user tandrews in Jira from 193.142.58.126`. Plain text; escape it where it is shown. */
export function messageOf(event: Draft): string {
  if (event.source === 'aws:vpcflow') return flowMessage(event);
  const written = HAS_MESSAGES.has(event.source)
    ? event.targets.find((target) => target.type === 'message')?.name
    : undefined;
  if (written) return truncateMiddle(written.replace(/\s+/g, ' ').trim(), MAX_MESSAGE);
  const sentence = findSentence(event);
  return (
    (sentence !== null ? filled(sentence, event) : null) ??
    requestMessage(event, who(event), PRODUCTS[event.source]) ??
    plainMessage(event)
  );
}

/** The name under which a source is spoken of: `Okta`, `Jira`, `AWS`, … */
export function productName(source: SourceType): string {
  return PRODUCTS[source];
}

/** `4.2 kB`: decimal units, as network tools count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

function findSentence(event: Draft): Sentence | null {
  const vendor = event.source.slice(0, event.source.indexOf(':'));
  const byAction = SENTENCES[vendor];
  return byAction !== undefined && Object.hasOwn(byAction, event.action)
    ? (byAction[event.action] ?? null)
    : null;
}

/** Null when the event lacks something that the sentence names. */
function filled(sentence: Sentence, event: Draft): string | null {
  const failed = event.outcome === 'failure';
  const open = event.outcome === 'unknown' ? sentence.open : undefined;
  const template = (failed ? sentence.failed : open) ?? sentence.done;
  let complete = true;
  const text = template.replace(
    /\{([\w-]+)(\?)?\}/g,
    (_, slot: string, optional: string | undefined, at: number) => {
      const value = slotValue(slot, event);
      if (value === null && optional === undefined) complete = false;
      return value === NOBODY && slot === 'who' && at > 0 ? NOBODY.toLowerCase() : (value ?? '');
    },
  );
  if (!complete) return null;
  const said = text.replace(/ {2,}/g, ' ').trim() + fromText(event);
  return failed && sentence.failed === undefined
    ? `${said}${refusal(event)}`
    : `${said}${failed ? because(event) : ''}`;
}

/** `{who}`, `{product}`, `{where}`, `{granted}`, `{receiver}` (a user or a group), or the name of the first target of that type: `{user}`, `{group}`, … */
function slotValue(slot: string, event: Draft): string | null {
  switch (slot) {
    case 'who':
      return who(event);
    case 'product':
      return PRODUCTS[event.source];
    case 'target':
      return nameOf(mainTarget(event));
    case 'account':
      return event.system?.replace(/^aws:/, 'AWS account ') ?? null;
    case 'granted': {
      const granted = event.effects.find((effect) => effect.kind === 'granted');
      return granted === undefined ? null : shortName(granted.what);
    }
    case 'issued': {
      const issued = event.effects.find((effect) => effect.kind === 'issued-credential');
      return issued?.credential ?? null;
    }
    case 'blocked': {
      const blocked = event.effects
        .filter((effect) => effect.kind === 'blocked-ip')
        .map((effect) => effect.ip);
      return blocked.length === 0 ? null : blocked.join(', ');
    }
    case 'receiver':
      return nameOf(event.targets.find(({ type }) => type === 'user' || type === 'group'));
    case 'calls': {
      const ran = event.effects.find((effect) => effect.kind === 'ran-code');
      return ran === undefined || ran.hosts.length === 0 ? null : `that names ${ran.hosts.join(', ')}`;
    }
    default:
      return nameOf(event.targets.find((target) => target.type === slot));
  }
}

function who(event: Draft): string {
  if (event.actor !== null) return truncateMiddle(event.actor.name, MAX_NAME);
  return event.credential !== null ? `credential ${event.credential}` : NOBODY;
}

/** At the beginning of a sentence. */
const NOBODY = 'Someone';

function nameOf(target: Target | undefined): string | null {
  const name = target?.name ?? target?.id ?? null;
  return name === null ? null : truncateMiddle(name.replace(/\s+/g, ' '), MAX_NAME);
}

/** The last part of a policy's ARN says what it grants. */
function shortName(what: string): string {
  return truncateMiddle(what.startsWith('arn:') ? what.slice(what.lastIndexOf('/') + 1) : what, MAX_NAME);
}

/** Targets of CloudTrail that say how a call came, not on what it was made. */
const CIRCUMSTANCES = new Set(['service', 'source', 'vpc-endpoint', 'shared-event', 'mfa']);

function mainTarget(event: Draft): Target | undefined {
  if (event.source !== 'aws:cloudtrail') return event.targets[0];
  return event.targets.find((target) => !CIRCUMSTANCES.has(target.type));
}

/** From where: the address, or the AWS service through which the call came. */
function fromText(event: Draft): string {
  if (event.srcIp !== null) return ` from ${event.srcIp}`;
  if (event.source !== 'aws:cloudtrail') return '';
  const through = nameOf(event.targets.find((target) => target.type === 'service'));
  return through === null ? '' : ` through ${through}`;
}

function because(event: Draft): string {
  return event.reason === null ? '' : `: ${truncateMiddle(event.reason, MAX_NAME)}`;
}

function refusal(event: Draft): string {
  return event.reason === null ? ', refused' : `, refused: ${truncateMiddle(event.reason, MAX_NAME)}`;
}

/** For actions without a sentence of their own: who, the action's native name, on what, where, from where. */
function plainMessage(event: Draft): string {
  const main = mainTarget(event);
  const target = nameOf(main);
  const kind = main?.type ?? '';
  const on = target === null ? '' : ` on ${kind} ${target}`;
  const failed = event.outcome === 'failure' ? refusal(event) : '';
  const does = event.source === 'aws:cloudtrail' ? ' called' : ':';
  const ours = event.source.startsWith('atlassian:');
  const action = ours ? atlassianWords(event.action) : event.action;
  const deed = ours && action.length <= MAX_NAME ? atlassianDeed(action, event.targets) : null;
  if (deed !== null) return `${who(event)} ${deed} in ${PRODUCTS[event.source]}${fromText(event)}${failed}`;
  return `${who(event)}${does} ${truncateMiddle(action, MAX_NAME)}${on} in ${PRODUCTS[event.source]}${fromText(event)}${failed}`;
}

function flowMessage(event: Draft): string {
  const where = event.system ?? 'the interface';
  if (event.srcIp === null && event.dstIp === null) {
    if (event.action === 'NODATA') return `No traffic at ${where}`;
    if (event.action === 'SKIPDATA') return `Flow records of ${where} were lost`;
  }
  const protocol = event.targets.find((target) => target.type === 'protocol');
  const named = protocol === undefined ? '' : (protocol.name ?? `protocol ${protocol.id}`);
  const verdict = {
    success: 'accepted',
    failure: 'rejected',
    unknown: GAPS.get(event.action) ?? event.action,
  }[event.outcome];
  const size = event.bytes === null ? '' : `, ${formatBytes(event.bytes)}`;
  const said = [
    endpoint(event.srcIp, event.srcPort),
    '→',
    endpoint(event.dstIp, event.dstPort),
    named,
    verdict,
  ];
  const text = said.filter((part) => part !== '').join(' ') + size + packetEnds(event);
  return event.reason === null ? text : `${text}; ${truncateMiddle(event.reason, MAX_NAME)}`;
}

/** What a flow is that the log could not judge, by its status. */
const GAPS: ReadonlyMap<string, string> = new Map([
  ['NODATA', 'without data'],
  ['SKIPDATA', 'with records lost'],
]);

/** Behind a NAT or transit gateway: who sent the packets, and to whom. */
function packetEnds(event: Draft): string {
  const part = (role: 'packet-source' | 'packet-destination', word: string) => {
    const related = event.relatedIps.find((one) => one.role === role);
    return related === undefined ? '' : `, packets ${word} ${related.ip}`;
  };
  return part('packet-source', 'from') + part('packet-destination', 'to');
}

function endpoint(ip: string | null, port: number | null): string {
  if (ip === null) return '?';
  if (port === null || port === 0) return ip;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
