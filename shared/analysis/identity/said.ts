/**
 * What the records themselves say about accounts that they do not show acting: a target that has both id and e-mail, an
 * account made with an e-mail, a key issued to a user, a single sign-on that names the account in the product. One pass
 * over the rows that looks at each distinct target, effect and pair once.
 */
import { type Alias, type Effect, SOURCE_TYPES, type SourceType, type Target } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import { SOURCE_WORDS } from '../words.ts';
import { isEmail, namesNobody, plainKey } from './aliases.ts';
import { hasMachineName } from './classify.ts';

/**
 * Aliases that something other than an acting actor names: the account an effect creates, the user that a record is
 * about. All aliases of one mention are one identity; a mention of a single alias makes an account that never acted
 * addressable.
 */
export interface AliasMention {
  readonly aliases: readonly Alias[];
  /** Where it stands, for `Identity.aliases[].source`: a source type or `roster people.csv`. */
  readonly source: string;
  /** A sentence part: `created by a Jira record`. */
  readonly why: string;
  /** Records that say it. */
  readonly records: number;
}

/** The part of a case that is read here. */
export type Said = Pick<
  CaseView,
  'size' | 'text' | 'actor' | 'targetsOf' | 'targetSetsOf' | 'effectsOf' | 'codeCount'
> & {
  readonly columns: Pick<
    CaseView['columns'],
    'source' | 'action' | 'outcome' | 'actor' | 'targets' | 'effects'
  >;
};

/** Every mention of a case, those that several records make counted together. */
export function mentionsOfCase(view: Said): AliasMention[] {
  const mentions = new Mentions();
  const owned = new Owned();
  for (let code = 1; code <= view.codeCount('actor'); code++) mentions.know(view.actor(code)?.aliases ?? []);
  for (const { source, action, actor, targets, effects, records } of distinctRows(view)) {
    for (const mention of ofEffects(source, effects)) mentions.add({ ...mention, records });
    for (const mention of ofTargets(source, targets)) mentions.add({ ...mention, records });
    for (const mention of ofCreation(source, targets, effects)) mentions.add({ ...mention, records });
    owned.ofIssued(source, effects, records);
    if (source === 'okta:system_log') owned.ofOkta(action, actor, targets, records);
    if (source === 'aws:cloudtrail') owned.ofAws(action, actor, effects, records);
  }
  for (const mention of owned.unambiguous(mentions.owners)) mentions.add(mention);
  return mentions.all;
}

interface DistinctRow {
  readonly source: SourceType;
  readonly action: string;
  readonly actor: readonly Alias[];
  readonly targets: readonly Target[];
  readonly effects: readonly Effect[];
  readonly records: number;
}

/** Rows that name somebody else than their actor, by what they say, each with the number of rows that say it. */
function distinctRows(view: Said): DistinctRow[] {
  const { source, action, actor, targets, effects } = view.columns;
  const people = view.targetSetsOf(ACCOUNT_TARGETS);
  const counts = new Map<string, { row: number; records: number }>();
  for (let row = 0; row < view.size; row++) {
    const named = people[targets[row]!] === 1;
    if (!named && effects[row] === 0) continue;
    const key = `${source[row]} ${action[row]} ${actor[row]} ${named ? targets[row] : 0} ${effects[row]}`;
    const counted = counts.get(key);
    if (counted) counted.records++;
    else counts.set(key, { row, records: 1 });
  }
  return [...counts.values()].map(({ row, records }) => ({
    source: SOURCE_TYPES[source[row]!]!,
    action: view.text('action', action[row]!) ?? '',
    actor: view.actor(actor[row]!)?.aliases ?? [],
    targets: people[targets[row]!] === 1 ? view.targetsOf(targets[row]!) : [],
    effects: view.effectsOf(effects[row]!),
    records,
  }));
}

const ACCOUNT_TARGETS: readonly string[] = ['user', 'account', 'managed-account', 'on-behalf-of', 'app-user'];

// ---- effects -----------------------------------------------------------------------------------------------------

type Mention = Omit<AliasMention, 'records'>;

function ofEffects(source: SourceType, effects: readonly Effect[]): Mention[] {
  return effects.flatMap((effect): Mention[] => {
    if (!('alias' in effect) || effect.alias === null || effect.alias.kind === 'display') return [];
    const { kind, alias } = effect;
    return [{ aliases: [alias], source, why: `${SOURCE_WORDS[source]} names it in “${kind}”` }];
  });
}

