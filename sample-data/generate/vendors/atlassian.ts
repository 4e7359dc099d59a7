/** Writes audit lines of Jira, Confluence and Bitbucket Data Center (the shared audit library, version 1.0). */
import { DOMAIN } from '../facts.ts';
import type { Label, LogRecord, Written } from '../record.ts';

export type Product = 'jira' | 'confluence' | 'bitbucket';

export const BASE_URL: Record<Product, string> = {
  jira: `https://jira.${DOMAIN}`,
  confluence: `https://wiki.${DOMAIN}`,
  bitbucket: `https://git.${DOMAIN}`,
};

export interface AuditAuthor {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export interface AffectedObject {
  readonly id?: string;
  readonly name: string;
  readonly type: string;
  readonly uri?: string;
}

interface ChangedValue {
  readonly key: string;
  readonly from?: string;
  readonly to?: string;
}

/** action, category, area, level of every action key used here. */
const ACTIONS = {
  'jira.auditing.user.logged.in': ['User logged in', 'security', 'SECURITY', 'FULL'],
  'jira.auditing.user.login.failed': ['User login failed', 'security', 'SECURITY', 'FULL'],
  'jira.auditing.user.created': ['User created', 'user management', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.user.updated': ['User updated', 'user management', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.user.deactivated': ['User deactivated', 'user management', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.group.user.added': ['User added to group', 'group management', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.group.user.removed': [
    'User removed from group',
    'group management',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'jira.auditing.issue.viewed': ['Issue viewed', 'issues', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.issue.searched': ['Issues searched', 'issues', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.issue.created': ['Issue created', 'issues', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.issue.updated': ['Issue updated', 'issues', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.global.permission.added': ['Global permission added', 'permissions', 'PERMISSIONS', 'BASE'],
  'jira.auditing.scriptrunner.console.executed': [
    'Script console executed',
    'ScriptRunner',
    'GLOBAL_CONFIG_AND_ADMINISTRATION',
    'BASE',
  ],
  'audit.logging.summary.user.login': ['User logged in', 'security', 'SECURITY', 'FULL'],
  'audit.logging.summary.search.performed': ['Search performed', 'search', 'END_USER_ACTIVITY', 'FULL'],
  'audit.logging.summary.page.viewed': ['Page viewed', 'pages', 'END_USER_ACTIVITY', 'FULL'],
  'audit.logging.summary.page.created': ['Page created', 'pages', 'END_USER_ACTIVITY', 'ADVANCED'],
  'audit.logging.summary.page.updated': ['Page updated', 'pages', 'END_USER_ACTIVITY', 'ADVANCED'],
  'audit.logging.summary.page.exported': ['Page exported', 'import/export', 'END_USER_ACTIVITY', 'ADVANCED'],
  'audit.logging.summary.space.permission.added': [
    'Space permission added',
    'permissions',
    'PERMISSIONS',
    'BASE',
  ],
  'bitbucket.service.audit.action.authenticationsuccess': [
    'User login success',
    'authentication',
    'SECURITY',
    'FULL',
  ],
  'bitbucket.service.audit.action.authenticationfailure': [
    'User login failed',
    'authentication',
    'SECURITY',
    'ADVANCED',
  ],
  'bitbucket.service.repository.audit.action.repositoryviewed': [
    'Repository viewed',
    'repositories',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.service.repository.audit.action.repositoryarchived': [
    'Repository archive downloaded',
    'repositories',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.service.repository.audit.action.repositorycloned': [
    'Repository cloned',
    'repositories',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.service.repository.audit.action.repositorypushed': [
    'Repository pushed',
    'repositories',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'jira.auditing.user.password.changed': [
    'User password changed',
    'user management',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'jira.auditing.issue.exported': ['Issues exported', 'issues', 'END_USER_ACTIVITY', 'FULL'],
  'personal.access.tokens.audit.log.summary.token.created': [
    'Personal access token created',
    'security',
    'SECURITY',
    'BASE',
  ],
  'personal.access.tokens.audit.log.summary.token.deleted': [
    'Personal access token deleted',
    'security',
    'SECURITY',
    'BASE',
  ],
  'audit.logging.summary.user.created': ['User created', 'users and groups', 'USER_MANAGEMENT', 'BASE'],
  'audit.logging.summary.user.deactivated': ['User disabled', 'users and groups', 'USER_MANAGEMENT', 'BASE'],
  'audit.logging.summary.group.membership.added': [
    'User added to group',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'audit.logging.summary.login.failed': ['User login failed', 'security', 'SECURITY', 'FULL'],
  'audit.logging.summary.space.exported': [
    'Space exported',
    'import/export',
    'END_USER_ACTIVITY',
    'ADVANCED',
  ],
  'bitbucket.access.tokens.audit.action.accesstokencreated.personal': [
    'Personal access token created',
    'access tokens',
    'SECURITY',
    'BASE',
  ],
  'bitbucket.access.tokens.audit.action.accesstokendeleted.personal': [
    'Personal access token deleted',
    'access tokens',
    'SECURITY',
    'BASE',
  ],
  'bitbucket.ssh.audit.action.sshkeycreated': ['SSH key created', 'SSH keys', 'SECURITY', 'BASE'],
  'bitbucket.ssh.audit.action.sshkeydeleted': ['SSH key deleted', 'SSH keys', 'SECURITY', 'BASE'],
  'bitbucket.service.user.audit.action.usercreated': [
    'User created',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'bitbucket.service.user.audit.action.usercredentialupdated': [
    'User password changed',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'audit.logging.summary.user.password.changed': [
    'User password changed',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'bitbucket.service.user.audit.action.userdeleted': [
    'User deleted',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'bitbucket.service.user.audit.action.groupmembershipscreated.user': [
    'User added to group',
    'users and groups',
    'USER_MANAGEMENT',
    'BASE',
  ],
  'bitbucket.service.user.audit.action.globalpermissiongranted': [
    'Global permission granted',
    'permissions',
    'PERMISSIONS',
    'BASE',
  ],
  'bitbucket.service.repository.audit.action.repositorypermissiongranted': [
    'Repository permission granted',
    'permissions',
    'PERMISSIONS',
    'BASE',
  ],
} as const;
export type AuditAction = keyof typeof ACTIONS;

const CATEGORY_PREFIX: Record<Product, string> = {
  jira: 'jira.auditing.category',
  confluence: 'audit.logging.category',
  bitbucket: 'bitbucket.service.audit.category',
};

/** What failed sign-ins have for an author. */
export const ANONYMOUS: AuditAuthor = { id: '-2', name: 'Anonymous', type: 'user' };
export const SYSTEM: AuditAuthor = { id: '-1', name: 'System', type: 'system' };

export interface AuditEvent {
  readonly time: number;
  readonly action: AuditAction;
  readonly author: AuditAuthor;
  /** Null for what the product does by itself: such lines have no `source`. Several hops stand separated by commas. */
  readonly from: string | null;
  readonly affected?: readonly AffectedObject[];
  readonly changed?: readonly ChangedValue[];
  readonly extra?: Readonly<Record<string, string>>;
}

export function productOf(action: AuditAction): Product {
  if (action.startsWith('jira.')) return 'jira';
  return action.startsWith('bitbucket.') ? 'bitbucket' : 'confluence';
}

/** One audit line of the big case. */
export function auditRecord(event: AuditEvent & { readonly label?: Label }): LogRecord {
  const product = productOf(event.action);
  return { ...writeAudit(event, product, BASE_URL[product]), stream: product, label: event.label ?? null };
}

/** One audit line. `system`: the product's own address. `nano` is a number of nanoseconds: .037 s is 37000000, which needs a zero in front when joined. */
export function writeAudit(event: AuditEvent, product: Product, system: string): Written {
  const [action, category, area, level] = ACTIONS[event.action];
  const value = {
    affectedObjects: event.affected ?? [],
    auditType: {
      action,
      actionI18nKey: event.action,
      area,
      category,
      categoryI18nKey: `${CATEGORY_PREFIX[product]}.${category.toLowerCase().replace(/[^a-z]+/g, '.')}`,
      level,
    },
    author: event.author,
    changedValues: (event.changed ?? []).map(({ key, ...values }) => ({ key, i18nKey: key, ...values })),
    extraAttributes: Object.entries(event.extra ?? {}).map(([name, text]) => ({
      name,
      nameI18nKey: name,
      value: text,
    })),
    method: event.from === null ? 'System' : 'Browser',
    ...(event.from === null ? {} : { source: event.from }),
    system,
    timestamp: { epochSecond: Math.floor(event.time / 1000), nano: (event.time % 1000) * 1_000_000 },
    version: '1.0',
  };
  return {
    source: `atlassian:${product}`,
    time: event.time,
    text: JSON.stringify(value),
    nativeId: null,
  };
}
