/** What else speaks of an entity: effects on it, records that name it as a target, entries of lists, other kinds of itself. */
import type { AliasKind, Effect, Target } from '../../../../shared/events/event.ts';
import type {
  EntityFact,
  EntityMention,
  EntityPage,
  EntityRef,
} from '../../../../shared/ipc/entity-methods.ts';
import { type Filter, halves, literally, objectIs } from '../../../../shared/query/filter.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import { effectMatcher } from '../set-members.ts';
import { type Own, setRows } from './own-rows.ts';
import { addTally, emptyTally, mergeByTime, type Tally, tallyBy } from './tally.ts';

/** Rows that mention an entity in one way. */
export type Mentioned = Pick<EntityMention, 'how' | 'filter'> & { readonly rows: Uint32Array };

/** What can be said of each kind of entity. */
const EFFECTS: Readonly<Record<EntityRef['kind'], readonly Effect['kind'][]>> = {
  identity: ['created-account', 'granted', 'reset-credential', 'issued-credential', 'disabled-account'],
  credential: ['issued-credential', 'revoked-credential'],
  ip: ['blocked-ip', 'ran-code'],
  system: ['ran-code'],
  target: ['granted', 'ran-code', 'issued-credential', 'revoked-credential'],
  session: [],
  agent: [],
};

export function mentionsOf(view: Snapshot, { ref }: Own): Mentioned[] {
  const name =
    ref.kind === 'identity'
      ? `identity:${ref.value}`
      : literally(ref.kind === 'target' ? (halves(ref.value).second ?? '') : ref.value);
  const effects = EFFECTS[ref.kind].map((how): Mentioned => {
    const value = `${how}:${name}`;
    const matches = effectMatcher(view, value);
    const lists = setRows(view, 'effects', (code) => view.effectsOf(code).some(matches));
    return { how, filter: { kind: 'is', field: 'effect', value }, rows: mergeByTime(view, lists) };
  });
  const named =
    ref.kind === 'identity'
      ? [namedAsTarget(view, ref.value)]
      : ref.kind === 'ip'
        ? [related(view, ref.value)]
        : [];
  return [...effects, ...named].filter(({ rows }) => rows.length > 0);
}

/** Names by which a target of a type is an account; `display` is never one. */
const ACCOUNT_NAMES: ReadonlyMap<string, readonly AliasKind[]> = new Map<string, readonly AliasKind[]>([
  ['user', ['okta-id', 'email', 'login', 'arn']],
  ['role', ['arn']],
  ['access-key', ['access-key']],
]);

/** The identity that a target is, as an index, and the name that says so; null: it is none that is known. */
function accountOf(
  view: Snapshot,
  { type, id, name }: Target,
): { identity: number; key: string; kind: AliasKind } | null {
  for (const kind of ACCOUNT_NAMES.get(type) ?? []) {
    for (const key of [id, name]) {
      if (key === null) continue;
      const folded = kind === 'email' || kind === 'login' ? key.toLowerCase() : key;
      const identity = view.identityOfAlias({ kind, value: folded });
      if (identity >= 0) return { identity, key, kind };
    }
  }
  return null;
}

/** A person's names are few; a filter of more terms than this would be a bomb, and is cut with its count. */
const MOST_NAMES = 100;

function namedAsTarget(view: Snapshot, id: string): Mentioned {
  const wanted = view.identities.findIndex((identity) => identity.id === id);
  const terms = new Map<string, Filter>();
  for (let code = 1; code <= view.codeCount('targets'); code++) {
    for (const target of view.targetsOf(code)) {
      const account = accountOf(view, target);
      if (account?.identity === wanted && terms.size < MOST_NAMES)
        terms.set(keyOf(target.type, account.key), objectIs(target.type, account.key));
    }
  }
  const isNamed = ({ type, id: its, name }: Target): boolean =>
    (its !== null && terms.has(keyOf(type, its))) || (name !== null && terms.has(keyOf(type, name)));
  const lists = setRows(view, 'targets', (code) => view.targetsOf(code).some(isNamed));
  return { how: 'named', filter: { kind: 'or', of: [...terms.values()] }, rows: mergeByTime(view, lists) };
}

function keyOf(type: string, key: string): string {
  return `${type}:${key}`.toLowerCase();
}

/** Records that have the address neither as source nor as destination: a proxy, an inner packet, a rule. */
function related(view: Snapshot, ip: string): Mentioned {
  const code = view.code('srcIp', ip);
  const src = view.column('srcIp');
  const dst = view.column('dstIp');
  const lists = setRows(view, 'related', (set) => view.relatedOf(set).some((one) => one.ip === ip));
  const rows = mergeByTime(view, lists);
  const not = (field: 'src' | 'dst'): Filter => ({ kind: 'not', of: { kind: 'is', field, value: ip } });
  return {
    how: 'related',
    filter: { kind: 'and', of: [{ kind: 'is', field: 'ip', value: ip }, not('src'), not('dst')] },
    rows: code === 0 ? rows : rows.filter((row) => src[row] !== code && dst[row] !== code),
  };
}

