/** What one alias proves: under which key it joins actors, and how it is said in words. */
import type { Alias, AliasKind, SourceType } from '../../events/event.ts';

/** Strongest first: the identity's stable id is derived from its first alias in this order. */
const STRENGTH: readonly AliasKind[] = [
  'email',
  'okta-id',
  'login',
  'arn',
  'role-session',
  'atlassian-id',
  'subject',
  'access-key',
  'token',
  'account-id',
  'service',
  'display',
];

export function strengthOf(kind: AliasKind): number {
  return STRENGTH.indexOf(kind);
}

/** How a kind reads in a sentence: `same e-mail as …`. */
export const ALIAS_WORDS: Readonly<Record<AliasKind, string>> = {
  email: 'e-mail',
  'okta-id': 'Okta id',
  login: 'login',
  arn: 'ARN',
  'role-session': 'role session',
  'atlassian-id': 'Atlassian id',
  'access-key': 'access key',
  'account-id': 'AWS account',
  service: 'service name',
  token: 'token',
  subject: 'subject',
  display: 'display name',
};

/** Values that stand for "nobody in particular". They name no account, so two records that carry them share nothing. */
const NOBODY = new Set([
  '',
  '-',
  '-1',
  '-2',
  'null',
  'none',
  'n/a',
  'unknown',
  'undefined',
  'anonymous',
  'anonymous_user',
  'system',
  'hidden_due_to_security_reasons',
  'anonymous_principal',
]);

export function namesNobody(value: string): boolean {
  return NOBODY.has(value.trim().toLowerCase());
}

const EMAIL = /^[^\s@/:]{1,64}@[^\s@/:]{1,253}$/;

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}

/** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` cut into its parts; null for any other text. */
export function parseRoleSession(
  arn: string,
): { readonly account: string; readonly role: string; readonly session: string } | null {
  const found = /^arn:[\w-]+:sts::(\d*):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  return found ? { account: found[1]!, role: found[2]!, session: found[3]! } : null;
}

/** Small numbers are ids inside one product only: Bitbucket's user 101 is not Jira's user 101. */
const LOCAL_ID = /^\d{1,9}$/;

/**
 * The key under which an alias joins actors, or null when it must not: display names, values that name nobody, and
 * aliases that only qualify a stronger one (the role of a role session, the account of an IAM user).
 */
export function joinKey(alias: Alias, all: readonly Alias[], source: SourceType | null): string | null {
  if (namesNobody(alias.value)) return null;
  switch (alias.kind) {
    case 'display':
      return null;
    case 'arn':
      // All sessions of a role carry its ARN; the role is shown, the session acts.
      return all.some((other) => other.kind === 'role-session') ? null : plainKey(alias);
    case 'account-id':
    case 'service':
      return all[0] === alias ? plainKey(alias) : null;
    case 'atlassian-id':
      return LOCAL_ID.test(alias.value) && source ? `${plainKey(alias)}@${source}` : plainKey(alias);
    default:
      return plainKey(alias);
  }
}

/** `kind:value`, letter case ignored where the vendors ignore it. Jira's key `JIRAUSER42` is made of its number 42. */
export function plainKey(alias: Alias): string {
  const number = alias.kind === 'atlassian-id' ? /^JIRAUSER(\d+)$/i.exec(alias.value)?.[1] : undefined;
  if (number !== undefined) return `atlassian-id:jira:${number}`;
  const folds = alias.kind === 'email' || alias.kind === 'login';
  return `${alias.kind}:${folds ? alias.value.toLowerCase() : alias.value}`;
}
