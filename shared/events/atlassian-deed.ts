/**
 * What somebody did, in words, for Atlassian's actions that have no sentence of their own. Their names are all built alike:
 * a thing, what became of it, and at times to or from what (`Workflow scheme added to project`).
 */
import { truncateMiddle } from '../base/text.ts';
import type { Target } from './event.ts';

const VERBS = new Set(
  `
    accessed activated added approved archived assigned associated cancelled changed cleared cloned completed configured
    connected converted copied created deactivated declined deleted disabled disconnected downloaded edited enabled
    executed exported generated granted imported installed invalidated invited linked locked merged migrated modified
    moved opened performed published pushed reactivated regenerated rejected released removed renamed requested restored
    revoked rotated scheduled shared started stopped suspended transferred unarchived unassigned uninstalled unlinked
    unlocked unpublished unreleased unshared updated uploaded verified viewed
  `
    .trim()
    .split(/\s+/),
);
const LINKS = new Set(['to', 'from', 'for', 'in', 'on', 'with', 'as', 'by']);
/** Bitbucket's keys say behind the verb of which kind the thing is: `accesstokendeleted.repository`. */
const KINDS = new Set(['personal', 'repository', 'project']);

/** `words`: the action as words. Null where they are not built like that. */
export function atlassianDeed(words: string, targets: readonly Target[]): string | null {
  const all = words.split(' ').map(plain);
  const at = all.findLastIndex((word) => VERBS.has(word));
  if (at < 0) return null;
  if (at === 0) return `${all.join(' ')}${onWhat(targets)}`;
  const verb = all[at];
  let thing = all.slice(0, at);
  let rest = all.slice(at + 1);
  if (rest.length === 1 && KINDS.has(rest[0] ?? '')) {
    thing = [...rest, ...thing];
    rest = [];
  }
  const [link, ...behind] = rest;
  if (link !== undefined && !LINKS.has(link)) return null;
  const named = targetFor(thing, targets);
  const object = named === null ? withArticle(thing.join(' ')) : called(named, thing);
  if (link === undefined) return `${verb} ${object}${named === null ? onWhat(targets) : ''}`;
  const other = targetFor(behind, targets);
  return `${verb} ${object} ${link} ${other === null ? behind.join(' ') : called(other, behind)}`;
}

/** `Workflow` in lower case, `GPG` as it is. */
function plain(word: string): string {
  return /^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word;
}

/** The target that the words end with: `permission scheme` is a scheme, `resolutions` are a resolution, a plug-in is an app. */
function targetFor(words: readonly string[], targets: readonly Target[]): Target | null {
  const joined = words.join('').replace(/(?<!s)s$/, '');
  const said = [joined, joined.replace(/plugin$/, 'app')];
  const ends = (type: string) =>
    type !== '' && said.some((one) => one.endsWith(type.replace(/(?<!s)s$/, '')));
  return (
    targets.find(({ type, name, id }) => (name ?? id) !== null && ends(type.replaceAll('-', ''))) ?? null
  );
}

/** `the permission scheme Edge`; the kind of the target alone where the words say no more than it. */
function called(target: Target, words: readonly string[]): string {
  const kind = target.type.replaceAll('-', ' ');
  const said = words.join(' ').replace(/(?<!s)s$/, '');
  return `the ${said.endsWith(kind) ? said : kind} ${nameOf(target)}`;
}

function withArticle(thing: string): string {
  if (/[^s]s$/.test(thing)) return thing;
  return `${/^(?:[aeio]|un|up[dgl]|ssh)/i.test(thing) ? 'an' : 'a'} ${thing}`;
}

/** A repository says more than the project that it lies in. */
function onWhat(targets: readonly Target[]): string {
  const [first] = targets;
  const main = (first?.type === 'project' && targets.find(({ type }) => type === 'repository')) || first;
  return main === undefined || (main.name ?? main.id) === null ? '' : ` on ${main.type} ${nameOf(main)}`;
}

const MAX_NAME = 80;

function nameOf({ name, id }: Target): string {
  return truncateMiddle((name ?? id ?? '').replace(/\s+/g, ' '), MAX_NAME);
}
