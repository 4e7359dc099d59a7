/** Writes events of an Atlassian organisation (admin API) and audit records of Jira Cloud. */
import { isoMillis } from '../clock.ts';
import type { Written } from '../record.ts';
import type { Rng } from '../rng.ts';
import type { Account } from './company.ts';

export interface OrgItem {
  readonly id?: string;
  /** In the plural: `users`, `groups`, `repositories`, `pages`, `issues`, `api-tokens`. */
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface OrgEvent {
  readonly time: number;
  /** In words joined by underscores: `user_added_to_group`. */
  readonly action: string;
  readonly who: Account | null;
  readonly from: string | null;
  readonly context?: readonly OrgItem[];
  /** The token that acted for `who`. */
  readonly token?: { readonly id: string; readonly label: string };
}

export function orgUser(who: Account): OrgItem {
  return {
    id: who.accountId,
    type: 'users',
    attributes: { accountType: 'atlassian', email: who.email, name: who.name },
  };
}

export function writeOrg(random: Rng, site: string, event: OrgEvent): Written {
  const id = random.uuid();
  const { who, token } = event;
  const actor =
    who === null
      ? { id: 'system', name: 'System' }
      : {
          id: who.accountId,
          name: who.name,
          email: who.email,
          links: { self: `https://api.atlassian.example/users/${who.accountId}` },
          ...(token === undefined
            ? {}
            : { auth: { authType: 'api-token', tokenId: token.id, tokenLabel: token.label } }),
        };
  const value = {
    id,
    type: 'events',
    attributes: {
      time: isoMillis(event.time),
      action: event.action,
      actor,
      context: event.context ?? [],
      container: [
        {
          id: '3f1a5c0e-7b29-4d68-9e14-a2c0b7d85f31',
          type: 'sites',
          attributes: { siteName: site.split('.')[0]!, siteHostName: `https://${site}` },
          links: { alt: `https://${site}` },
        },
      ],
      ...(event.from === null ? {} : { location: { ip: event.from } }),
    },
    message: { content: event.action.replaceAll('_', ' '), format: 'simple' },
    links: { self: `https://api.atlassian.example/admin/v1/orgs/o1/events/${id}` },
  };
  return { source: 'atlassian:org', time: event.time, text: JSON.stringify(value), nativeId: id };
}

export interface JiraCloudEvent {
  readonly time: number;
  readonly summary: string;
  /** `user management`, `group management`, `permissions`, `projects` */
  readonly category: string;
  readonly who: Account | null;
  readonly from: string | null;
  readonly object: { readonly id: string; readonly name: string; readonly typeName: string };
  readonly changed?: readonly {
    readonly fieldName: string;
    readonly changedFrom?: string;
    readonly changedTo?: string;
  }[];
  readonly associated?: readonly { readonly id: string; readonly name: string; readonly typeName: string }[];
}

export function writeJiraCloud(random: Rng, event: JiraCloudEvent): Written {
  const id = random.int(10_000_000, 99_999_999);
  const value = {
    id,
    summary: event.summary,
    ...(event.from === null ? {} : { remoteAddress: event.from }),
    ...(event.who === null
      ? {}
      : { authorKey: `ug:${event.who.wikiKey}`, authorAccountId: event.who.accountId }),
    created: isoMillis(event.time).replace('Z', '+0000'),
    category: event.category,
    eventSource: '',
    objectItem: event.object,
    ...(event.changed === undefined ? {} : { changedValues: event.changed }),
    ...(event.associated === undefined ? {} : { associatedItems: event.associated }),
  };
  return { source: 'atlassian:jira', time: event.time, text: JSON.stringify(value), nativeId: String(id) };
}
