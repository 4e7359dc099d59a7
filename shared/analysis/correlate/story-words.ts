/** Phases and phrases of the story: what a kind of action is called, by whom it is done and upon what. */
import { assertNever } from '../../base/assert.ts';
import type { Category, Effect, Outcome, Target } from '../../events/event.ts';
import { count, grouped, list } from '../words.ts';

/** ATT&CK Enterprise tactics (https://attack.mitre.org/tactics/enterprise/) that actions in these sources show. */
export type Tactic =
  | 'Reconnaissance'
  | 'Initial Access'
  | 'Execution'
  | 'Persistence'
  | 'Privilege Escalation'
  | 'Discovery'
  | 'Lateral Movement'
  | 'Collection'
  | 'Command and Control'
  | 'Impact';

/** What one step is about: an effect it had, or else the category of its action. Steps of one deed make one line. */
export type Deed = Effect['kind'] | Category;

export function deedOf(category: Category, outcome: Outcome, effects: readonly Effect[]): Deed {
  const first = effects[0];
  if (!first || outcome === 'failure') return category;
  // A record that both makes and grants is about the making; one that runs code is about the code.
  const made = effects.find((effect) => effect.kind === 'created-account' || effect.kind === 'ran-code');
  return (made ?? first).kind;
}

/** The tactic that a deed shows. Content repositories are collected from, configuration is discovered. */
export function tacticOf(deed: Deed, outcome: Outcome, cloud: boolean, words: string): Tactic {
  switch (deed) {
    case 'authentication':
      return 'Initial Access';
    case 'ran-code':
    case 'execute':
      return 'Execution';
    case 'granted':
    case 'permission':
      return /admin/i.test(words) ? 'Privilege Escalation' : 'Persistence';
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
      return cloud || outcome === 'failure' ? 'Discovery' : 'Collection';
    case 'search':
    case 'other':
      return 'Discovery';
    case 'network':
      return outcome === 'failure' ? 'Reconnaissance' : 'Initial Access';
    default:
      return assertNever(deed);
  }
}

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  issue: ['ticket', 'tickets'],
  page: ['wiki page', 'wiki pages'],
  repository: ['repository', 'repositories'],
  user: ['account', 'accounts'],
  app: ['application', 'applications'],
};

/** `36 tickets`, `1 repository`. */
export function countTargets(type: string, n: number): string {
  const noun = NOUNS[type] ?? [type, /(?:s|x|ch|sh)$/.test(type) ? `${type}es` : `${type}s`];
  return count(n, noun[0], noun[1]);
}

export interface Phrase {
  readonly deed: Deed;
  readonly outcome: Outcome;
  /** Where: `Jira`, `AWS account 123`. */
  readonly where: string;
  /** Native actions, distinct. */
  readonly actions: readonly string[];
  readonly effects: readonly Effect[];
  /** The main target of each step, distinct. */
  readonly targets: readonly Target[];
  /** Distinct targets of this kind that the story has told by now, this line's among them. */
  readonly soFar: number;
  readonly steps: number;
}

/** What was done, without who and from where: `viewed 36 tickets in Jira`. */
export function predicate(phrase: Phrase): string {
  const { deed, outcome, where, actions, effects } = phrase;
  const refused = outcome === 'failure';
  const things = objects(phrase);
  const accounts = list(distinct(effects.map(aliasText)), 3);
  switch (deed) {
    case 'created-account':
      return `created the account ${accounts} in ${where}`;
    case 'disabled-account':
      return `disabled the account ${accounts} in ${where}`;
    case 'granted':
      return `gave ${accounts} ${list(distinct(effects.map(grantText)), 5)} in ${where}`;
    case 'issued-credential':
      return `issued ${list(distinct(effects.map(credentialText)), 2)} in ${where}`;
    case 'revoked-credential':
      return `revoked ${list(distinct(effects.map(credentialText)), 2)} in ${where}`;
    case 'reset-credential':
      return `reset the credentials of ${accounts} in ${where}`;
    case 'blocked-ip':
      return `blocked ${list(distinct(effects.map(ipText)), 4)} in ${where}`;
    case 'ran-code': {
      const hosts = distinct(effects.flatMap((effect) => (effect.kind === 'ran-code' ? effect.hosts : [])));
      return `ran code on ${where}${hosts.length > 0 ? ` that names ${list(hosts)}` : ''}`;
    }
    case 'authentication':
      if (refused) return `was refused at ${where}${times(phrase)}`;
      return `signed in to ${where}${things === '' ? '' : ` (${things})`}${times(phrase)}`;
    case 'search':
      return `${refused ? 'was refused a search in' : 'searched'} ${where}${things === '' ? times(phrase) : ` for ${quoted(phrase.targets)}`}`;
    case 'read':
      if (things === '')
        return `${refused ? 'was refused' : 'called'} ${list(actions, 4)} in ${where}${times(phrase)}`;
      return `${refused ? 'was refused a view of' : 'viewed'} ${things} in ${where}`;
    case 'export':
      return `${refused ? 'was refused the download of' : 'took out'} ${things === '' ? 'content' : things} from ${where}`;
    case 'execute':
      return `${refused ? 'tried to run' : 'ran'} ${things === '' ? list(actions, 3) : things} on ${where}`;
    case 'account':
    case 'permission':
    case 'credential':
    case 'change':
    case 'network':
    case 'other':
      return `${refused ? 'was refused' : 'did'} ${list(actions, 3)}${things === '' ? '' : ` on ${things}`} in ${where}${times(phrase)}`;
    default:
      return assertNever(deed);
  }
}

function times({ steps }: Phrase): string {
  return steps > 1 ? `, ${count(steps, 'time')}` : '';
}

/** Few targets by name, many by number, with the running total of their kind. */
function objects({ targets, soFar }: Phrase): string {
  const first = targets[0];
  if (!first) return '';
  if (targets.length <= 2 && soFar === targets.length)
    return list(targets.map((target) => target.name ?? target.id ?? target.type));
  const counted = countTargets(first.type, targets.length);
  return soFar > targets.length ? `${counted} (${grouped(soFar)} so far)` : counted;
}

function quoted(targets: readonly Target[]): string {
  return list(
    targets.map((target) => `“${target.name ?? target.id ?? ''}”`),
    8,
  );
}

function aliasText(effect: Effect): string {
  return 'alias' in effect && effect.alias !== null ? effect.alias.value : '';
}

function grantText(effect: Effect): string {
  return effect.kind === 'granted' ? effect.what : '';
}

function credentialText(effect: Effect): string {
  if (effect.kind === 'revoked-credential') return `the credential ${effect.credential}`;
  if (effect.kind !== 'issued-credential') return '';
  return `the credential ${effect.credential}${effect.alias ? ` for ${effect.alias.value}` : ''}`;
}

function ipText(effect: Effect): string {
  return effect.kind === 'blocked-ip' ? effect.ip : '';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
