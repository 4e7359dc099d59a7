/** The attacker in Okta: the hijacked sessions of 18 October, the denied login of 14 November, the gateway token. */
import { APP, MOVEWORKS_ACTOR, oktaUser } from '../accounts.ts';
import { ATTACKER_PLACE } from '../addresses.ts';
import { at, SECOND } from '../clock.ts';
import { ATTACKER_IP, MOVEWORKS_TOKEN, T } from '../facts.ts';
import { person } from '../people.ts';
import type { Label, LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { type OktaEventType, oktaRecord, oktaSession } from '../vendors/okta.ts';

const ATTACKER_UA =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Safari/537.36';
const SCRIPT_UA = 'python-requests/2.31.0';

const random = rng('attack/okta');
const address = { ip: ATTACKER_IP, place: ATTACKER_PLACE };
const browser = { address, userAgent: ATTACKER_UA };

/** The administrator whose session was in the HAR file, and the colleague in the second one. */
export const HIJACKED = {
  admin: { who: person('moyelaran'), session: oktaSession(random) },
  colleague: { who: person('hbrandao'), session: oktaSession(random) },
} as const;

function inSession(victim: (typeof HIJACKED)[keyof typeof HIJACKED]) {
  const label: Label = { role: 'attacker', step: 'session-hijacked' };
  return (
    time: string,
    eventType: OktaEventType,
    extra: Partial<Parameters<typeof oktaRecord>[1]> = {},
  ): LogRecord =>
    oktaRecord(random, {
      time: at(`2023-10-18 ${time}`) + random.int(0, 999),
      eventType,
      actor: oktaUser(victim.who),
      client: browser,
      session: victim.session,
      requestUri: '/home/dashboard',
      label,
      ...extra,
    });
}

function hijack(): LogRecord[] {
  const admin = inSession(HIJACKED.admin);
  const colleague = inSession(HIJACKED.colleague);
  return [
    admin('08:14:22', 'policy.evaluate_sign_on', {
      result: 'ALLOW',
      reason: 'Sign-on policy evaluation resulted in AUTHENTICATED',
      risk: 'HIGH',
      requestUri: '/app/okta_admin_console/sso',
    }),
    admin('08:14:23', 'user.authentication.sso', {
      targets: [APP.adminConsole],
      requestUri: '/app/okta_admin_console/sso',
    }),
    admin('08:14:25', 'user.session.access_admin_app', { requestUri: '/admin/sso/request' }),
    admin('08:21:47', 'system.api_token.create', {
      result: 'FAILURE',
      reason: 'REAUTHENTICATION_REQUIRED',
      requestUri: '/api/internal/tokens',
    }),
    admin('08:29:05', 'user.session.access_admin_app', { requestUri: '/admin/users' }),
    colleague('08:41:10', 'user.authentication.sso', {
      targets: [APP.mail],
      requestUri: '/app/google/sso/saml',
    }),
    colleague('08:43:38', 'app.generic.unauth_app_access_attempt', {
      result: 'FAILURE',
      reason: 'User attempted unauthorized access to app',
      targets: [APP.adminConsole],
      requestUri: '/app/okta_admin_console/sso',
    }),
    admin('09:02:51', 'policy.evaluate_sign_on', {
      result: 'CHALLENGE',
      reason: 'Sign-on policy evaluation resulted in CHALLENGE',
      risk: 'HIGH',
      targets: [APP.aws],
      requestUri: '/app/amazon_aws_sso/sso/saml',
    }),
    colleague('09:17:30', 'user.authentication.sso', {
      targets: [APP.chat],
      requestUri: '/app/slack/sso/saml',
    }),
  ];
}

function probe(): LogRecord[] {
  const denied = (time: number, label: Label): LogRecord =>
    oktaRecord(random, {
      time,
      eventType: 'user.session.start',
      actor: oktaUser(HIJACKED.admin.who),
      client: browser,
      result: 'FAILURE',
      reason: 'INVALID_CREDENTIALS',
      risk: 'HIGH',
      requestUri: '/idp/idx/identify',
      label,
    });
  const dashboard = (time: number): LogRecord =>
    oktaRecord(random, {
      time,
      eventType: 'app.generic.unauth_app_access_attempt',
      actor: oktaUser(HIJACKED.admin.who),
      client: browser,
      result: 'FAILURE',
      reason: 'User attempted unauthorized access to app',
      targets: [APP.dashboard],
      requestUri: '/app/halcyonedge_dashboard/sso/saml',
      label: { role: 'attacker', step: 'dashboard-denied' },
    });
  return [
    denied(T.oktaDenied, { role: 'attacker', step: 'okta-denied' }),
    dashboard(T.oktaDenied + 8 * SECOND),
    denied(T.oktaDenied + 51 * SECOND + 417, { role: 'attacker', step: 'okta-denied' }),
    dashboard(T.oktaDenied + 63 * SECOND + 802),
  ];
}

/** The service token at the gateway that stands before the Atlassian products. */
function gateway(time: number, label: Label, failed = false): LogRecord {
  return oktaRecord(random, {
    time,
    eventType: 'user.authentication.sso',
    actor: MOVEWORKS_ACTOR,
    client: { address, userAgent: SCRIPT_UA },
    ...(failed ? { result: 'FAILURE', reason: 'API_TOKEN_INVALID' } : {}),
    targets: [APP.gateway],
    apiTokenId: MOVEWORKS_TOKEN,
    requestUri: '/app/atlassian_gateway/sso',
    label,
  });
}

export function attackOkta(): LogRecord[] {
  return [
    ...hijack(),
    ...probe(),
    gateway(T.gatewayToken, { role: 'attacker', step: 'gateway-token' }),
    gateway(at('2023-11-16 09:08:14') + 233, { role: 'attacker', step: 'gateway-token' }),
    gateway(at('2023-11-17 11:02:40') + 518, { role: 'attacker', step: 'gateway-token' }),
    gateway(T.pauseTo, { role: 'attacker', step: 'access-tests', alsoShows: ['pause-ends'] }),
    gateway(at('2023-11-21 13:41:20') + 91, { role: 'attacker', step: 'access-tests' }),
    gateway(at('2023-11-22 14:09:57') + 640, { role: 'attacker', step: 'gateway-token' }),
    gateway(at('2023-11-23 08:27:31') + 305, { role: 'attacker', step: 'gateway-token' }),
    gateway(at('2023-11-23 19:06:12') + 174, { role: 'attacker', step: 'lockout' }, true),
  ];
}
