/** Phrases of the story: what a kind of action is called, and upon what it was done. */
import { assertNever } from '../../base/assert.ts';
import type { Category, Effect, Target } from '../../events/event.ts';
import { count, grouped, list } from '../words.ts';

/** What one step is about: an effect it had, or else its category; what was refused is told as refused. */
export type Deed = Effect['kind'] | Category | 'refused' | 'refused-sign-in';

export function deedOf(
  category: Category,
  failed: boolean,
  effects: readonly Effect[],
  targets: readonly Target[],
): Deed {
  if (failed) return category === 'authentication' ? 'refused-sign-in' : 'refused';
  // A record that both makes and grants is about the making; one that runs code is about the code.
  const made = effects.find((effect) => effect.kind === 'created-account' || effect.kind === 'ran-code');
  const effect = (made ?? effects[0])?.kind;
  if (effect !== undefined) return effect;
  // A log of requests says that a sign-in page was answered, not that anybody signed in.
  return category === 'authentication' && targets.some((target) => target.type === 'url') ? 'read' : category;
}

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  issue: ['ticket', 'tickets'],
  page: ['wiki page', 'wiki pages'],
  repository: ['repository', 'repositories'],
  user: ['account', 'accounts'],
  app: ['application', 'applications'],
  url: ['web address', 'web addresses'],
};

function nounOf(type: string, n: number): string {
  const [one, many] = NOUNS[type] ?? [type, /(?:s|x|ch|sh)$/.test(type) ? `${type}es` : `${type}s`];
  return n === 1 ? one : many;
}

/** What a deed was done to in one product: distinct targets of the commonest type. */
export interface Objects {
  /** `Jira`, `AWS account 123`. */
  readonly where: string;
  readonly targets: readonly Target[];
  /** Distinct targets of this kind that the story has told by now, these among them. */
  readonly soFar: number;
}

interface Phrase {
  readonly deed: Deed;
  readonly cloud: boolean;
  /** Native actions, distinct. */
  readonly actions: readonly string[];
  readonly effects: readonly Effect[];
  readonly objects: readonly Objects[];
  readonly steps: number;
}

/** What was done, without who and from where: `viewed 36 tickets in Jira`. */
export function predicate(phrase: Phrase): string {
  const { deed, cloud, actions, objects } = phrase;
  const where = list(
    objects.map((part) => part.where),
    6,
  );
  switch (deed) {
    case 'created-account':
    case 'disabled-account':
    case 'granted':
    case 'issued-credential':
    case 'revoked-credential':
    case 'reset-credential':
    case 'blocked-ip':
      return `${effectWords(deed, phrase.effects)} in ${where}`;
    case 'ran-code':
      return effectWords(deed, phrase.effects);
    case 'authentication': {
      const through = namesOf(objects, (target) => target.type !== 'user');
      return `signed in to ${where}${through.length > 0 ? ` (${list(through, 2)})` : ''}${times(phrase)}`;
    }
    case 'refused-sign-in':
      return `was refused at ${where}${times(phrase)}`;
    case 'refused': {
      const things = namesOf(objects, () => true);
      return `was refused ${list(actions, 3)}${things.length > 0 ? ` on ${list(things, 2)}` : ''} in ${where}${times(phrase)}`;
    }
    case 'search':
      return `searched ${where} for ${list(
        namesOf(objects, () => true).map((name) => `“${name}”`),
        8,
      )}`;
    case 'read':
      if (cloud) return `called ${list(actions, 4)} in ${where}${times(phrase)}`;
      return `viewed ${each(objects, 'in')}`;
    case 'export':
      return `downloaded ${each(objects, 'from')}`;
    case 'execute':
    case 'account':
    case 'permission':
    case 'credential':
    case 'change':
    case 'network':
    case 'other':
      if (cloud) return `called ${list(actions, 3)} in ${where}${times(phrase)}`;
      return `${verbOf(actions)} ${each(objects, 'in')}`;
    default:
      return assertNever(deed);
  }
}

function effectWords(deed: Effect['kind'], effects: readonly Effect[]): string {
  const words = (of: (effect: Effect) => string): string =>
    list(
      [...new Set(effects.map(of))].filter((text) => text !== ''),
      4,
    );
  const accounts = words(aliasText);
  switch (deed) {
    case 'created-account':
      return `created the account ${accounts}`;
    case 'disabled-account':
      return `disabled the account ${accounts}`;
    case 'granted':
      return `gave ${accounts} ${words((effect) => (effect.kind === 'granted' ? effect.what : ''))}`;
    case 'issued-credential':
      return `issued ${words(credentialText)}${accounts === 'none' ? '' : ` for ${accounts}`}`;
    case 'revoked-credential':
      return `revoked ${words(credentialText)}`;
    case 'reset-credential':
      return `reset the credentials of ${accounts}`;
    case 'blocked-ip':
      return `blocked ${words((effect) => (effect.kind === 'blocked-ip' ? effect.ip : ''))}`;
    case 'ran-code': {
      const hosts = effects.flatMap((effect) => (effect.kind === 'ran-code' ? effect.hosts : []));
      const places = words((effect) => (effect.kind === 'ran-code' ? effect.where : ''));
      return `ran code on ${places}${hosts.length > 0 ? ` that names ${list([...new Set(hosts)])}` : ''}`;
    }
    default:
      return assertNever(deed);
  }
}

function aliasText(effect: Effect): string {
  return 'alias' in effect && effect.alias !== null ? effect.alias.value : '';
}

function credentialText(effect: Effect): string {
  return effect.kind === 'issued-credential' || effect.kind === 'revoked-credential' ? effect.credential : '';
}

function times({ steps }: Phrase): string {
  return steps > 1 ? `, ${count(steps, 'time')}` : '';
}

function namesOf(objects: readonly Objects[], wanted: (target: Target) => boolean): string[] {
  return objects.flatMap((part) =>
    part.targets.filter(wanted).map((target) => target.name ?? target.id ?? target.type),
  );
}

/** `46 wiki pages (184 so far) in Confluence and 7 tickets in Jira`; a single thing goes by its name. */
function each(objects: readonly Objects[], preposition: 'in' | 'from'): string {
  const parts = objects.map(({ where, targets, soFar }) => {
    const first = targets[0];
    if (!first) return `${where}`;
    const n = targets.length;
    const all = soFar > n ? ` (${grouped(soFar)} so far)` : '';
    const name = first.name ?? first.id;
    const what =
      n === 1 && name !== null
        ? `${nounOf(first.type, 1)} ${name}`
        : `${grouped(n)} ${nounOf(first.type, n)}`;
    return `${what}${n === 1 ? '' : all} ${preposition} ${where}`;
  });
  return list(parts, 4);
}

const VERBS: readonly (readonly [RegExp, string])[] = [
  [/creat|add|upload|install/i, 'created'],
  [/delet|remov|uninstall/i, 'removed'],
  [/archiv|export|download|clon/i, 'downloaded'],
  [/updat|chang|edit|modif|rename|mov|enabl|disabl|set/i, 'changed'],
  [/push/i, 'pushed to'],
  [/^(?:GET|HEAD)$/, 'requested'],
  [/^(?:POST|PUT|PATCH|DELETE)$/, 'sent data to'],
  [/execut|run|invok/i, 'ran'],
];

/** A verb where the native action's last words hold one; the action itself otherwise. */
function verbOf(actions: readonly string[]): string {
  const last = actions[0]?.split('.').slice(-2).join('.') ?? '';
  const verb = VERBS.find(([pattern]) => pattern.test(last))?.[1];
  return verb ?? `did ${list(actions, 2)} on`;
}
