/**
 * Sentences for Atlassian's actions: i18n keys in Data Center, words in Jira and Confluence Cloud, snake case in the
 * organisation's log.
 */
import { type Sentence, say } from './sentence.ts';

export const ATLASSIAN_SENTENCES: Readonly<Record<string, Sentence>> = {
  'jira.auditing.user.logged.in': say('{who} signed in to Jira'),
  'jira.auditing.user.login.failed': say('{who} signed in to Jira', '{who} failed to sign in to Jira'),
  'jira.auditing.user.created': say('{who} created the user {user} in Jira'),
  'jira.auditing.user.updated': say('{who} changed the user {user} in Jira'),
  'jira.auditing.user.deactivated': say('{who} deactivated the user {user} in Jira'),
  'jira.auditing.group.user.added': say('{who} added {user} to the group {group} in Jira'),
  'jira.auditing.group.user.removed': say('{who} took {user} out of the group {group} in Jira'),
  'jira.auditing.global.permission.added': say(
    '{who} granted the global permission {permission?} to {group} in Jira',
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
    '{who} granted {permission?} on the space {space} to {receiver} in Confluence',
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
  // Data Center, further keys
  'jira.auditing.user.added.to.group': say('{who} added {user} to the group {group} in Jira'),
  'jira.auditing.user.removed.from.group': say('{who} took {user} out of the group {group} in Jira'),
  'jira.auditing.group.created': say('{who} created the group {group} in Jira'),
  'jira.auditing.project.created': say('{who} created the project {project} in Jira'),
  'issuenav.jqlsearch.performed': say('{who} searched Jira for “{query}”'),
  'personal.access.tokens.audit.log.summary.token.created': say(
    '{who} created the personal access token {issued} in {product}',
  ),
  'audit.logging.summary.user.created': say('{who} created the user {user} in Confluence'),
  'audit.logging.summary.user.deactivated': say('{who} deactivated the user {user} in Confluence'),
  'audit.logging.summary.group.created': say('{who} created the group {group} in Confluence'),
  'audit.logging.summary.group.membership.added': say(
    '{who} added {user} to the group {group} in Confluence',
  ),
  'audit.logging.summary.group.membership.removed': say(
    '{who} took {user} out of the group {group} in Confluence',
  ),
  'audit.logging.summary.global.permission.added': say(
    '{who} granted the global permission {permission?} to {target} in Confluence',
  ),
  'audit.logging.summary.global.permission.removed': say(
    '{who} took the global permission {permission?} away from {target} in Confluence',
  ),
  'audit.logging.summary.space.permission.removed': say(
    '{who} took {permission?} on the space {space} away from {receiver} in Confluence',
  ),
  'audit.logging.summary.space.export': say('{who} exported the space {space} from Confluence'),
  'bitbucket.service.user.audit.action.authenticationsuccess': say('{who} signed in to Bitbucket'),
  'bitbucket.service.user.audit.action.authenticationfailure': say(
    '{who} signed in to Bitbucket',
    '{who} failed to sign in to Bitbucket',
  ),
  'bitbucket.web.audit.action.logoutsuccess': say('{who} signed out of Bitbucket'),
  'bitbucket.service.user.audit.action.usercreated': say('{who} created the user {user} in Bitbucket'),
  'bitbucket.service.user.audit.action.userdeleted': say('{who} deleted the user {user} in Bitbucket'),
  'bitbucket.service.user.audit.action.usercredentialupdated': say(
    '{who} changed the password of {user} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.groupmembershipscreated.user': say(
    '{who} added {user} to the group {group} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.globalpermissiongranted': say(
    '{who} gave {user} the global permission {granted} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.projectpermissiongranted': say(
    '{who} gave {user} {granted} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.repositorypermissiongranted': say(
    '{who} gave {user} {granted} in Bitbucket',
  ),
  'bitbucket.service.repository.audit.action.repositoryaccessed': say(
    '{who} opened the repository {repository} in Bitbucket',
  ),
  'bitbucket.access.tokens.audit.action.accesstokencreated.personal': say(
    '{who} created the personal access token {issued} in Bitbucket',
  ),
  'bitbucket.access.tokens.audit.action.accesstokencreated.repository': say(
    '{who} created the access token {issued} for the repository {repository?} in Bitbucket',
  ),
  'bitbucket.ssh.audit.action.sshkeycreated': say('{who} added an SSH key to a profile in Bitbucket'),
  'atlassian.audit.event.action.audit.search': say('{who} looked through the audit log of {product}'),
  'atlassian.audit.event.action.audit.config.updated': say(
    '{who} changed what the audit log of {product} records',
  ),
  'jira.auditing.user.logged.out': say('{who} signed out of Jira'),
  'jira.auditing.user.password.changed': say('{who} changed the password of {user} in Jira'),
  'jira.auditing.websudo.session.started': say('{who} signed in to Jira again as an administrator'),
  'jira.auditing.websudo.session.invalidated': say('{who} ended an administrator session in Jira'),
  'audit.logging.summary.login.success': say('{who} signed in to Confluence'),
  'audit.logging.summary.login.failed': say(
    '{who} signed in to Confluence',
    '{who} failed to sign in to Confluence',
  ),
  'audit.logging.summary.user.logout': say('{who} signed out of Confluence'),
  'audit.logging.summary.sudo.auth.successful': say(
    '{who} signed in to Confluence again as an administrator',
  ),
  'audit.logging.summary.sudo.logout': say('{who} ended an administrator session in Confluence'),
  'audit.logging.summary.user.password.changed': say('{who} changed the password of {user} in Confluence'),
  'audit.logging.summary.space.import': say('{who} imported the space {space} into Confluence'),
  'bitbucket.service.user.audit.action.groupmembershipdeleted': say(
    '{who} took {user} out of the group {group} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.globalpermissiongrantrequested': say(
    '{who} asked for the global permission {permission?} for {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.globalpermissionrevoked': say(
    '{who} took the global permission {permission?} away from {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.projectpermissionrevoked': say(
    '{who} took {permission?} on the project {project} away from {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.projectpermissiongrantrequested': say(
    '{who} asked for {permission?} on the project {project} for {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.repositorypermissiongrantrequested': say(
    '{who} asked for {permission?} on the repository {repository} for {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.repositorypermissionrevoked': say(
    '{who} took {permission?} on the repository {repository} away from {receiver} in Bitbucket',
  ),
  'bitbucket.service.user.audit.action.repositorypermissionrevocationrequested': say(
    '{who} asked to take {permission?} on the repository {repository} away from {receiver} in Bitbucket',
  ),
  'bitbucket.service.applicationconfiguration.audit.action.applicationsetup': say(
    '{who} completed the setup of Bitbucket',
  ),
  'bitbucket.ssh.audit.action.sshkeydeleted': say('{who} removed an SSH key from a profile in Bitbucket'),
  'bitbucket.ssh.audit.action.sshaccesskeygranted.repository': say(
    '{who} gave an SSH access key to the repository {repository} in Bitbucket',
  ),
  'bitbucket.ssh.audit.action.sshaccesskeyrevoked.repository': say(
    '{who} took an SSH access key from the repository {repository} in Bitbucket',
  ),
  'bitbucket.plugins.gpg.audit.action.gpgevent.created': say(
    '{who} added a GPG key to a profile in Bitbucket',
  ),
  'bitbucket.plugins.gpg.audit.action.gpgevent.deleted': say(
    '{who} removed a GPG key from a profile in Bitbucket',
  ),
  // Jira and Confluence in the cloud
  'User created': say('{who} created the user {user} in {product}'),
  'User updated': say('{who} changed the user {user} in {product}'),
  'User details updated': say('{who} changed the user {user} in {product}'),
  'User deactivated': say('{who} deactivated the user {user} in {product}'),
  'User deleted': say('{who} deleted the user {user} in {product}'),
  'User reactivated': say('{who} reactivated the user {user} in {product}'),
  'User added to group': say('{who} added {user} to the group {group} in {product}'),
  'User removed from group': say('{who} took {user} out of the group {group} in {product}'),
  "User's password changed": say('{who} changed the password of {user} in {product}'),
  'Group created': say('{who} created the group {group} in {product}'),
  'Group deleted': say('{who} deleted the group {group} in {product}'),
  'Global permission added': say('{who} granted the global permission {permission?} to {group} in {product}'),
  'Global permission removed': say(
    '{who} took the global permission {permission?} away from {group} in {product}',
  ),
  'Permission scheme updated': say('{who} changed the permission scheme {scheme} in {product}'),
  'Project created': say('{who} created the project {project} in {product}'),
  'Project deleted': say('{who} deleted the project {project} in {product}'),
  'Project roles changed': say('{who} changed the project role {target} in {product}'),
  'Workflow created': say('{who} created the workflow {workflow} in {product}'),
  'Workflow updated': say('{who} changed the workflow {workflow} in {product}'),
  'Workflow deleted': say('{who} deleted the workflow {workflow} in {product}'),
  'Custom field created': say('{who} created the custom field {target} in {product}'),
  'Space created': say('{who} created the space {space} in {product}'),
  'Space deleted': say('{who} deleted the space {space} in {product}'),
  'Space export': say('{who} exported the space {space} from {product}'),
  'Space exported': say('{who} exported the space {space} from {product}'),
  'Space configuration updated': say('{who} changed the settings of the space {space} in {product}'),
  'Space logo uploaded': say('{who} changed the logo of the space {space} in {product}'),
  'Space permission added': say('{who} granted a permission on the space {space} in {product}'),
  'Space permission removed': say('{who} took away a permission on the space {space} in {product}'),
  'Content restriction added': say('{who} restricted {target} in {product}'),
  'Content restriction removed': say('{who} lifted a restriction of {target} in {product}'),
  'Page archived': say('{who} archived the page {page} in {product}'),
  'Page exported': say('{who} exported the page {page} from {product}'),
  'App installed': say('{who} installed the app {target} in {product}'),
  'App uninstalled': say('{who} removed the app {target} from {product}'),
  'API token created': say('{who} created the API token {issued} in {product}'),
  'API token revoked': say('{who} revoked the API token {target} in {product}'),
  // The organisation
  user_login: say('{who} signed in to Atlassian', '{who} failed to sign in to Atlassian'),
  user_login_failed: say('{who} signed in to Atlassian', '{who} failed to sign in to Atlassian'),
  user_logout: say('{who} signed out of Atlassian'),
  user_logged_in_as_user: say('{who} signed in to Atlassian as {user}'),
  user_created: say('{who} created the Atlassian account {user}'),
  user_invited: say('{who} invited {user} to Atlassian'),
  user_deactivated: say('{who} deactivated the Atlassian account {user}'),
  user_suspended: say('{who} suspended the Atlassian account {user}'),
  user_deleted: say('{who} deleted the Atlassian account {user}'),
  user_reactivated: say('{who} reactivated the Atlassian account {user}'),
  user_added_to_group: say('{who} added {user} to the Atlassian group {group}'),
  user_removed_from_group: say('{who} took {user} out of the Atlassian group {group}'),
  user_granted_role: say('{who} gave {user} {granted} in Atlassian'),
  user_revoked_role: say('{who} took a role from {user} in Atlassian'),
  added_org_admin: say('{who} made {user} an administrator of the Atlassian organisation'),
  group_created: say('{who} created the Atlassian group {group}'),
  group_deleted: say('{who} deleted the Atlassian group {group}'),
  group_granted_admin_access: say('{who} gave the group {group} administrator access in Atlassian'),
  api_token_created: say('{who} created the Atlassian API token {issued}'),
  api_token_revoked: say('{who} revoked an Atlassian API token'),
  api_key_created: say('{who} created the Atlassian API key {issued}'),
  twosv_disabled_for_user: say('{who} switched two-step verification off for {user} in Atlassian'),
  app_installed: say('{who} installed the app {app} in Atlassian'),
  audit_log_exported: say('{who} exported the Atlassian audit log'),
};

/** What stands before the words of a Data Center key. */
const PREFIX =
  /^(?:jira\.auditing|audit\.logging\.summary|atlassian\.audit\.event\.action|.*\.audit\.(?:action|log\.summary))\./;

/** Words of which Bitbucket builds the last part of its keys; the longest that fits counts. */
const PARTS = new RegExp(
  `
    access accessed application approval archive auth available avatar base branch change changed check checks
    configuration container created creation credential default deleted deletion deployment disabled elasticsearch
    enabled event extension extensions farm feature for fork framework git global gpg grant granted group hook
    insights installed key keys lfs license mail membership memberships merge mirror mode model modification
    modified module name of permission plugin policy project properties proxy public pull push removed renamed
    report reports repository request requested reviewers revocation revoked s scanning scm secret server settings
    setup ssh started to token trusted unavailable uninstalled updated upgraded url user webhook
  `
    .trim()
    .split(/\s+/)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gy',
);

/** The action as words, for sentences that have none of their own: `jira.auditing.project.created` → `project created`. */
export function atlassianWords(action: string): string {
  if (/^[a-z0-9]+(?:_[a-z0-9]+)+$/i.test(action)) return action.replaceAll('_', ' ');
  const bare = action.replace(PREFIX, '');
  if (bare === action) return action;
  return bare.split('.').map(spaced).join(' ');
}

/** Joined words apart, where all of the text is made of known ones. */
function spaced(word: string): string {
  const parts: string[] = [];
  PARTS.lastIndex = 0;
  for (let at = 0; at < word.length; at = PARTS.lastIndex) {
    const part = PARTS.exec(word);
    if (part === null) return word;
    parts.push(part[0]);
  }
  return parts.join(' ');
}
