/**
 * The one normalised event, field by field. Names follow the Elastic Common Schema (ECS 8) and OCSF 1.x where
 * they have a word for the thing; the native name always stands beside it.
 */
import type { Timestamp } from '../base/time.ts';

export { PRECISIONS, type Precision, type Timestamp } from '../base/time.ts';

/** Where a record came from. The order is stored as a number in case files: append, never reorder. */
export const SOURCE_TYPES = [
  'okta:system_log',
  'atlassian:jira',
  'atlassian:confluence',
  'atlassian:bitbucket',
  'aws:cloudtrail',
  'aws:vpcflow',
  'atlassian:org',
  'aws:elb',
  'web:har',
  'table:custom', // delimited text or JSON lines whose columns the analyst mapped
  'timesketch:timeline',
  'plaso:timeline',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** ECS `event.outcome`. An MFA `CHALLENGE` is neither success nor failure and is `unknown`. Stored as a number: append only. */
export const OUTCOMES = ['unknown', 'success', 'failure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What kind of thing acts. Stored as a number: append only. */
export const ACTOR_TYPES = ['unknown', 'human', 'service', 'role', 'token', 'system'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/**
 * A small closed set beside the native action, for lanes, filters and the chain. Stored as a number: append only.
 * - authentication: signing in, MFA, single sign-on, session start and end, assuming a role
 * - account: users, service accounts and roles made, changed, disabled, deleted
 * - permission: groups, grants, policies, global permissions
 * - credential: tokens, keys, factors issued, reset, revoked
 * - search: a query over content
 * - read: content or configuration looked at (ticket, page, repository, Describe*, List*, Get*)
 * - export: content taken out in bulk (archive, clone, space export, object download)
 * - change: content or configuration written
 * - execute: code run on a server (script console, plug-in installed, command sent)
 * - network: a flow or a request between addresses
 */
export const CATEGORIES = [
  'other',
  'authentication',
  'account',
  'permission',
  'credential',
  'search',
  'read',
  'export',
  'change',
  'execute',
  'network',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The names under which one identity is known. Values are lower-cased where the vendor ignores case (e-mail, login). */
export const ALIAS_KINDS = [
  'email', // lower case
  'login', // directory login (Atlassian, roster), lower case
  'display', // display name; shown, never a reason to merge
  'okta-id', // 00u…, 0oa…
  'atlassian-id', // Data Center user id or cloud account id
  'arn', // IAM user, role or root ARN
  'role-session', // arn:aws:sts::…:assumed-role/ROLE/SESSION
  'access-key', // AKIA… or ASIA…
  'account-id', // AWS account acting as a whole
  'service', // an AWS service principal or a system actor, e.g. `okta:system`
  'token', // id of an API token, of its owner
  'subject', // who an identity provider says it is, where that is no e-mail: SAML `<qualifier>:<subject>`
] as const;
export type AliasKind = (typeof ALIAS_KINDS)[number];

export interface Alias {
  readonly kind: AliasKind;
  readonly value: string;
}

/** Who did it, as this record says. Two records of one account have equal actors; joining actors is the resolver's work. */
export interface Actor {
  readonly type: ActorType;
  /** The source's own stable id (Okta `00u…`, Data Center user id, CloudTrail principalId), or null. */
  readonly id: string | null;
  /** The source's own login or name: what the vendor's console shows. Never empty. */
  readonly name: string;
  /** E-mail only where the source says so. */
  readonly email: string | null;
  /** Exact names of this actor, the strongest first. Equal aliases join identities; `display` never does. */
  readonly aliases: readonly Alias[];
}

/** What was acted upon. `type` is lower-case and free (`user`, `group`, `app`, `page`, `issue`, `repository`, `bucket`, `role`, …). */
export interface Target {
  readonly type: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** An address beside source and destination, with its part in the record (a proxy hop, the address inside a packet, one named in a rule). */
export interface RelatedIp {
  readonly ip: string;
  readonly role: 'proxy' | 'packet-source' | 'packet-destination' | 'mentioned';
}

/**
 * What a record says it changed about identities, credentials and reach: the edges of the attack chain.
 * `alias` names an identity, `credential` a token or key by its id, `ip` an address, `host` a domain.
 */
export type Effect =
  | { readonly kind: 'created-account'; readonly alias: Alias }
  | { readonly kind: 'disabled-account'; readonly alias: Alias }
  | { readonly kind: 'granted'; readonly alias: Alias; readonly what: string }
  | { readonly kind: 'issued-credential'; readonly credential: string; readonly alias: Alias | null }
  | { readonly kind: 'revoked-credential'; readonly credential: string }
  | { readonly kind: 'reset-credential'; readonly alias: Alias }
  | { readonly kind: 'blocked-ip'; readonly ip: string }
  | { readonly kind: 'ran-code'; readonly where: string; readonly hosts: readonly string[] };

/** What an importer makes of one record, before the store gives it identity, order and evidence. */
export interface Draft {
  readonly source: SourceType;
  /** Native action name, untouched (`user.session.start`, `ConsoleLogin`, `jira.auditing.user.created`, `ACCEPT`). */
  readonly action: string;
  readonly category: Category;
  readonly outcome: Outcome;
  /** The vendor's words for the outcome (`INVALID_CREDENTIALS`, `AccessDenied`), or null. */
  readonly reason: string | null;
  /** When it happened; for an interval its start. Null: undated, and it stays so. */
  readonly time: Timestamp | null;
  /** End of an interval (flows). */
  readonly timeEnd: Timestamp | null;
  readonly actor: Actor | null;
  /** IPv4 or IPv6 in canonical text, or null. Never a service name. */
  readonly srcIp: string | null;
  readonly srcPort: number | null;
  readonly dstIp: string | null;
  readonly dstPort: number | null;
  readonly relatedIps: readonly RelatedIp[];
  readonly userAgent: string | null;
  /** Native session id (Okta `externalSessionId`, …). */
  readonly session: string | null;
  /** Id of the credential used (API token id, access key id). */
  readonly credential: string | null;
  /** What the record happened on: host name of the product, `aws:<account>`, interface id. */
  readonly system: string | null;
  readonly targets: readonly Target[];
  readonly effects: readonly Effect[];
  /** Bytes moved, where the record counts them. */
  readonly bytes: number | null;
  /** The vendor's own id of the record; the key for recognising the same record in another export. */
  readonly nativeId: string | null;
  /** Id of the event in the case that this record was exported from (32 hex digits); only Throughline's own exports have one. */
  readonly statedId?: string;
}

/**
 * What a list says that is no event: who owns which account, when a credential was rotated. Kept beside the events with
 * its place in the evidence, for identities and exposure; counted in the ledger as ignored, with the reason that says so.
 */
export type Fact =
  | {
      readonly kind: 'person';
      /** Names of one person or account as the roster's columns give them. */
      readonly aliases: readonly Alias[];
      readonly display: string | null;
      /** Class as the roster says it (`employee`, `service account`, …), or null. */
      readonly type: ActorType | null;
      /** Every column as written, by its header. */
      readonly columns: readonly (readonly [name: string, value: string])[];
    }
  | {
      readonly kind: 'rotation';
      /** Id or name of the credential as the list writes it. */
      readonly credential: string;
      /** The account it belongs to, or null. */
      readonly owner: string | null;
      readonly system: string | null;
      /** Null: the list does not say. */
      readonly exposed: boolean | null;
      /** Null: never rotated, or not said; `columns` has what was written. */
      readonly rotated: Timestamp | null;
      readonly columns: readonly (readonly [name: string, value: string])[];
    };

/** Where an event stands in the evidence. `offset` and `length` are bytes in the decompressed file. */
export interface Evidence {
  readonly file: string;
  /** SHA-256 of the file as it lay on disk (still compressed), lower-case hex. */
  readonly sha256: string;
  /** 1-based ordinal of the record in its file; header row and blank lines are not records. */
  readonly record: number;
  readonly offset: number;
  readonly length: number;
}

/** A draft with its place in the case: what the store gives back. */
export interface StoredEvent extends Draft {
  /** Stable across imports, orders and machines: 32 hex characters from source type and native id (or the record's bytes). */
  readonly id: string;
  /** 0-based row in the case, in order of import; the key of every column. */
  readonly row: number;
  readonly evidence: Evidence;
  /** µs that the analyst's clock corrections added to `time` and `timeEnd`; absent where nothing was corrected. */
  readonly correctedBy?: number;
  /** Id of the resolved identity that acted, or null. */
  readonly identity: string | null;
}
