/** Writes Okta System Log events (LogEvent, API version 0) as the polling API delivers them. */
import type { Address } from '../addresses.ts';
import { isoMillis } from '../clock.ts';
import type { Label, LogRecord, Written } from '../record.ts';
import type { Rng } from '../rng.ts';

export interface OktaActor {
  readonly id: string;
  readonly type: 'User' | 'SystemPrincipal' | 'PublicClientApp';
  readonly alternateId: string;
  readonly displayName: string;
}

export interface OktaTarget {
  readonly id: string;
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}

export interface OktaEvent {
  readonly time: number;
  readonly eventType: OktaEventType;
  readonly actor: OktaActor;
  /** Null for what Okta does by itself. */
  readonly client: { readonly address: Address; readonly userAgent: string } | null;
  /** Further hops behind the client, nearest first. */
  readonly hops?: readonly Address[];
  readonly result?: 'SUCCESS' | 'FAILURE' | 'ALLOW' | 'DENY' | 'CHALLENGE';
  readonly reason?: string;
  readonly targets?: readonly OktaTarget[];
  readonly session?: string;
  readonly deviceHash?: string;
  readonly risk?: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly requestUri?: string;
  readonly apiTokenId?: string;
}

/** displayMessage, legacyEventType and severity of every event type used here. */
const EVENT_TYPES = {
  'user.session.start': ['User login to Okta', 'core.user_auth.login_success', 'INFO'],
  'user.session.end': ['User logout from Okta', 'core.user_auth.logout_success', 'INFO'],
  'user.session.access_admin_app': ['User accessing Okta admin app', 'app.admin.sso.login.success', 'INFO'],
  'user.session.clear': ['Clear user session', 'core.user.session.clear', 'INFO'],
  'user.authentication.sso': ['User single sign on to app', 'app.auth.sso', 'INFO'],
  'user.authentication.auth_via_mfa': [
    'Authentication of user via MFA',
    'core.user.factor.attempt_success',
    'INFO',
  ],
  'policy.evaluate_sign_on': ['Evaluation of sign-on policy', null, 'INFO'],
  'app.generic.unauth_app_access_attempt': [
    'User attempted unauthorized access to app',
    'app.generic.unauth_app_access_attempt',
    'WARN',
  ],
  'system.push.send_factor_verify_push': [
    'Send Okta Verify push notification',
    'core.user.factor.push.send',
    'INFO',
  ],
  'system.api_token.create': ['Create API token', 'api.token.create', 'INFO'],
  'system.api_token.revoke': ['Revoke API token', 'api.token.revoke', 'INFO'],
  'user.lifecycle.create': ['Create Okta user', 'core.user.config.user_creation.success', 'INFO'],
  'user.lifecycle.activate': ['Activate Okta user', 'core.user.config.user_activated', 'INFO'],
  'user.lifecycle.deactivate': ['Deactivate Okta user', 'core.user.config.user_deactivated', 'INFO'],
  'user.account.reset_password': [
    'User reset password for Okta',
    'core.user.config.password_reset.success',
    'INFO',
  ],
  'user.account.unlock_by_admin': [
    'Unlock user account by administrator',
    'core.user.config.user_unlock.success',
    'INFO',
  ],
  'user.account.lock': ['Max sign in attempts exceeded', 'core.user_auth.account_locked', 'WARN'],
  'user.mfa.factor.reset_all': ['Reset all factors for user', 'core.user.factor.reset_all', 'INFO'],
  'user.mfa.factor.activate': [
    'Activate factor or authenticator enrollment method for user',
    'core.user.factor.activate',
    'INFO',
  ],
  'group.user_membership.add': ['Add user to group membership', 'core.user_group_member.user_add', 'INFO'],
  'application.user_membership.add': [
    'Add user to application membership',
    'app.generic.provision.assign_user_to_app',
    'INFO',
  ],
  'user.account.privilege.grant': ['Grant user privilege', 'core.user.admin_privilege.granted', 'INFO'],
  'user.account.update_password': [
    'User update password for Okta',
    'core.user.config.password_update.success',
    'INFO',
  ],
  'user.lifecycle.suspend': ['Suspend Okta user', 'core.user.config.user_status.suspended', 'INFO'],
  'user.mfa.factor.deactivate': [
    'Reset factor or authenticator enrollment for user',
    'core.user.factor.reset',
    'INFO',
  ],
  'group.user_membership.remove': [
    'Remove user from group membership',
    'core.user_group_member.user_remove',
    'INFO',
  ],
  'zone.update': ['Update network zone', 'zone.update', 'INFO'],
  'application.provision.user.sync': [
    'Sync user in external application',
    'app.user_management.user_sync',
    'INFO',
  ],
} as const satisfies Record<string, readonly [string, string | null, 'INFO' | 'WARN']>;
export type OktaEventType = keyof typeof EVENT_TYPES;

export const OKTA_SYSTEM: OktaActor = {
  id: '00u1halcyonsystem0p7',
  type: 'SystemPrincipal',
  alternateId: 'system@okta.com',
  displayName: 'Okta System',
};