/** The same thing under another kind, by exact evidence only. */
export function sameAs(view: Snapshot, own: Own, names: EntityPage['names']): EntityPage['same'] {
  const { kind, value } = own.ref;
  if (kind === 'identity') {
    const identity = view.identities.find(({ id }) => id === value);
    return (identity?.aliases ?? [])
      .filter((alias) => alias.kind === 'access-key' && view.code('credential', alias.value) !== 0)
      .slice(0, MOST_SAME)
      .map((alias) => ({
        ref: { kind: 'credential', value: alias.value },
        label: alias.value,
        why: `its access key: ${alias.why}`,
      }));
  }
  if (kind === 'credential') {
    const identity = view.identities[view.identityOfAlias({ kind: 'access-key', value })];
    if (!identity) return [];
    const ref: EntityRef = { kind: 'identity', value: identity.id };
    return [{ ref, label: identity.display, why: 'the key is one of its names' }];
  }
  return kind === 'target'
    ? sameAsTarget(
        view,
        value,
        names.map(({ label }) => label),
      )
    : [];
}

const MOST_SAME = 12;

function sameAsTarget(view: Snapshot, value: string, names: readonly string[]): EntityPage['same'] {
  const { first: type, second: key } = halves(value);
  if (key === null) return [];
  const same: EntityPage['same'][number][] = [];
  const accounts = [key, ...names].flatMap((id) => accountOf(view, { type, id, name: null }) ?? []);
  for (const { identity: at, key: its, kind } of accounts) {
    const identity = view.identities[at];
    if (!identity || same.some(({ ref }) => ref.value === identity.id)) continue;
    const ref: EntityRef = { kind: 'identity', value: identity.id };
    same.push({ ref, label: identity.display, why: `${its} is its ${kind}` });
  }
  for (const kind of ['credential', 'session', 'system'] as const) {
    if (view.code(kind, key) !== 0)
      same.push({ ref: { kind, value: key }, label: key, why: `records name it as their ${kind}` });
  }
  return same;
}

const MOST_OTHER_NAMES = 12;

/** What else a target is called: names beside its id, ids beside its name, with the events that use each. */
export function namesOf(view: Snapshot, { ref, rows }: Own): EntityPage['names'] {
  if (ref.kind !== 'target') return [];
  const { first: type, second } = halves(ref.value);
  const key = second?.toLowerCase();
  const sets = view.column('targets');
  const others = new Map<string, { label: string; tally: Tally }>();
  for (const code of tallyBy(view, rows, (row) => sets[row]!).keys()) {
    for (const target of view.targetsOf(code)) {
      const both = [target.id, target.name].flatMap((one) => (one === null ? [] : [one]));
      if (target.type !== type || !both.some((one) => one.toLowerCase() === key)) continue;
      for (const other of both) {
        const folded = other.toLowerCase();
        if (folded !== key && !others.has(folded)) others.set(folded, { label: other, tally: emptyTally() });
      }
    }
  }
  if (others.size === 0) return [];
  addEvents(view, type, others);
  return [...others.values()]
    .sort((a, b) => b.tally.events - a.tally.events || (a.label < b.label ? -1 : 1))
    .slice(0, MOST_OTHER_NAMES)
    .map(({ label, tally: { events } }) => ({ label, events, filter: objectIs(type, label) }));
}

function addEvents(view: Snapshot, type: string, others: Map<string, { tally: Tally }>): void {
  for (let code = 1; code <= view.codeCount('targets'); code++) {
    const met = new Set<{ tally: Tally }>();
    for (const target of view.targetsOf(code)) {
      if (target.type !== type) continue;
      for (const one of [target.id, target.name]) {
        const other = one === null ? undefined : others.get(one.toLowerCase());
        if (other) met.add(other);
      }
    }
    if (met.size === 0) continue;
    const events = view.rows('targets', code).length;
    for (const { tally } of met) addTally(tally, { ...emptyTally(), events });
  }
}

const MOST_FACTS = 20;

/** Entries of rosters and rotation lists that name the entity. */
export function factsOf(view: Snapshot, { ref }: Own): { facts: EntityFact[]; factsTotal: number } {
  const names = namesInLists(view, ref);
  const found = view.facts.filter(({ fact }) =>
    fact.kind === 'person'
      ? ref.kind === 'identity' && fact.aliases.some((alias) => isIdentity(view, alias, ref.value))
      : names.has(fact.credential.toLowerCase()) ||
        (fact.owner !== null && names.has(fact.owner.toLowerCase())),
  );
  const facts = found.slice(0, MOST_FACTS).map(
    ({ fact, file, record }): EntityFact => ({
      kind: fact.kind,
      file: view.files.get(file)?.path ?? '',
      record,
      columns: fact.columns,
      exposed: fact.kind === 'rotation' ? fact.exposed : null,
      rotated: fact.kind === 'rotation' ? (fact.rotated?.micros ?? null) : null,
    }),
  );
  return { facts, factsTotal: found.length };
}

function isIdentity(view: Snapshot, alias: Parameters<Snapshot['identityOfAlias']>[0], id: string): boolean {
  return view.identities[view.identityOfAlias(alias)]?.id === id;
}

/** Names that a rotation list may use for it, in small letters. */
function namesInLists(view: Snapshot, ref: EntityRef): ReadonlySet<string> {
  if (ref.kind === 'identity') {
    const identity = view.identities.find(({ id }) => id === ref.value);
    const names = (identity?.aliases ?? []).filter(({ kind }) => kind !== 'display');
    return new Set(names.map(({ value }) => value.toLowerCase()));
  }
  if (ref.kind === 'credential') return new Set([ref.value.toLowerCase()]);
  return new Set(ref.kind === 'target' ? [(halves(ref.value).second ?? '').toLowerCase()] : []);
}
