/**
 * The facts that the case is built around. "Published" is what Cloudflare wrote about its own incident; the company
 * here is fictional, and everything else is invented for it.
 */
import { at } from './clock.ts';

/** Published indicators of the attacker. */
export const ATTACKER_IP = '193.142.58.126';
export const C2_IP = '198.244.174.214';
export const PAYLOAD_DOMAIN = 'idowall.com';
export const PAYLOAD_NAME = 'jvm-agent';

/** Published times, UTC. */
export const T = {
  oktaDenied: at('2023-11-14 09:22:49'),
  gatewayToken: at('2023-11-15 16:28:38'),
  accountCreated: at('2023-11-16 14:36:37'),
  pauseFrom: at('2023-11-17 14:33:52'),
  pauseTo: at('2023-11-20 09:26:53'),
  scriptRunner: at('2023-11-22 14:18:22'),
  adminGroup: at('2023-11-23 15:58:00'),
  alert: at('2023-11-23 16:00:00'),
  socStarts: at('2023-11-23 16:12:00'),
  serviceDisabled: at('2023-11-23 16:35:00'),
  madeDisabled: at('2023-11-23 17:23:00'),
  declared: at('2023-11-23 17:43:00'),
  firewall: at('2023-11-23 21:31:00'),
  lastActivity: at('2023-11-24 10:44:00'),
  sliverRemoved: at('2023-11-24 11:59:00'),
} as const;

/** Published sizes: distinct things that the attacker looked at or took. */
export const ORACLE = { jiraTickets: 36, wikiPages: 202, reposViewed: 120, reposArchived: 76 } as const;

/** Published search words, and one of the "global network" searches of the next day. */
export const SEARCHES = [
  'remote access',
  'secret',
  'client-secret',
  'openconnect',
  'cloudflared',
  'token',
] as const;

/** Invented: the fictional company. */
export const DOMAIN = 'halcyonedge.example';
export const ACCOUNT_PROD = '481516234210';
export const ACCOUNT_APPS = '481516234299';
export const ATLASSIAN_HOST = '10.40.12.21';
export const ATLASSIAN_ENI = 'eni-0a71a55ian000001';
export const ATLASSIAN_INSTANCE = 'i-0c1d7b3f5e9a24680';
export const SAO_PAULO_CONSOLE = '10.90.4.17';

/** Invented: the names of the four credentials that were leaked and never rotated (their kinds are published). */
export const SMARTSHEET = 'smartsheet-svc';
export const BITBUCKET = 'bitbucket-svc';
export const MOVEWORKS = `svc-moveworks@${DOMAIN}`;
export const MOVEWORKS_TOKEN = '00Tmoveworks0gateway1';
export const MARKETPLACE_USER = 'apps-marketplace-svc';
export const MARKETPLACE_KEY = 'AKIAXAMPLE7MARKETPLC';
/** The account that the attacker made. */
export const MADE_LOGIN = 'tandrews';
