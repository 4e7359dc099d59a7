/**
 * Event types that each source can write and that an investigation asks for. What of them never appears is shown: Okta
 * missed downloads of its support files for 14 days because opening a file through another tab writes another event type
 * (root cause report of 3 November 2023). Not every type a vendor has: those whose absence would mean something.
 * Sources: Okta "Event types" reference; Atlassian "Audit log events" of Jira, Confluence and Bitbucket Data Center 8/9,
 * Atlassian Guard "Audit log event types"; AWS service API references; AWS "Flow log records". Actions are the native names.
 */
import type { SourceType } from '../events/event.ts';

export interface KnownAction {
  readonly action: string;
  /** What happened when it appears. */
  readonly what: string;
  /** Why it may be absent although it happened, or null. */
  readonly absentWhen: string | null;
}

export interface KnownSource {
  readonly actions: readonly KnownAction[];
  /** What the absence of a record proves in this source, in one sentence. */
  readonly caveat: string;
}

function known(what: string, absentWhen: string | null, ...actions: string[]): KnownAction[] {
  return actions.map((action) => ({ action, what, absentWhen }));
}

const FULL = 'written only at coverage level Full';
const ADVANCED = 'written only at coverage level Advanced or Full';
const SECURITY_LOG = 'written only in the security log (atlassian-jira-security.log)';
const ACCESS_LOG = 'written only in the access log';
const DATA_EVENT = 'a data event: written only where the trail selects data events';

