/** Accounts in the Atlassian products and in Okta, of people and of services, as audit authors and targets. */
import { BITBUCKET, DOMAIN, MADE_LOGIN, MOVEWORKS, SMARTSHEET } from './facts.ts';
import type { Person } from './people.ts';
import { rng } from './rng.ts';
import type { AffectedObject, AuditAuthor, Product } from './vendors/atlassian.ts';
import type { OktaActor, OktaTarget } from './vendors/okta.ts';

export interface Account {
  readonly login: string;
  readonly name: string;
  readonly jiraId: string;
  readonly wikiId: string;
  readonly bitbucketId: string;
}

const account = (login: string, name: string, number: number): Account => ({
  login,
  name,
  jiraId: `JIRAUSER${number}`,
  wikiId: `2c9d8a85${rng(`account/${login}`).hex(24)}`,
  bitbucketId: String(number - 10100),
});

export const SERVICE = {
  smartsheet: account(SMARTSHEET, 'Smartsheet Connector', 10117),
  bitbucket: account(BITBUCKET, 'Build Service', 10118),
  socBot: account('soc-automation', 'SOC Automation', 10122),
} as const;

/** The account that the attacker made. */
export const MADE: Account = account(MADE_LOGIN, 'Tessa Andrews', 11702);

/** Who did it, as one product writes it. */
export function author(of: Account | Person, product: Product): AuditAuthor {
  switch (product) {
    case 'jira':
      return { id: of.jiraId, name: of.login, type: 'ApplicationUser' };
    case 'confluence':
      return { id: of.wikiId, name: of.login, type: 'user' };
    case 'bitbucket':
      return { id: of.bitbucketId, name: of.login, type: 'NORMAL' };
  }
}

/** An account as the object of an audit line: each product has its own id for it, the login is common. */
export function userObject(of: Account | Person, product: Product = 'jira'): AffectedObject {
  const { id, name } = author(of, product);
  return { id, name, type: 'USER' };
}

export function oktaUser(of: Person): OktaActor {
  return { id: of.oktaId, type: 'User', alternateId: of.email, displayName: of.name };
}

export function oktaUserTarget(of: Person): OktaTarget {
  return { id: of.oktaId, type: 'User', alternateId: of.email, displayName: of.name };
}

/** The directory account behind the Moveworks token. */
export const MOVEWORKS_ACTOR: OktaActor = {
  id: `00u${rng('moveworks').alnum(17)}`,
  type: 'User',
  alternateId: MOVEWORKS,
  displayName: 'Moveworks Service',
};

const app = (name: string, alternateId: string): OktaTarget => ({
  id: `0oa${rng(`app/${name}`).alnum(17)}`,
  type: 'AppInstance',
  alternateId,
  displayName: name,
});

export const APP = {
  adminConsole: app('Okta Admin Console', 'Okta Admin Console'),
  dashboard: app('Halcyon Edge Dashboard', `https://dash.${DOMAIN}`),
  gateway: app('Atlassian Gateway', `https://gateway.${DOMAIN}`),
  jira: app('Jira', `https://jira.${DOMAIN}`),
  wiki: app('Confluence', `https://wiki.${DOMAIN}`),
  git: app('Bitbucket', `https://git.${DOMAIN}`),
  aws: app('AWS IAM Identity Center', 'AWS IAM Identity Center'),
  chat: app('Slack', 'Slack'),
  hr: app('Workday', 'Workday'),
  mail: app('Google Workspace', 'Google Workspace'),
  crm: app('Salesforce', 'Salesforce'),
  pager: app('PagerDuty', 'PagerDuty'),
} as const;