/**
 * The key or token as a name of its owner. Keys that last hours are none, nor are numbers and labels, which other
 * products use again.
 */
function credentialAlias(credential: string): Alias | null {
  if (/^AKIA/.test(credential)) return { kind: 'access-key', value: credential };
  if (/^ASIA/.test(credential) || credential.length < 8 || /[\s/]/.test(credential) || !/\d/.test(credential))
    return null;
  return /^(?:ssh:)?\d+$/.test(credential) ? null : { kind: 'token', value: credential };
}

// ---- targets -----------------------------------------------------------------------------------------------------

/** A user that a record is about, with id and e-mail or login. */
function ofTargets(source: SourceType, targets: readonly Target[]): Mention[] {
  const mention = (aliases: readonly Alias[]): Mention => ({
    aliases,
    source,
    why: `the ${SOURCE_WORDS[source]} record about it`,
  });
  const users = targets.filter(({ type }) => type !== 'app-user' && ACCOUNT_TARGETS.includes(type));
  const mailboxes = targets.filter(({ type, name }) => type === 'email' && isEmail(name ?? ''));
  return users.flatMap((user): Mention[] => {
    const aliases = [idOf(source, user), nameOf(source, user)].flatMap((alias) => alias ?? []);
    // An account made with an e-mail: the record has one of each.
    const [mailbox] = mailboxes;
    if (users.length === 1 && mailboxes.length === 1 && mailbox?.name)
      aliases.push({ kind: 'email', value: mailbox.name.toLowerCase() });
    return aliases.length < 2 ? [] : [mention(aliases)];
  });
}

/** An account made under a login: the record has the login in what it changed, and the number of the account as its object. */
function ofCreation(source: SourceType, targets: readonly Target[], effects: readonly Effect[]): Mention[] {
  const users = targets.filter(({ type }) => type !== 'app-user' && ACCOUNT_TARGETS.includes(type));
  const [made, ...others] = effects.filter((effect) => effect.kind === 'created-account');
  const id = users.length === 1 ? idOf(source, users[0]!) : null;
  if (id === null || !made || others.length > 0 || made.kind !== 'created-account') return [];
  if (made.alias.kind === 'display' || plainKey(made.alias) === plainKey(id)) return [];
  return [{ aliases: [id, made.alias], source, why: `the ${SOURCE_WORDS[source]} record that made it` }];
}

function idOf(source: SourceType, { id }: Target): Alias | null {
  if (id === null || namesNobody(id)) return null;
  if (source === 'okta:system_log') return { kind: 'okta-id', value: id };
  if (!source.startsWith('atlassian:')) return null;
  const number = /^(?:JIRAUSER)?(\d{1,9})$/i.exec(id)?.[1];
  if (number === undefined) return id.length >= 24 ? { kind: 'atlassian-id', value: id } : null;
  return source === 'atlassian:org'
    ? null
    : { kind: 'atlassian-id', value: `${source.slice('atlassian:'.length)}:${number}` };
}

/** Only what can be nothing but a login: where a record has none, the display name stands in its place. */
function nameOf(source: SourceType, { name }: Target): Alias | null {
  if (name === null || namesNobody(name)) return null;
  if (isEmail(name)) return { kind: 'email', value: name.toLowerCase() };
  const server = source === 'atlassian:jira' || source === 'atlassian:bitbucket';
  return server && /^[a-z0-9][a-z0-9._-]*$/.test(name) ? { kind: 'login', value: name } : null;
}

// ---- what one owner has ------------------------------------------------------------------------------------------

/**
 * Who was signed on as which account, and to whom which key was issued. Only what one owner alone has is his: an account
 * in which several people are signed on is shared, and a label that several tokens have is the id of none.
 */
class Owned {
  /** By the key of the account or credential: its owners by their keys. */
  private readonly owners = new Map<string, Map<string, AliasMention>>();

  ofIssued(source: SourceType, effects: readonly Effect[], records: number): void {
    for (const effect of effects) {
      if (effect.kind !== 'issued-credential' || effect.alias === null || effect.alias.kind === 'display')
        continue;
      const credential = credentialAlias(effect.credential);
      const why = `the ${SOURCE_WORDS[source]} record that issued it`;
      if (credential !== null)
        this.add(credential, effect.alias, { aliases: [effect.alias, credential], source, why, records });
    }
  }

