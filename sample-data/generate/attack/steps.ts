/** The steps of the incident in order. `source` names the publication: [A] and [B] of the case's README, or `invented`. */
import { at, isoSeconds } from '../clock.ts';
import { T } from '../facts.ts';

export interface Step {
  readonly id: string;
  /** `2023-11-14T09:22:49Z`; a day alone where the publication gives no time of day. */
  readonly time: string;
  readonly title: string;
  readonly source: '[A]' | '[B]' | 'invented';
}

const second = (ms: number): string => isoSeconds(ms);
const day = (text: string): string => isoSeconds(at(text)).slice(0, 10);

export const STEPS = [
  {
    id: 'session-hijacked',
    time: day('2023-10-18'),
    title: 'Okta session with administrative privileges used by the attacker; two employee accounts',
    source: '[B]',
  },
  {
    id: 'sessions-cleared',
    time: day('2023-10-18'),
    title: 'Defenders clear the sessions of both employees',
    source: '[B]',
  },
  {
    id: 'okta-denied',
    time: second(T.oktaDenied),
    title: 'Probing begins: Okta login denied',
    source: '[A]',
  },
  { id: 'dashboard-denied', time: day('2023-11-14'), title: 'Dashboard denied', source: '[A]' },
  {
    id: 'aws-accessed',
    time: day('2023-11-14'),
    title: 'AWS environment of the apps marketplace accessed',
    source: '[A]',
  },
  {
    id: 'gateway-token',
    time: second(T.gatewayToken),
    title: 'Moveworks service token used at the gateway',
    source: '[A]',
  },
  {
    id: 'atlassian-access',
    time: day('2023-11-15'),
    title: 'Smartsheet service account signs in to Jira and Confluence',
    source: '[A]',
  },
  {
    id: 'searches',
    time: day('2023-11-15'),
    title: 'Searches for remote access, secret, client-secret, openconnect, cloudflared, token',
    source: '[A]',
  },
  { id: 'jira-read', time: day('2023-11-15'), title: '36 Jira tickets read', source: '[A]' },
  { id: 'wiki-read', time: day('2023-11-15'), title: '202 wiki pages read', source: '[A]' },
  {
    id: 'account-created',
    time: second(T.accountCreated),
    title: 'Atlassian account made that looks like an employee',
    source: '[A]',
  },
  {
    id: 'groups-added',
    time: day('2023-11-16'),
    title: 'The new account is added to several groups',
    source: '[A]',
  },
  { id: 'pause-begins', time: second(T.pauseFrom), title: 'Last action before the pause', source: '[A]' },
  { id: 'pause-ends', time: second(T.pauseTo), title: 'First access test after the pause', source: '[A]' },
  {
    id: 'access-tests',
    time: day('2023-11-20'),
    title: 'Short access tests on 20 and 21 November',
    source: '[A]',
  },
  {
    id: 'scriptrunner',
    time: second(T.scriptRunner),
    title: 'Sliver installed through ScriptRunner for Jira',
    source: '[A]',
  },
  {
    id: 'beacon',
    time: day('2023-11-22'),
    title: 'The Atlassian server talks to the command server',
    source: '[A]',
  },
  {
    id: 'bitbucket-access',
    time: day('2023-11-22'),
    title: 'Bitbucket service account signs in',
    source: '[A]',
  },
  { id: 'repos-viewed', time: day('2023-11-22'), title: '120 repositories viewed', source: '[A]' },
  { id: 'repos-archived', time: day('2023-11-22'), title: '76 repositories archived', source: '[A]' },
  {
    id: 'sao-paulo-denied',
    time: day('2023-11-22'),
    title: 'Attempts to reach the console server in São Paulo, all denied',
    source: '[A]',
  },
  {
    id: 'made-account-used',
    time: day('2023-11-22'),
    title: 'The made account signs in and looks around',
    source: 'invented',
  },
  {
    id: 'admin-group',
    time: second(T.adminGroup),
    title: 'Smartsheet account added to an administrators group',
    source: '[A]',
  },
  { id: 'alert', time: second(T.alert), title: 'Automatic alert reaches security', source: '[A]' },
  { id: 'soc-starts', time: second(T.socStarts), title: 'SOC starts work', source: '[A]' },
  {
    id: 'service-disabled',
    time: second(T.serviceDisabled),
    title: 'Smartsheet account deactivated',
    source: '[A]',
  },
  {
    id: 'made-disabled',
    time: second(T.madeDisabled),
    title: 'The account made by the attacker deactivated',
    source: '[A]',
  },
  { id: 'declared', time: second(T.declared), title: 'Incident declared', source: '[A]' },
  {
    id: 'lockout',
    time: day('2023-11-23'),
    title: 'Signing in with the closed accounts fails',
    source: 'invented',
  },
  {
    id: 'credentials-revoked',
    time: day('2023-11-23'),
    title: 'The other three credentials revoked',
    source: 'invented',
  },
  {
    id: 'firewall',
    time: second(T.firewall),
    title: 'Firewall rules block the known attacker addresses',
    source: '[A]',
  },
  {
    id: 'blocked',
    time: day('2023-11-23'),
    title: 'Connections of the attacker rejected by the firewall',
    source: '[A]',
  },
  {
    id: 'last-activity',
    time: second(T.lastActivity),
    title: 'Last known activity of the attacker',
    source: '[A]',
  },
  { id: 'sliver-removed', time: second(T.sliverRemoved), title: 'Sliver removed', source: '[A]' },
  {
    id: 'attacker-flows',
    time: day('2023-11-14'),
    title: 'Network flows of the attacker to and from the Atlassian server',
    source: 'invented',
  },
] as const satisfies readonly Step[];

export type StepId = (typeof STEPS)[number]['id'];