const LEGACY_FAILURE: Partial<Record<OktaEventType, string>> = {
  'user.session.start': 'core.user_auth.login_failed',
  'user.authentication.auth_via_mfa': 'core.user.factor.attempt_fail',
};

/** External session id as Okta writes it: `102` and 22 characters. */
export function oktaSession(random: Rng): string {
  return `102${random.alnum(22)}`;
}

function browserOf(userAgent: string): { os: string; browser: string } {
  const os = /Mac OS X/.test(userAgent)
    ? 'Mac OS X'
    : /Windows NT 10/.test(userAgent)
      ? 'Windows 10'
      : /Linux/.test(userAgent)
        ? 'Linux'
        : 'Unknown';
  const browser = /Edg\//.test(userAgent)
    ? 'EDGE'
    : /Chrome\//.test(userAgent)
      ? 'CHROME'
      : /Firefox\//.test(userAgent)
        ? 'FIREFOX'
        : /Safari\//.test(userAgent)
          ? 'SAFARI'
          : 'UNKNOWN';
  return { os, browser };
}

function geographicalContext({ place }: Address) {
  return {
    city: place.city,
    state: place.state,
    country: place.country,
    postalCode: place.postalCode,
    geolocation: { lat: place.lat, lon: place.lon },
  };
}

function clientOf(client: OktaEvent['client']) {
  if (client === null)
    return {
      userAgent: null,
      zone: null,
      device: null,
      id: null,
      ipAddress: null,
      geographicalContext: null,
    };
  const { os, browser } = browserOf(client.userAgent);
  return {
    userAgent: { rawUserAgent: client.userAgent, os, browser },
    zone: 'null',
    device: os === 'Unknown' ? 'Unknown' : 'Computer',
    id: null,
    ipAddress: client.address.ip,
    geographicalContext: geographicalContext(client.address),
  };
}

function debugData(random: Rng, event: OktaEvent, requestId: string): Record<string, string> {
  const uri = event.requestUri ?? '/api/v1/authn';
  const data: Record<string, string> = { requestId, requestUri: uri, url: `${uri}?` };
  if (event.deviceHash !== undefined) data.dtHash = event.deviceHash;
  if (event.client !== null) data.threatSuspected = 'false';
  if (event.eventType === 'policy.evaluate_sign_on' || event.eventType === 'user.session.start') {
    const level = event.risk ?? 'LOW';
    data.risk =
      level === 'LOW' ? '{level=LOW}' : `{reasons=Anomalous Device, Anomalous Location, level=${level}}`;
    const news = level === 'LOW' ? 'NEGATIVE' : 'POSITIVE';
    data.behaviors = `{New Geo-Location=${news}, New Device=${news}, New IP=${news}, New State=${news}, New Country=${news}, Velocity=NEGATIVE, New City=${news}}`;
    data.logOnlySecurityData = JSON.stringify({
      risk: { level },
      behaviors: { 'New IP': news, 'New Device': news },
    });
  }
  data.traceId = random.uuid();
  return data;
}

/** One LogEvent as a record of the big case. */
export function oktaRecord(random: Rng, event: OktaEvent & { readonly label?: Label }): LogRecord {
  return { ...writeOkta(random, event), stream: 'okta', label: event.label ?? null };
}

/** One LogEvent. */
export function writeOkta(random: Rng, event: OktaEvent): Written {
  const [displayMessage, legacySuccess, severity] = EVENT_TYPES[event.eventType];
  const uuid = random.uuid();
  const requestId = `ZV${random.alnum(25)}`;
  const failed = event.result === 'FAILURE' || event.result === 'DENY';
  const address = event.client?.address ?? null;
  const chain = address === null ? [] : [address, ...(event.hops ?? [])];
  const value = {
    actor: { ...event.actor, detailEntry: null },
    client: clientOf(event.client),
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: event.session ?? null,
      externalSessionId: event.session ?? null,
    },
    displayMessage,
    eventType: event.eventType,
    outcome: { result: event.result ?? 'SUCCESS', reason: event.reason ?? null },
    published: isoMillis(event.time),
    securityContext:
      address === null
        ? { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null }
        : {
            asNumber: address.place.asNumber,
            asOrg: address.place.asOrg,
            isp: address.place.isp,
            domain: address.place.domain,
            isProxy: false,
          },
    severity: failed ? 'WARN' : severity,
    debugContext:
      event.client === null && random.chance(0.3) ? {} : { debugData: debugData(random, event, requestId) },
    legacyEventType: failed ? (LEGACY_FAILURE[event.eventType] ?? legacySuccess) : legacySuccess,
    transaction: {
      type: event.client === null ? 'JOB' : 'WEB',
      id: requestId,
      detail: event.apiTokenId === undefined ? {} : { requestApiTokenId: event.apiTokenId },
    },
    uuid,
    version: '0',
    request: {
      ipChain: chain.map((hop) => ({
        ip: hop.ip,
        geographicalContext: geographicalContext(hop),
        version: 'V4',
        source: null,
      })),
    },
    target:
      event.targets === undefined ? null : event.targets.map((target) => ({ ...target, detailEntry: null })),
  };
  return {
    source: 'okta:system_log',
    time: event.time,
    text: JSON.stringify(value),
    nativeId: uuid,
  };
}