  /** An Okta record that names a user of Okta and the account in the app. */
  ofOkta(action: string, actor: readonly Alias[], targets: readonly Target[], records: number): void {
    const accounts = targets.filter(({ type }) => type === 'app-user');
    const users = targets.filter(({ type }) => type === 'user');
    if (accounts.length !== 1 || users.length > 1) return;
    const user = users[0] === undefined ? null : idOf('okta:system_log', users[0]);
    const signedOn = action === 'user.authentication.sso' ? oktaId(actor) : null;
    const owner = user ?? signedOn;
    const apps = targets.flatMap(({ type, name }) => (type === 'app' && name !== null ? [name] : []));
    const account = accountIn(apps.join(' '), accounts[0]!.name);
    if (owner === null || account === null || !/sso|user_membership|provision/.test(action)) return;
    const why = `the Okta records of its account in ${apps[0] ?? 'an app'}`;
    this.add(account, owner, { aliases: [owner, account], source: 'okta:system_log', why, records });
  }

  /** A sign-in by SAML or by a token of another provider: the caller is the person, and the session that it gets. */
  ofAws(action: string, actor: readonly Alias[], effects: readonly Effect[], records: number): void {
    if (!/AssumeRoleWith(?:SAML|WebIdentity)$/.test(action)) return;
    const owner = actor.find(({ kind }) => kind === 'email' || kind === 'subject');
    for (const effect of effects) {
      if (effect.kind !== 'issued-credential' || effect.alias?.kind !== 'role-session' || !owner) continue;
      const why = `the AWS sign-in that opened the session`;
      this.add(effect.alias, owner, {
        aliases: [owner, effect.alias],
        source: 'aws:cloudtrail',
        why,
        records,
      });
    }
  }

  private add(account: Alias, owner: Alias, mention: AliasMention): void {
    const key = plainKey(account);
    let owners = this.owners.get(key);
    if (!owners) {
      owners = new Map();
      this.owners.set(key, owners);
    }
    const before = owners.get(plainKey(owner));
    const records = mention.records + (before?.records ?? 0);
    owners.set(plainKey(owner), { ...(before ?? mention), records });
  }

  /** `known`: keys of Okta ids by e-mail, where a record names both. Being signed on as a colleague makes nobody him. */
  unambiguous(known: ReadonlyMap<string, ReadonlySet<string>>): AliasMention[] {
    return [...this.owners].flatMap(([account, owners]) => {
      const [[owner, mention] = [null, null], ...others] = owners;
      if (owner === null || mention === null || others.length > 0) return [];
      const holders = known.get(account);
      return holders && !holders.has(owner) ? [] : [mention];
    });
  }
}

function oktaId(aliases: readonly Alias[]): Alias | null {
  return aliases.find(({ kind }) => kind === 'okta-id') ?? null;
}

/** Logins are those of Atlassian's products only; an e-mail is one in every app. Shared machine accounts are nobody's. */
function accountIn(app: string, name: string | null): Alias | null {
  if (name === null || name.length > 254 || namesNobody(name)) return null;
  const value = name.toLowerCase();
  const alias: Alias = { kind: isEmail(value) ? 'email' : 'login', value };
  if (hasMachineName(alias)) return null;
  if (alias.kind === 'email') return alias;
  return /jira|confluence|bitbucket|atlassian/i.test(app) && /^[\w.-]+$/.test(value) ? alias : null;
}

// ---- collecting --------------------------------------------------------------------------------------------------

class Mentions {
  private readonly byKeys = new Map<string, AliasMention>();
  /** Keys of Okta ids by e-mail. */
  readonly owners = new Map<string, Set<string>>();

  /** Aliases that one place names together. */
  know(aliases: readonly Alias[]): void {
    const id = oktaId(aliases);
    const email = aliases.find(({ kind }) => kind === 'email');
    if (!id || !email) return;
    const known = this.owners.get(plainKey(email));
    if (known) known.add(plainKey(id));
    else this.owners.set(plainKey(email), new Set([plainKey(id)]));
  }

  add(mention: AliasMention): void {
    const keys = mention.aliases.map(plainKey);
    const key = `${mention.source}\n${keys.join('\n')}`;
    const before = this.byKeys.get(key);
    this.byKeys.set(key, before ? { ...before, records: before.records + mention.records } : mention);
    this.know(mention.aliases);
  }

  get all(): AliasMention[] {
    return [...this.byKeys.values()];
  }
}
