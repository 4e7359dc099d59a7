/** What sort of thing an identity is, and the sentence that says how one can tell. */
import type { Actor, ActorType, Alias, SourceType } from '../../events/event.ts';
import type { IdentityClass } from '../case-view.ts';
import { SOURCE_WORDS } from '../words.ts';
import { isEmail, parseRoleSession } from './aliases.ts';
import type { RosterPerson } from './roster.ts';

interface Classified {
  readonly class: IdentityClass;
  readonly why: string;
}

/** Parts of a name that people give to accounts no person signs in with. */
const MACHINE_PART =
  /(?:^|[-_.+])(?:svc|srv|service|serviceaccount|bot|robot|automation|integration|daemon|agent|ci|cicd|deploy|deployer|scanner|sync|batch|cron)\d*(?=$|[-_.+@])/i;

/** Whether people give such a name to accounts that no person signs in with: `payroll-svc`, `ci@…`. */
export function hasMachineName(alias: Alias): boolean {
  return isName(alias) && MACHINE_PART.test(localPart(alias));
}

/** Types that a source states outright, in the order in which they outweigh each other. */
const STATED: readonly ActorType[] = ['system', 'service', 'token', 'role', 'human'];

/**
 * Class of an identity: as a roster says it, else as its records do. `roster` null: the case has none; `person` null: it
 * has, and this identity is in none, which is said of whatever may be a person.
 */
export function classify(
  actors: readonly { readonly source: SourceType; readonly actor: Actor }[],
  aliases: readonly Alias[],
  roster: { readonly person: RosterPerson | null } | null = null,
): Classified {
  const type = roster?.person?.type ?? null;
  if (type !== null && roster?.person)
    return { class: type, why: `the ${roster.person.place} lists it as ${ROSTER_WORDS[type]}` };
  const recorded = classifyRecords(actors, aliases);
  const account = aliases.some((alias) => alias.kind === 'email' || alias.kind === 'login');
  const maybePerson = recorded.class === 'human' || recorded.class === 'unknown';
  if (roster === null || roster.person !== null || !account || !maybePerson) return recorded;
  return { class: recorded.class, why: `${recorded.why}; it is in no roster of this case` };
}

/**
 * Class of an identity from all its actors and aliases. A machine's name outweighs a source that calls every account
 * a user (Okta, Atlassian); a person's e-mail as session name outweighs the role it was assumed for.
 */
function classifyRecords(
  actors: readonly { readonly source: SourceType; readonly actor: Actor }[],
  aliases: readonly Alias[],
): Classified {
  const machineName = aliases.find(hasMachineName);
  if (machineName) {
    const part = MACHINE_PART.exec(localPart(machineName))![0].replace(/^[-_.+]/, '');
    return { class: 'service', why: `its ${kindWord(machineName)} ${machineName.value} contains “${part}”` };
  }
  const session = aliases.find((alias) => alias.kind === 'role-session');
  if (session) {
    const name = parseRoleSession(session.value)?.session ?? session.value;
    return isEmail(name)
      ? { class: 'human', why: `a person's e-mail ${name} is the name of its role session` }
      : { class: 'role', why: `it acts as the role session ${session.value}` };
  }
  for (const type of STATED) {
    const witness = actors.find((entry) => entry.actor.type === type);
    if (witness && type !== 'unknown') {
      return { class: type, why: `${SOURCE_WORDS[witness.source]} records it as ${TYPE_WORDS[type]}` };
    }
  }
  const email = aliases.find((alias) => alias.kind === 'email');
  if (email)
    return { class: 'human', why: `it has the e-mail ${email.value} and nothing says that it is a machine` };
  return { class: 'unknown', why: 'no record says what it is' };
}

const TYPE_WORDS: Readonly<Record<ActorType, string>> = {
  system: 'the system itself',
  service: 'a service',
  token: 'a token',
  role: 'a role',
  human: 'a user',
  unknown: 'nothing in particular',
};

const ROSTER_WORDS: Readonly<Record<ActorType, string>> = { ...TYPE_WORDS, human: 'a person' };

function isName(alias: Alias): boolean {
  return (
    alias.kind === 'email' ||
    alias.kind === 'login' ||
    (alias.kind === 'arn' && alias.value.includes(':user/'))
  );
}

function kindWord(alias: Alias): string {
  return alias.kind === 'email' ? 'e-mail' : alias.kind === 'login' ? 'login' : 'IAM user name';
}

/** The part that names the account: before the @ of an e-mail, after the last slash of an ARN. */
function localPart(alias: Alias): string {
  if (alias.kind === 'email') return alias.value.slice(0, alias.value.indexOf('@'));
  if (alias.kind === 'arn') return alias.value.slice(alias.value.lastIndexOf('/') + 1);
  return alias.value.includes('@') ? alias.value.slice(0, alias.value.indexOf('@')) : alias.value;
}