export const KNOWN_ACTIONS: Readonly<Partial<Record<SourceType, KnownSource>>> = {
  'okta:system_log': {
    caveat: 'Okta keeps its log for 90 days; older events are gone, and a bounded query may miss late ones.',
    actions: [
      ...known('sign-in to Okta', null, 'user.session.start', 'user.session.end'),
      ...known('an administrator ended sessions', null, 'user.session.clear'),
      ...known('the admin console was opened', null, 'user.session.access_admin_app'),
      ...known('single sign-on into an application', null, 'user.authentication.sso'),
      ...known('second factor answered', null, 'user.authentication.auth_via_mfa'),
      ...known(
        'second factor enrolled, removed or reset',
        null,
        'user.mfa.factor.activate',
        'user.mfa.factor.deactivate',
        'user.mfa.factor.reset_all',
      ),
      ...known(
        'push request sent, or turned down',
        null,
        'system.push.send_factor_verify_push',
        'user.mfa.okta_verify.deny_push',
      ),
      ...known(
        'password reset or changed',
        null,
        'user.account.reset_password',
        'user.account.update_password',
      ),
      ...known('account locked or unlocked', null, 'user.account.lock', 'user.account.unlock_by_admin'),
      ...known(
        'account made, suspended, deactivated',
        null,
        'user.lifecycle.create',
        'user.lifecycle.suspend',
        'user.lifecycle.deactivate',
      ),
      ...known(
        'administrator right given or taken',
        null,
        'user.account.privilege.grant',
        'user.account.privilege.revoke',
        'group.privilege.grant',
      ),
      ...known('group membership changed', null, 'group.user_membership.add', 'group.user_membership.remove'),
      ...known('API token made or revoked', null, 'system.api_token.create', 'system.api_token.revoke'),
      ...known(
        'identity provider added or changed',
        null,
        'system.idp.lifecycle.create',
        'system.idp.lifecycle.update',
      ),
      ...known(
        'sign-on policy changed',
        null,
        'policy.rule.update',
        'policy.lifecycle.update',
        'application.policy.sign_on.update',
      ),
      ...known('network zone changed', null, 'zone.update', 'zone.create'),
      ...known(
        'someone acted as another user',
        null,
        'user.session.impersonation.initiate',
        'user.session.impersonation.grant',
      ),
      ...known('Okta saw a threat', 'only with ThreatInsight', 'security.threat.detected'),
      ...known(
        'a user reported suspicious activity',
        null,
        'user.account.report_suspicious_activity_by_enduser',
      ),
    ],
  },
  'atlassian:jira': {
    caveat:
      'Sign-ins, searches and views are written only at higher coverage levels: their absence proves nothing.',
    actions: [
      ...known('sign-in', FULL, 'jira.auditing.user.logged.in'),
      ...known('sign-in or refusal', SECURITY_LOG, 'PASSED authentication', 'FAILED authentication'),
      ...known('refused sign-in', FULL, 'jira.auditing.user.login.failed'),
      ...known(
        'account made, changed, deleted',
        null,
        'jira.auditing.user.created',
        'jira.auditing.user.updated',
        'jira.auditing.user.deleted',
      ),
      ...known(
        'group made, membership changed',
        null,
        'jira.auditing.group.created',
        'jira.auditing.user.added.to.group',
        'jira.auditing.user.removed.from.group',
      ),
      ...known(
        'global permission given',
        null,
        'jira.auditing.global.permission.added',
        'jira.auditing.global.permission.deleted',
      ),
      ...known('plug-in installed', null, 'jira.auditing.upm.plugin.installed'),
    ],
  },
  'atlassian:confluence': {
    caveat: 'Confluence writes no sign-ins at all, and views and searches only at coverage level Full.',
    actions: [
      ...known('page viewed', FULL, 'audit.logging.summary.page.viewed'),
      ...known('search', FULL, 'audit.logging.summary.search.performed'),
      ...known('space exported', null, 'audit.logging.summary.space.exported'),
      ...known('account made', null, 'audit.logging.summary.user.created'),
      ...known('membership changed', null, 'audit.logging.summary.group.membership.added'),
      ...known('global permission given', null, 'audit.logging.summary.permission.added'),
    ],
  },
  'atlassian:bitbucket': {
    caveat:
      'Successful sign-ins are written only at coverage level Full, refused ones at Advanced; clones by SSH stand in the access log.',
    actions: [
      ...known('sign-in', FULL, 'bitbucket.service.audit.action.authenticationsuccess'),
      ...known('refused sign-in', ADVANCED, 'bitbucket.service.audit.action.authenticationfailure'),
      ...known('repository viewed', FULL, 'bitbucket.service.repository.audit.action.repositoryviewed'),
      ...known(
        'repository downloaded as an archive',
        FULL,
        'bitbucket.service.repository.audit.action.repositoryarchived',
      ),
      ...known('repository cloned', FULL, 'bitbucket.service.repository.audit.action.repositorycloned'),
      ...known('git over http or ssh', ACCESS_LOG, 'clone', 'fetch', 'push'),
      ...known('access token made', null, 'bitbucket.access.tokens.audit.action.accesstokencreated'),
      ...known('SSH key added', null, 'bitbucket.ssh.audit.action.sshkeycreated'),
      ...known('permission given', null, 'bitbucket.service.permission.audit.action.globalpermissiongranted'),
    ],
  },
  'atlassian:org': {
    caveat: 'Organisation events are kept for 180 days, and product activity depends on the plan (Guard).',
    actions: [
      ...known('sign-in', null, 'user_login'),
      ...known('an administrator signed in as a user', null, 'user_logged_in_as_user'),
      ...known('membership changed', null, 'user_added_to_group', 'user_removed_from_group'),
      ...known(
        'API token made or revoked',
        null,
        'user_api_token_created',
        'user_api_token_revoked',
        'api_token_created',
      ),
      ...known('account made, invited or deactivated', null, 'user_invited', 'user_deactivated'),
      ...known('single sign-on or policy changed', null, 'saml_config_updated', 'auth_policy_updated'),
    ],
  },
  'aws:cloudtrail': {
    caveat:
      'Reading objects and invoking functions are data events, absent unless the trail selects them; event history has management events of 90 days and one region only.',
    actions: [
      ...known('sign-in to the console', null, 'ConsoleLogin'),
      ...known('role assumed', null, 'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'),
      ...known('session token made', null, 'GetSessionToken', 'GetFederationToken'),
      ...known('someone asked who he is', null, 'GetCallerIdentity'),
      ...known(
        'access key made or switched off',
        null,
        'CreateAccessKey',
        'UpdateAccessKey',
        'DeleteAccessKey',
      ),
      ...known('user, login or role made', null, 'CreateUser', 'CreateLoginProfile', 'CreateRole'),
      ...known(
        'policy attached or written',
        null,
        'AttachUserPolicy',
        'AttachRolePolicy',
        'PutUserPolicy',
        'PutRolePolicy',
      ),
      ...known('who may assume a role was changed', null, 'UpdateAssumeRolePolicy'),
      ...known(
        'trail stopped, deleted or changed',
        null,
        'StopLogging',
        'DeleteTrail',
        'UpdateTrail',
        'PutEventSelectors',
      ),
      ...known('flow logs deleted', null, 'DeleteFlowLogs'),
      ...known('secret or parameter read', null, 'GetSecretValue', 'GetParameter'),
      ...known('key used to decrypt', null, 'Decrypt'),
      ...known('object read', DATA_EVENT, 'GetObject'),
      ...known('function invoked', DATA_EVENT, 'Invoke'),
      ...known('bucket listed or opened to others', null, 'ListBuckets', 'PutBucketPolicy', 'PutBucketAcl'),
      ...known('machine started', null, 'RunInstances'),
      ...known('command or shell on a machine', null, 'SendCommand', 'StartSession'),
      ...known('image or snapshot shared', null, 'ModifyImageAttribute', 'ModifySnapshotAttribute'),
      ...known('firewall opened', null, 'AuthorizeSecurityGroupIngress'),
      ...known('address blocked', null, 'CreateNetworkAclEntry', 'UpdateIPSet'),
    ],
  },
  'aws:elb': {
    caveat:
      'AWS delivers these logs on a best-effort basis, and the client is who connected: behind a proxy that is not the user.',
    actions: [
      ...known('request answered', null, 'GET', 'POST'),
      ...known('TLS connection', 'written by Network Load Balancers with TLS listeners only', 'tls'),
    ],
  },
  'aws:vpcflow': {
    caveat:
      'A flow stands for 1 to 10 minutes; traffic to the metadata service, DHCP and the Amazon DNS server is never written.',
    actions: [
      ...known('accepted traffic', null, 'ACCEPT'),
      ...known('rejected traffic', null, 'REJECT'),
      ...known('an interval without traffic', null, 'NODATA'),
      ...known('flow records that were lost', null, 'SKIPDATA'),
    ],
  },
};
