/** Writes CloudTrail records (event version 1.08) as a trail delivers them. */
import { isoSeconds } from '../clock.ts';
import type { Label, LogRecord, Stream, Written } from '../record.ts';
import type { Rng } from '../rng.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The object that CloudTrail calls userIdentity. */
export type UserIdentity = { readonly type: string } & { readonly [key: string]: Json };

export interface TrailEvent {
  readonly time: number;
  readonly identity: UserIdentity;
  /** `ec2` stands for `ec2.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly account: string;
  readonly region?: string;
  /** An address or, for what AWS does itself, a service's name. */
  readonly from: string;
  readonly userAgent: string;
  readonly request?: Json;
  readonly response?: Json;
  readonly error?: { readonly code: string; readonly message: string };
  /** A failed console sign-in has a message and no code. */
  readonly errorMessage?: string;
  readonly eventType?: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleSignIn';
  readonly additional?: Json;
  readonly resources?: Json;
}

const READS = /^(Get|List|Describe|Lookup|Head|Batch[GD]et|AssumeRole)/;

/** One record of the big case. */
export function trailRecord(
  random: Rng,
  event: TrailEvent & { readonly stream: Stream; readonly label?: Label },
): LogRecord {
  return { ...writeTrail(random, event), stream: event.stream, label: event.label ?? null };
}

/** One record of a trail. */
export function writeTrail(random: Rng, event: TrailEvent): Written {
  const region = event.region ?? 'us-east-1';
  const eventID = random.uuid();
  const direct = /^\d/.test(event.from) && event.eventType === undefined;
  const value = {
    eventVersion: '1.08',
    userIdentity: event.identity,
    eventTime: isoSeconds(event.time),
    eventSource: `${event.service}.amazonaws.com`,
    eventName: event.name,
    awsRegion: region,
    sourceIPAddress: event.from,
    userAgent: event.userAgent,
    ...(event.error === undefined ? {} : { errorCode: event.error.code, errorMessage: event.error.message }),
    ...(event.errorMessage === undefined ? {} : { errorMessage: event.errorMessage }),
    requestParameters: event.request ?? null,
    responseElements: event.response ?? null,
    ...(event.additional === undefined ? {} : { additionalEventData: event.additional }),
    ...(event.eventType === 'AwsConsoleSignIn' ? {} : { requestID: random.uuid() }),
    eventID,
    readOnly: READS.test(event.name),
    ...(event.resources === undefined ? {} : { resources: event.resources }),
    eventType: event.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: event.account,
    eventCategory: 'Management',
    ...(direct
      ? {
          tlsDetails: {
            tlsVersion: 'TLSv1.3',
            cipherSuite: 'TLS_AES_128_GCM_SHA256',
            clientProvidedHostHeader: `${event.service}.${region}.amazonaws.com`,
          },
        }
      : {}),
  };
  return {
    source: 'aws:cloudtrail',
    time: Math.floor(event.time / 1000) * 1000,
    text: JSON.stringify(value),
    nativeId: eventID,
  };
}

export function iamUser(
  account: string,
  name: string,
  principalId: string,
  accessKeyId: string,
): UserIdentity {
  return {
    type: 'IAMUser',
    principalId,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    accessKeyId,
    userName: name,
  };
}

interface RoleSession {
  readonly account: string;
  readonly role: string;
  /** `AROA…` of the role. */
  readonly roleId: string;
  readonly session: string;
  readonly accessKeyId: string;
  readonly created: number;
  readonly mfa?: boolean;
  /** `aws-reserved/sso.amazonaws.com/` for roles of the identity centre. */
  readonly path?: string;
}

export function assumedRole(one: RoleSession): UserIdentity {
  return {
    type: 'AssumedRole',
    principalId: `${one.roleId}:${one.session}`,
    arn: `arn:aws:sts::${one.account}:assumed-role/${one.role}/${one.session}`,
    accountId: one.account,
    accessKeyId: one.accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: one.roleId,
        arn: `arn:aws:iam::${one.account}:role/${one.path ?? ''}${one.role}`,
        accountId: one.account,
        userName: one.role,
      },
      webIdFederationData: {},
      attributes: {
        creationDate: isoSeconds(one.created),
        mfaAuthenticated: one.mfa === true ? 'true' : 'false',
      },
    },
  };
}

export function awsService(name: string): UserIdentity {
  return { type: 'AWSService', invokedBy: `${name}.amazonaws.com` };
}

/** How AWS says no: EC2 has its own word for it. */
export function denial(
  identity: UserIdentity,
  service: string,
  name: string,
): { code: string; message: string } {
  return {
    code: service === 'ec2' ? 'Client.UnauthorizedOperation' : 'AccessDenied',
    message: `User: ${String(identity.arn)} is not authorized to perform: ${service}:${name} because no identity-based policy allows the ${service}:${name} action`,
  };
}
