/**
 * Categories of Okta's actions: its catalogue has some nine hundred, so families are told by their names. What Okta only
 * judges (threats, risks, limits) is nobody's deed: `other`.
 */
import { categoryLookup } from '../kit/actions.ts';

/** The category of an event type. */
export const categoryOf = categoryLookup({
  exact: {
    'user.session.clear': 'credential',
    'user.session.impersonation.grant': 'permission',
    'user.session.impersonation.revoke': 'permission',
    'user.account.report_suspicious_activity_by_enduser': 'authentication',
    'user.account.access_super_user_app': 'authentication',
    'user.account.use_token': 'credential',
    'user.account.expire_password': 'credential',
    'user.account.access_request': 'permission',
    'user.identity_verification': 'authentication',
    'user.behavior.profile.reset': 'change',
    'app.generic.unauth_app_access_attempt': 'authentication',
    'app.oauth2.signon': 'authentication',
    'app.oauth2.invalid_client_credentials': 'authentication',
    'app.app_instance.csr.generate': 'credential',
    'application.integration.authentication_failure': 'authentication',
    'application.integration.transfer_files': 'export',
    'jwt.invalid': 'authentication',
    'security.events.provider.receive_event': 'other',
    'policy.continuous_access.evaluate': 'other',
    'user.risk.change': 'other',
    'system.agent.ad.bad_credentials': 'authentication',
    'system.mfa.factor.activate': 'change',
    'system.mfa.factor.deactivate': 'change',
  },
  patterns: [
    [
      /deny_access$|login[._](?:success|failure)|^app\.(?:radius|kerberos_rich_client|rich_client)\./,
      'authentication',
    ],
    [/^system\.email\.template\.|\.sensitive\.attribute\./, 'change'],
    [/^user\.(?:session|authentication)\.|^system\.(?:push|sms|email|voice)\./, 'authentication'],
    [
      /^user\.mfa\.(?:attempt|okta_verify|challenge)|^app\.oauth2\.(?:as\.)?authorize|^app\.(?:saml|inbound)/,
      'authentication',
    ],
    [/^policy\.(?:evaluate_sign_on|auth_reevaluate)|^system\.ldapi\.(?:bind|unbind)$/, 'authentication'],
    [/(?:show|change|push|reset_user|import)[._]password|password_mass_expiry/, 'credential'],
    [/change_username$|^user\.account\.(?:lock|unlock|update_(?!password))/, 'account'],
    [
      /privilege|^(?:group|application|master_application)\.(?:user_membership|application_assignment)|\.consent\.|^iam\./,
      'permission',
    ],
    [
      /^(?:app\.)?access_?request\.|^access\.request|\.(?:un)?assign|^integration\.api_service\.authorize$/,
      'permission',
    ],
    [
      /^user\.mfa\.|^user\.account\.|^user\.credential|^credential\.|api_token|^app\.oauth2\.|token|factor|password|[._]keys?(?:[._]|$)/,
      'credential',
    ],
    [
      /^user\.(?:lifecycle|identity|registration)|^group\.lifecycle|^system\.import\.(?:user|group)|^app\.user_management/,
      'account',
    ],
    [
      /^application\.provision\.(?:user|group)|\.details\.add_user$|unlock_user_account$|^pam\.user\.|user_suspension/,
      'account',
    ],
    [/search|query/, 'search'],
    [/export|download/, 'export'],
    [/^workflows\.|^inline_hook\.executed$|^policy\.(?:execute|scheduled)\./, 'execute'],
    [
      /[._](?:create|update|delete|add|remove|activate|deactivate|import|rotate|enable|disable|make|change|reset|register|enroll|promote|initiate)/,
      'change',
    ],
    [/config_change|temporarily_disable|agent_instance_added|^system\.custom_url_domain\./, 'change'],
    [/(?:^|[._])(?:view|read|list|access)/, 'read'],
  ],
});
