/** A small company for tests of the chain: an office behind one address, a scheduled service, an actor from outside. */
import type { Chain, ChainStep } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import type { Actor, Draft } from '../../../../shared/events/event.ts';
import { caseViewOf, draft, type Sketch } from '../../../support/case-view.ts';

export const OFFICE = '203.0.113.10';
export const VENDOR = '198.51.100.77';
export const ACTOR = '192.0.2.66';
export const ACTOR_AGENT = 'curl/8.4.0';
export const BROWSER = (name: string): string => `Mozilla/5.0 (${name})`;

export function person(name: string): Actor {
  return {
    type: 'human',
    id: `00u${name}`,
    name: `${name}@corp.example`,
    email: `${name}@corp.example`,
    aliases: [{ kind: 'email', value: `${name}@corp.example` }],
  };
}

export function service(name: string): Actor {
  return { type: 'service', id: name, name, email: null, aliases: [{ kind: 'login', value: name }] };
}

type Extra = Partial<Omit<Sketch, 'at'>>;

export function okta(at: string, actor: Actor, from: string, more: Extra = {}): Draft {
  return draft({
    at,
    source: 'okta:system_log',
    action: 'user.session.start',
    category: 'authentication',
    actor,
    srcIp: from,
    userAgent: BROWSER(actor.name),
    system: 'okta',
    ...more,
  });
}

export function jira(at: string, actor: Actor, from: string, more: Extra = {}): Draft {
  return draft({
    at,
    source: 'atlassian:jira',
    action: 'jira.auditing.issue.viewed',
    category: 'read',
    actor,
    srcIp: from,
    system: 'jira.corp.example',
    ...more,
  });
}

export function aws(at: string, actor: Actor, from: string | null, more: Extra = {}): Draft {
  return draft({
    at,
    source: 'aws:cloudtrail',
    action: 'ListBuckets',
    category: 'read',
    actor,
    srcIp: from,
    userAgent: 'aws-cli/2',
    system: 'aws:123456789012',
    ...more,
  });
}

/** A flow as its sender sees it; a reply has the ports the other way round. */
export function flow(at: string, from: string, to: string, more: Extra = {}): Draft {
  return draft({
    at,
    source: 'aws:vpcflow',
    action: 'ACCEPT',
    category: 'network',
    srcIp: from,
    srcPort: 45_000,
    dstIp: to,
    dstPort: 443,
    ...more,
  });
}

/** Twenty colleagues sign in from the office on every day given (`2024-03-01`, …). */
export function officeDays(days: readonly string[]): Draft[] {
  return days.flatMap((day) =>
    Array.from({ length: 20 }, (_, i) =>
      okta(`${day}T08:${String(i).padStart(2, '0')}:00Z`, person(`staff${i}`), OFFICE),
    ),
  );
}

/** A service account at work from its vendor's address, every hour of the days given. */
export function schedule(days: readonly string[], actor: Actor, more: Extra = {}): Draft[] {
  return days.flatMap((day) =>
    Array.from({ length: 24 }, (_, h) =>
      jira(`${day}T${String(h).padStart(2, '0')}:30:00Z`, actor, VENDOR, {
        userAgent: 'vendor-sync/1.0',
        ...more,
      }),
    ),
  );
}

export const DAYS = Array.from({ length: 14 }, (_, i) => `2024-03-${String(i + 1).padStart(2, '0')}`);

/** The chain over these drafts, with what tests ask of it. */
export function chainOf(
  drafts: readonly Draft[],
  ...seeds: string[]
): Chain & { readonly has: (wanted: Draft) => boolean; readonly step: (wanted: Draft) => ChainStep } {
  const result = computeChain(caseViewOf(drafts), seeds);
  if (!result.ok) throw result.error;
  const byRow = new Map(result.value.steps.map((step) => [step.row, step]));
  const find = (wanted: Draft): ChainStep | undefined => byRow.get(drafts.indexOf(wanted));
  return {
    ...result.value,
    has: (wanted) => find(wanted) !== undefined,
    step: (wanted) => {
      const step = find(wanted);
      if (!step) throw new Error(`not in the chain: ${wanted.action} at ${wanted.time?.text}`);
      return step;
    },
  };
}

/** `e<row>`: the event id that the case in memory gives a draft. */
export function idOf(drafts: readonly Draft[], wanted: Draft): string {
  return `e${drafts.indexOf(wanted)}`;
}
