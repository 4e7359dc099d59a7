/** Lines of vendor logs for large cases: as the vendors write them, cut to what a case of a million events needs to differ in. */
import { isoMillis, isoSeconds } from '../../sample-data/generate/clock.ts';

/** The logs that are written, one file of lines each. */
export type Log = 'okta' | 'jira' | 'cloudtrail' | 'flows';

export interface Line {
  readonly log: Log;
  readonly text: string;
}

/** Numbers in [0, 1) from a seed: the same case on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The n-th address of 10.0.0.0/8 (`inside`) or of the open internet from 23.0.0.0 on. */
export function address(n: number, inside = false): string {
  const high = inside ? 10 : 23 + ((n >>> 16) % 60);
  const second = inside ? (n >>> 16) & 255 : (n >>> 8) & 255;
  const third = inside ? (n >>> 8) & 255 : n & 255;
  const last = inside ? n & 255 : 1 + ((n >>> 22) % 250);
  return `${high}.${second}.${third}.${last}`;
}

interface Okta {
  readonly id: string;
  readonly time: number;
  readonly type: string;
  readonly login: string;
  readonly from: string;
  readonly agent: string;
  readonly session?: string;
  readonly failed?: boolean;
  /** Login of the account that the event is about. */
  readonly target?: string;
}

export function okta(of: Okta): Line {
  const user = (login: string) =>
    `{"id":"00u${login}","type":"User","alternateId":"${login}@corp.example","displayName":"${login}"}`;
  const session = of.session === undefined ? 'null' : `"${of.session}"`;
  return {
    log: 'okta',
    text: `{"uuid":"${of.id}","published":"${isoMillis(of.time)}","eventType":"${of.type}","version":"0","severity":"INFO","actor":${user(of.login)},"client":{"ipAddress":"${of.from}","userAgent":{"rawUserAgent":"${of.agent}","os":"Unknown","browser":"UNKNOWN"}},"authenticationContext":{"externalSessionId":${session}},"outcome":{"result":"${of.failed ? 'FAILURE' : 'SUCCESS'}","reason":null},"target":${of.target === undefined ? 'null' : `[${user(of.target)}]`}}`,
  };
}

interface Jira {
  readonly time: number;
  readonly login: string;
  readonly from: string;
  readonly ticket: number;
}

export function jira({ time, login, from, ticket }: Jira): Line {
  return {
    log: 'jira',
    text: `{"affectedObjects":[{"id":"${ticket}","name":"OPS-${ticket}","type":"ISSUE"}],"auditType":{"action":"Issue viewed","actionI18nKey":"jira.auditing.issue.viewed","area":"END_USER_ACTIVITY","category":"issues","categoryI18nKey":"jira.auditing.category.issues","level":"FULL"},"author":{"id":"JIRAUSER${login}","name":"${login}","type":"user"},"changedValues":[],"extraAttributes":[],"method":"Browser","source":"${from}","system":"https://jira.corp.example","timestamp":{"epochSecond":${Math.floor(time / 1000)},"nano":${(time % 1000) * 1_000_000}},"version":"1.0"}`,
  };
}

interface Trail {
  readonly id: string;
  readonly time: number;
  readonly role: string;
  readonly session: string;
  readonly key: string;
  readonly from: string;
  readonly agent: string;
  readonly name: string;
}

export function cloudTrail({ id, time, role, session, key, from, agent, name }: Trail): Line {
  const account = '481516234210';
  return {
    log: 'cloudtrail',
    text: `{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROA${role}:${session}","arn":"arn:aws:sts::${account}:assumed-role/${role}/${session}","accountId":"${account}","accessKeyId":"${key}"},"eventTime":"${isoSeconds(time)}","eventSource":"s3.amazonaws.com","eventName":"${name}","awsRegion":"us-east-1","sourceIPAddress":"${from}","userAgent":"${agent}","requestParameters":{"bucketName":"corp-data"},"responseElements":null,"eventID":"${id}","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"${account}"}`,
  };
}

interface Flow {
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly refused?: boolean;
}

export const FLOW_HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

export function flow({ time, from, to, fromPort, toPort, refused }: Flow): Line {
  const start = Math.floor(time / 1000);
  return {
    log: 'flows',
    text: `2 481516234210 eni-0a71a55ian000001 ${from} ${to} ${fromPort} ${toPort} 6 12 ${900 + (fromPort % 4000)} ${start} ${start + 40} ${refused ? 'REJECT' : 'ACCEPT'} OK`,
  };
}

/** A UUID that a number stands in. */
export function uuid(kind: number, n: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}
