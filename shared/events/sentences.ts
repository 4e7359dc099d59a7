/**
 * Sentences for the actions that investigations turn on. `{slot}` is filled from the event (see message.ts), `{slot?}`
 * may be missing; an event that lacks a slot gets the plain sentence. ` from <address>` and reasons are added there.
 */
export interface Sentence {
  readonly done: string;
  /** When it was refused; without it, `, refused` follows `done`. */
  readonly failed?: string;
  /** When it is neither done nor refused (a challenge); without it, `done`. */
  readonly open?: string;
}

function say(done: string, failed?: string, open?: string): Sentence {
  return { done, ...(failed === undefined ? {} : { failed }), ...(open === undefined ? {} : { open }) };
}

/** By vendor (the part of the source type before the colon), then by native action. */
export const SENTENCES: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = {
  okta: {
    'user.session.start': say('{who} signed in to Okta', '{who} was denied at the Okta sign-in'),
    'user.session.end': say('{who} signed out of Okta'),
    'user.session.access_admin_app': say(
      '{who} opened the Okta admin console',
      '{who} was denied the Okta admin console',
    ),
    'user.session.clear': say('{who} ended all Okta sessions of {user}'),
    'user.authentication.sso': say('{who} opened {app} through Okta', '{who} was denied {app} by Okta'),
    'user.authentication.auth_via_mfa': say(
      '{who} answered the second factor at Okta',
      '{who} failed the second factor at Okta',
      'Okta asked {who} for the second factor',
    ),
    'user.authentication.verify': say('{who} was verified by Okta', '{who} was not verified by Okta'),
    'user.mfa.okta_verify.deny_push': say(
      '{who} turned down a push request of Okta',
      '{who} turned down a push request of Okta',
    ),
    'user.mfa.factor.activate': say('{who} enrolled a second factor for {user} in Okta'),
    'user.mfa.factor.deactivate': say('{who} removed a second factor of {user} in Okta'),
    'user.mfa.factor.reset_all': say('{who} reset all second factors of {user} in Okta'),
    'system.push.send_factor_verify_push': say('Okta sent {user} a push request'),
    'policy.evaluate_sign_on': say(
      'Okta let {who} pass its sign-on policy',
      'Okta stopped {who} at its sign-on policy',
      'Okta asked {who} for more proof at its sign-on policy',
    ),
    'user.lifecycle.create': say('{who} created the Okta user {user}'),
    'user.lifecycle.activate': say('{who} activated the Okta user {user}'),
    'user.lifecycle.deactivate': say('{who} deactivated the Okta user {user}'),
    'user.lifecycle.suspend': say('{who} suspended the Okta user {user}'),
    'user.account.reset_password': say('{who} reset the Okta password of {user}'),
    'user.account.update_password': say('{who} changed the Okta password of {user}'),
    'user.account.lock': say('{who} was locked out of Okta', '{who} was locked out of Okta'),
    'user.account.unlock_by_admin': say('{who} unlocked the Okta account of {user}'),
    'app.generic.unauth_app_access_attempt': say(
      '{who} tried to open {app} in Okta without a right to it',
      '{who} tried to open {app} in Okta without a right to it',
    ),
    'application.provision.user.sync': say('Okta synchronised its users with {app}'),
    'user.account.privilege.grant': say('{who} gave {user} the Okta role {granted}'),
    'group.user_membership.add': say('{who} added {user} to the Okta group {group}'),
    'group.user_membership.remove': say('{who} took {user} out of the Okta group {group}'),
    'zone.update': say('{who} blocked {blocked} in the Okta zone {network-zone}'),
    'zone.create': say('{who} blocked {blocked} in the Okta zone {network-zone}'),
    'application.user_membership.add': say('{who} assigned {app} to {user} in Okta'),
    'system.api_token.create': say(
      '{who} created the Okta API token {token}',
      '{who} was denied an Okta API token',
    ),
    'system.api_token.revoke': say('{who} revoked the Okta API token {token}'),
    'system.sms.send_factor_verify_message': say('Okta sent {user} a code by text message'),
    'system.sms.send_okta_push_verify_message': say('Okta sent {user} a push link by text message'),
    'system.email.send_factor_verify_message': say('Okta sent {user} a code by e-mail'),
    'system.voice.send_phone_verification_call': say('Okta called {user} to verify a phone'),
    'security.threat.detected': say(
      'Okta saw {who} as a threat',
      'Okta turned {who} away as a threat',
      'Okta saw {who} as a threat',
    ),
    'user.account.report_suspicious_activity_by_enduser': say(
      '{who} reported suspicious activity on the own Okta account',
    ),
    'user.session.impersonation.initiate': say('{who} began to act as {user?} in Okta (support access)'),
    'user.session.impersonation.grant': say('{who} granted Okta support access to the organisation'),
    'user.session.impersonation.end': say('{who} ended the Okta support access'),
    'user.authentication.auth_via_IDP': say(
      '{who} signed in to Okta through another identity provider',
      '{who} failed to sign in to Okta through another identity provider',
    ),
    'user.mfa.attempt_bypass': say('{who} tried to get around the second factor at Okta'),
    'user.mfa.factor.suspend': say('{who} suspended a second factor of {user} in Okta'),
    'user.mfa.factor.update': say('{who} changed a second factor of {user} in Okta'),
    'user.mfa.okta_verify': say('{who} answered with Okta Verify', '{who} failed with Okta Verify'),
    'user.lifecycle.reactivate': say('{who} reactivated the Okta user {user}'),
    'user.lifecycle.unsuspend': say('{who} lifted the suspension of the Okta user {user}'),
    'user.lifecycle.delete.initiated': say('{who} began to delete the Okta user {user}'),
    'user.lifecycle.delete.completed': say('{who} deleted the Okta user {user}'),
    'user.account.unlock': say('Okta unlocked the account of {user}'),
    'user.account.update_profile': say('{who} changed the Okta profile of {user}'),
    'user.account.update_primary_email': say('{who} changed the primary e-mail of {user} in Okta'),
    'user.account.privilege.revoke': say('{who} took Okta roles from {user}'),
    'group.privilege.grant': say('{who} gave the group {group} an Okta role'),
    'group.privilege.revoke': say('{who} took an Okta role from the group {group}'),
    'group.lifecycle.create': say('{who} created the Okta group {group}'),
    'group.lifecycle.delete': say('{who} deleted the Okta group {group}'),
    'application.user_membership.remove': say('{who} took {app} from {user} in Okta'),
    'application.lifecycle.create': say('{who} created the Okta application {app}'),
    'application.lifecycle.update': say('{who} changed the Okta application {app}'),
    'application.lifecycle.activate': say('{who} activated the Okta application {app}'),
    'application.lifecycle.deactivate': say('{who} deactivated the Okta application {app}'),
    'policy.lifecycle.update': say('{who} changed the Okta policy {policy-entity}'),
    'policy.lifecycle.deactivate': say('{who} deactivated the Okta policy {policy-entity}'),
    'policy.rule.update': say('{who} changed the Okta policy rule {policy-rule}'),
    'policy.rule.deactivate': say('{who} deactivated the Okta policy rule {policy-rule}'),
    'system.idp.lifecycle.create': say('{who} added the identity provider {target} to Okta'),
    'app.oauth2.as.token.grant.access_token': say('Okta issued an access token to {who}'),
    'app.oauth2.token.grant.access_token': say('Okta issued an access token to {who}'),
    'app.oauth2.as.token.grant.refresh_token': say('Okta issued a refresh token to {who}'),
    'app.oauth2.token.grant.refresh_token': say('Okta issued a refresh token to {who}'),
    'device.enrollment.create': say('{who} enrolled the device {target} in Okta'),
  },
  atlassian: {
    'jira.auditing.user.logged.in': say('{who} signed in to Jira'),
    'jira.auditing.user.login.failed': say('{who} signed in to Jira', '{who} failed to sign in to Jira'),
    'jira.auditing.user.created': say('{who} created the user {user} in Jira'),
    'jira.auditing.user.updated': say('{who} changed the user {user} in Jira'),
    'jira.auditing.user.deactivated': say('{who} deactivated the user {user} in Jira'),
    'jira.auditing.group.user.added': say('{who} added {user} to the group {group} in Jira'),
    'jira.auditing.group.user.removed': say('{who} took {user} out of the group {group} in Jira'),
    'jira.auditing.global.permission.added': say(
      '{who} granted the global permission {granted?} to {target} in Jira',
    ),
    'jira.auditing.issue.viewed': say('{who} read {target} in Jira'),
    'jira.auditing.issue.searched': say('{who} searched Jira for “{query}”'),
    'jira.auditing.issue.created': say('{who} created {target} in Jira'),
    'jira.auditing.issue.updated': say('{who} changed {target} in Jira'),
    'jira.auditing.scriptrunner.console.executed': say('{who} ran a script on the Jira server {calls?}'),
    'audit.logging.summary.user.login': say('{who} signed in to Confluence'),
    'audit.logging.summary.search.performed': say('{who} searched Confluence for “{query}”'),
    'audit.logging.summary.page.viewed': say('{who} read the page {target} in Confluence'),
    'audit.logging.summary.page.created': say('{who} created the page {target} in Confluence'),
    'audit.logging.summary.page.updated': say('{who} changed the page {target} in Confluence'),
    'audit.logging.summary.page.exported': say('{who} exported the page {target} from Confluence'),
    'audit.logging.summary.space.permission.added': say(
      '{who} granted a permission on the space {target} in Confluence',
    ),
    'bitbucket.service.audit.action.authenticationsuccess': say('{who} signed in to Bitbucket'),
    'bitbucket.service.audit.action.authenticationfailure': say(
      '{who} signed in to Bitbucket',
      '{who} failed to sign in to Bitbucket',
    ),
    'bitbucket.service.repository.audit.action.repositoryviewed': say(
      '{who} viewed the repository {target} in Bitbucket',
    ),
    'bitbucket.service.repository.audit.action.repositoryarchived': say(
      '{who} downloaded an archive of the repository {target} from Bitbucket',
    ),
    'bitbucket.service.repository.audit.action.repositorycloned': say(
      '{who} cloned the repository {target} from Bitbucket',
    ),
    'bitbucket.service.repository.audit.action.repositorypushed': say(
      '{who} pushed to the repository {target} in Bitbucket',
    ),
  },
  aws: {
    ConsoleLogin: say('{who} signed in to the AWS console', '{who} failed to sign in to the AWS console'),
    GetCallerIdentity: say('{who} asked AWS whose credential it holds'),
    AssumeRole: say('{who} assumed the role {role} in AWS', '{who} was denied the role {role} in AWS'),
    AssumeRoleWithSAML: say('{who} assumed the role {role} in AWS through single sign-on'),
    AssumeRoleWithWebIdentity: say('{who} assumed the role {role} in AWS through web identity'),
    GetSessionToken: say('{who} took a session token from AWS'),
    CreateUser: say('{who} created the IAM user {user}', '{who} was denied creating the IAM user {user}'),
    DeleteUser: say('{who} deleted the IAM user {user}'),
    CreateLoginProfile: say('{who} gave the IAM user {user} a console password'),
    CreateAccessKey: say('{who} created the access key {issued}', '{who} was denied creating an access key'),
    DeleteAccessKey: say('{who} deleted the access key {access-key}'),
    UpdateAccessKey: say('{who} changed the access key {access-key}'),
    AttachUserPolicy: say('{who} attached {granted} to the IAM user {user}'),
    AttachRolePolicy: say('{who} attached {granted} to the role {role}'),
    AddUserToGroup: say('{who} added the IAM user {user} to the group {group}'),
    GetObject: say(
      '{who} downloaded {object} from the bucket {bucket}',
      '{who} was denied {object} in the bucket {bucket}',
    ),
    ListBuckets: say(
      '{who} listed the buckets of {account}',
      '{who} was denied the list of buckets of {account}',
    ),
    GetSecretValue: say('{who} read the secret {secret}', '{who} was denied the secret {secret}'),
    SendCommand: say('{who} ran a command on {instance} in AWS'),
    StartSession: say('{who} opened a shell on {instance} in AWS'),
    CreateNetworkAclEntry: say('{who} blocked {blocked} in the network ACL {network-acl}'),
    ReplaceNetworkAclEntry: say('{who} blocked {blocked} in the network ACL {network-acl}'),
    UpdateIPSet: say('{who} blocked {blocked} in the WAF address set {target}'),
    CreateIPSet: say('{who} blocked {blocked} in the WAF address set {target}'),
    AwsCloudTrailInsight: say('CloudTrail saw an unusual number of {api} calls'),
    StopLogging: say('{who} stopped the CloudTrail {target}'),
    DeleteTrail: say('{who} deleted the CloudTrail {target}'),
    RunInstances: say('{who} started {instance} in {account}'),
  },
};
