/**
 * Phases of the story: ATT&CK Enterprise tactics by name, suggested from what was done, and the analyst's own where there
 * is a decision. A decision names events, not lines, so it holds however a later chain cuts its lines.
 */
import { assertNever } from '../../base/assert.ts';
import type { SourceType } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { PhaseEdit } from '../chain-types.ts';
import { type Decision, holding, type PhaseDecision } from '../decisions.ts';
import { list, moment } from '../words.ts';
import type { Deed } from './story-words.ts';

/** ATT&CK Enterprise tactics (https://attack.mitre.org/tactics/enterprise/) in the order of the kill chain. */
export const TACTICS = [
  'Reconnaissance',
  'Resource Development',
  'Initial Access',
  'Execution',
  'Persistence',
  'Privilege Escalation',
  'Defense Evasion',
  'Credential Access',
  'Discovery',
  'Lateral Movement',
  'Collection',
  'Command and Control',
  'Exfiltration',
  'Impact',
] as const;
export type Tactic = (typeof TACTICS)[number];

/** A phase that the actions show, and the sentence that says how. */
export interface Suggestion {
  readonly phase: Tactic;
  readonly why: string;
}

/** What a deed was done with and to, as far as it tells the phase. */
export interface Doing {
  readonly deed: Deed;
  readonly source: SourceType;
  /** Native actions, distinct. */
  readonly actions: readonly string[];
  /** What was granted: groups, roles, policies. */
  readonly grants: readonly string[];
}

/** The tactic that a deed shows. Documents are collected, the configuration of a cloud account is discovered. */
export function suggestPhase(doing: Doing): Suggestion {
  const phase = tacticOf(doing);
  const technique = techniqueOf(doing);
  const shown = technique === null ? '' : `, ${technique}`;
  return { phase, why: `Suggested: ${DEED_WORDS[doing.deed]} (${list(doing.actions, 2)})${shown}.` };
}

function tacticOf({ deed, source, grants }: Doing): Tactic {
  switch (deed) {
    case 'authentication':
    case 'refused-sign-in':
    case 'network':
      return 'Initial Access';
    case 'ran-code':
    case 'execute':
      return 'Execution';
    case 'granted':
    case 'permission':
      return grants.some((what) => /admin|root|owner|poweruser/i.test(what))
        ? 'Privilege Escalation'
        : 'Persistence';
    case 'created-account':
    case 'account':
    case 'issued-credential':
    case 'credential':
    case 'reset-credential':
      return 'Persistence';
    case 'disabled-account':
    case 'revoked-credential':
    case 'blocked-ip':
    case 'change':
      return 'Impact';
    case 'export':
      return 'Collection';
    case 'read':
      return source === 'aws:cloudtrail' ? 'Discovery' : 'Collection';
    case 'refused':
    case 'search':
    case 'other':
      return 'Discovery';
    default:
      return assertNever(deed);
  }
}

const DEED_WORDS: Readonly<Record<Deed, string>> = {
  authentication: 'an account was signed in to',
  'refused-sign-in': 'sign-ins were refused',
  refused: 'the product refused what was tried',
  network: 'addresses exchanged traffic',
  search: 'content was searched',
  read: 'content or configuration was looked at',
  export: 'content was taken out in bulk',
  change: 'content or configuration was changed',
  execute: 'something was run or installed',
  account: 'an account was changed',
  permission: 'permissions were changed',
  credential: 'a credential was changed',
  other: 'no more is known of the action',
  'created-account': 'an account was made',
  'disabled-account': 'an account was taken from its owner',
  granted: 'an account was given more reach',
  'issued-credential': 'a credential was issued',
  'revoked-credential': 'a credential was revoked',
  'reset-credential': 'credentials were set anew',
  'blocked-ip': 'an address was blocked',
  'ran-code': 'code was run on a server',
};

/** The technique, only where the action leaves no other (ids and names as ATT&CK writes them). */
function techniqueOf({ deed, source, actions }: Doing): string | null {
  const cloud = source === 'aws:cloudtrail';
  switch (deed) {
    case 'authentication':
      return 'T1078 Valid Accounts';
    case 'created-account':
      return cloud ? 'T1136.003 Create Account: Cloud Account' : 'T1136 Create Account';
    case 'granted':
      return 'T1098 Account Manipulation';
    case 'issued-credential':
      return actions.some((action) => /CreateAccessKey$/.test(action))
        ? 'T1098.001 Account Manipulation: Additional Cloud Credentials'
        : null;
    case 'ran-code':
      return cloud ? 'T1651 Cloud Administration Command' : 'T1059 Command and Scripting Interpreter';
    case 'read':
    case 'export':
      if (source === 'atlassian:confluence')
        return 'T1213.001 Data from Information Repositories: Confluence';
      if (source === 'atlassian:bitbucket')
        return 'T1213.003 Data from Information Repositories: Code Repositories';
      if (source === 'atlassian:jira') return 'T1213 Data from Information Repositories';
      return cloud && deed === 'export' ? 'T1530 Data from Cloud Storage' : null;
    case 'disabled-account':
      return 'T1531 Account Access Removal';
    default:
      return null;
  }
}

/** Traffic between hosts: what a flow shows depends on who commanded whom and whether it was let through. */
export function suggestFlowPhase(commanded: boolean, refused: boolean): Suggestion {
  if (commanded) {
    return refused
      ? { phase: 'Lateral Movement', why: 'Suggested: a commanded host tried to reach another one inside.' }
      : { phase: 'Command and Control', why: 'Suggested: a host spoke to the address that commands it.' };
  }
  return refused
    ? { phase: 'Reconnaissance', why: 'Suggested: the firewall refused traffic from the actor’s address.' }
    : { phase: 'Initial Access', why: 'Suggested: the actor’s address reached a host.' };
}

type Given = Decision & { readonly data: PhaseDecision };

/** The analyst's phases, looked up by event. */
export class GivenPhases {
  /** The latest decision on an event holds. */
  private readonly byEvent = new Map<string, Given>();

  constructor(view: CaseView) {
    for (const decision of holding(view.decisions, 'phase'))
      for (const event of decision.data.events) this.byEvent.set(event, decision);
  }

  /** The phase that most of the events were given, or null when none was given any. Ties go to the later decision. */
  of(events: readonly string[]): { readonly phase: string; readonly edit: PhaseEdit } | null {
    if (this.byEvent.size === 0) return null;
    const votes = new Map<string, { events: number; decisions: Map<number, Given>; latest: number }>();
    for (const event of events) {
      const given = this.byEvent.get(event);
      if (!given) continue;
      const { phase } = given.data;
      const vote = votes.get(phase) ?? { events: 0, decisions: new Map(), latest: -1 };
      votes.set(phase, vote);
      vote.events++;
      vote.decisions.set(given.id, given);
      vote.latest = Math.max(vote.latest, given.id);
    }
    const [best] = [...votes].sort(([, a], [, b]) => b.events - a.events || b.latest - a.latest);
    if (!best) return null;
    const [phase, { decisions, latest }] = best;
    const { madeBy, made, reason } = decisions.get(latest)!;
    const why = `Given by ${madeBy} at ${moment(made)}${reason === '' ? '' : `: ${reason}`}.`;
    return { phase, edit: { decisions: [...decisions.keys()], by: madeBy, why } };
  }
}
