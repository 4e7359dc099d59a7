/** Sentences for rarer actions of Okta that attackers use, or that tell of them. */
import { type Sentence, say } from './sentence.ts';

const NEAR_LIMIT = say('{who} came near a rate limit of Okta');
const OVER_LIMIT = say('{who} went over a rate limit of Okta', '{who} went over a rate limit of Okta');
/** A password that something else than Okta checked. */
const through = (what: string): Sentence =>
  say(`{who} signed in to Okta through ${what}`, `{who} failed to sign in to Okta through ${what}`);
const REUSE = say(
  'Okta saw a used refresh token of {who} again',
  'Okta refused a used refresh token of {who}',
);

export const OKTA_SENTENCES: Readonly<Record<string, Sentence>> = {
  'app.oauth2.authorize.code': say(
    'Okta gave {who} an authorization code',
    'Okta refused {who} an authorization code',
  ),
  'app.oauth2.as.authorize.code': say(
    'Okta gave {who} an authorization code',
    'Okta refused {who} an authorization code',
  ),
  'app.oauth2.token.detect_reuse': REUSE,
  'app.oauth2.as.token.detect_reuse': REUSE,
  'app.oauth2.admin.consent.grant': say('{who} granted {app} an OAuth scope of Okta'),
  'app.oauth2.client.lifecycle.create': say('{who} created the OAuth client {target} in Okta'),
  'application.user_membership.show_password': say('{who} read the password that Okta keeps for {app}'),
  'application.user_membership.change_username': say(
    '{who} changed the user name of {user} for {app} in Okta',
  ),
  'security.breached_credential.detected': say('Okta found the password of {user} in a breach'),
  'security.session.detect_client_roaming': say('Okta saw a session of {who} move to another client'),
  'security.request.blocked': say(
    'Okta blocked a request of {who}',
    'Okta blocked a request of {who}',
    'Okta blocked a request of {who}',
  ),
  'system.agent.ad.agent_instance_added': say('{who} registered the directory agent {agent} in Okta'),
  'system.agent.ad.config_change_detected': say('{who} changed the directory agent {target} in Okta'),
  'system.agent.ad.bad_credentials': say(
    '{who} gave a directory agent of Okta wrong credentials',
    '{who} gave a directory agent of Okta wrong credentials',
  ),
  'system.idp.lifecycle.update': say('{who} changed the identity provider {target} in Okta'),
  'system.idp.lifecycle.activate': say('{who} activated the identity provider {target} in Okta'),
  'system.idp.lifecycle.deactivate': say('{who} deactivated the identity provider {target} in Okta'),
  'system.log_stream.lifecycle.deactivate': say('{who} stopped the log stream {target} of Okta'),
  'system.log_stream.lifecycle.delete': say('{who} deleted the log stream {target} of Okta'),
  'system.org.rate_limit.warning': NEAR_LIMIT,
  'system.org.rate_limit.violation': OVER_LIMIT,
  'system.operation.rate_limit.warning': NEAR_LIMIT,
  'system.operation.rate_limit.violation': OVER_LIMIT,
  'system.client.rate_limit.violation': OVER_LIMIT,
  'user.session.impersonation.revoke': say('{who} revoked the Okta support access to the organisation'),
  'user.account.expire_password': say('{who} made the Okta password of {user} expire'),
  'user.account.unlock_token': say('{who} asked for a token to unlock the Okta account of {user}'),
  'user.mfa.factor.unsuspend': say('{who} lifted the suspension of a second factor of {user} in Okta'),
  'user.authentication.auth_via_AD_agent': through('Active Directory'),
  'user.authentication.auth_via_LDAP_agent': through('LDAP'),
  'user.authentication.auth_via_radius': through('RADIUS'),
  'user.authentication.auth_via_social': through('a social account'),
  'user.authentication.auth_via_inbound_SAML': through('another identity provider'),
  'user.authentication.auth_via_iwa': through('Windows authentication'),
  'zone.deactivate': say('{who} deactivated the Okta network zone {network-zone}'),
  'zone.delete': say('{who} deleted the Okta network zone {network-zone}'),
};
