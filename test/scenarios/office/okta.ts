/** Okta System Log records, as the polling API delivers them. */
import { isoMillis } from '../../../sample-data/generate/clock.ts';
import type { Book, Place, Truth } from './book.ts';
import type { Person } from './staff.ts';

export interface OktaTarget {
  readonly id: string;
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}

export interface OktaDeed {
  readonly time: number;
  readonly type: string;
  readonly who: Person;
  readonly from: Place;
  readonly agent: string;
  /** Hash of the device token; null where the browser brought none. */
  readonly device: string | null;
  readonly session?: string;
  readonly refused?: string;
  readonly targets?: readonly OktaTarget[];
  readonly token?: string;
  /** Okta did it itself, for the person among the targets. */
  readonly system?: boolean;
  readonly truth?: Truth | null;
}

const SAID: Readonly<Record<string, string>> = {
  'user.session.start': 'User login to Okta',
  'user.session.end': 'User logout from Okta',
  'user.session.clear': 'Clear user session',
  'user.session.access_admin_app': 'User accessing Okta admin app',
  'user.authentication.sso': 'User single sign on to app',
  'user.authentication.auth_via_mfa': 'Authentication of user via MFA',
  'user.mfa.okta_verify.deny_push': 'User rejected Okta push verify',
  'user.mfa.factor.reset_all': 'Reset all factors for user',
  'user.mfa.factor.activate': 'Activate factor or authenticator enrollment method for user',
  'user.account.reset_password': 'User reset password for Okta',
  'user.account.update_password': 'User update password for Okta',
  'system.push.send_factor_verify_push': 'Send Okta Verify push notification',
  'user.lifecycle.create': 'Create Okta user',
  'user.lifecycle.activate': 'Activate Okta user',
  'user.lifecycle.deactivate': 'Deactivate Okta user',
  'user.account.lock': 'Max sign in attempts exceeded',
  'group.user_membership.add': 'Add user to group membership',
  'application.user_membership.add': 'Add user to application membership',
  'policy.evaluate_sign_on': 'Evaluation of sign-on policy',
  'system.api_token.create': 'Create API token',
  'system.api_token.revoke': 'Revoke API token',
};

const SYSTEM = {
  id: '00u0system0000000p7',
  type: 'SystemPrincipal',
  alternateId: 'system@okta.com',
  displayName: 'Okta System',
  detailEntry: null,
};

export function userTarget(person: Person): OktaTarget {
  return { id: person.oktaId, type: 'User', alternateId: person.email, displayName: person.name };
}

export function tokenTarget(id: string, name: string): OktaTarget {
  return { id, type: 'Token', alternateId: 'unknown', displayName: name };
}

export function groupTarget(id: string, name: string): OktaTarget {
  return { id, type: 'UserGroup', alternateId: 'unknown', displayName: name };
}

/** The application and the account in it: this is where Okta says which login belongs to whom. */
export function appTargets(app: string, person: Person, account: string): readonly OktaTarget[] {
  const key = app
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .padEnd(12, '0')
    .slice(0, 12);
  return [
    { id: `0oa7${key}p7`, type: 'AppInstance', alternateId: app, displayName: app },
    { id: `0ua${person.oktaId.slice(3)}`, type: 'AppUser', alternateId: account, displayName: person.name },
  ];
}

export class OktaLog {
  private readonly book: Book;
  private readonly path: string;

  constructor(book: Book, path = 'okta/system-log.ndjson') {
    this.book = book;
    this.path = path;
    book.file(path);
  }

  /** `102` and 22 characters. */
  session(): string {
    return `102${this.book.random.alnum(22)}`;
  }

  write(deed: OktaDeed): void {
    const { random } = this.book;
    const request = `Z${random.alnum(26)}`;
    const { from, agent } = deed;
    const geographicalContext = {
      city: from.city,
      state: null,
      country: from.country,
      postalCode: null,
      geolocation: null,
    };
    const windows = /Windows/.test(agent);
    const value = {
      actor: deed.system === true ? SYSTEM : { ...userTarget(deed.who), detailEntry: null },
      client: {
        userAgent: {
          rawUserAgent: agent,
          os: windows ? 'Windows 10' : /Mac OS X/.test(agent) ? 'Mac OS X' : 'Unknown',
          browser: /Firefox/.test(agent)
            ? 'FIREFOX'
            : /Edg\//.test(agent)
              ? 'EDGE'
              : /Chrome/.test(agent)
                ? 'CHROME'
                : 'UNKNOWN',
        },
        zone: 'null',
        device: windows || /Macintosh/.test(agent) ? 'Computer' : 'Unknown',
        id: null,
        ipAddress: from.ip,
        geographicalContext,
      },
      device: null,
      authenticationContext: {
        authenticationProvider: null,
        credentialProvider: null,
        credentialType: null,
        issuer: null,
        interface: null,
        authenticationStep: 0,
        rootSessionId: deed.session ?? null,
        externalSessionId: deed.session ?? null,
      },
      displayMessage: SAID[deed.type] ?? deed.type,
      eventType: deed.type,
      outcome: { result: deed.refused === undefined ? 'SUCCESS' : 'FAILURE', reason: deed.refused ?? null },
      published: isoMillis(deed.time),
      securityContext: {
        asNumber: from.asNumber,
        asOrg: from.asOrg,
        isp: from.asOrg,
        domain: null,
        isProxy: false,
      },
      severity: deed.refused === undefined ? 'INFO' : 'WARN',
      debugContext: {
        debugData: {
          requestId: request,
          requestUri: deed.token === undefined ? '/idp/idx/identify' : '/api/v1/users',
          ...(deed.device === null ? {} : { dtHash: deed.device }),
          threatSuspected: 'false',
        },
      },
      legacyEventType: null,
      transaction: {
        type: 'WEB',
        id: request,
        detail: deed.token === undefined ? {} : { requestApiTokenId: deed.token },
      },
      uuid: random.uuid(),
      version: '0',
      request: { ipChain: [{ ip: from.ip, geographicalContext, version: 'V4', source: null }] },
      target: deed.targets === undefined ? null : deed.targets.map((one) => ({ ...one, detailEntry: null })),
    };
    this.book.add(this.path, deed.time, JSON.stringify(value), deed.truth ?? null);
  }
}
