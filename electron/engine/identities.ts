/** Identities joined and parted by the analyst, and the pairs that wait for his word. */
import type { Identity, IdentityAlias } from '../../shared/analysis/case-view.ts';
import { holding } from '../../shared/analysis/decisions.ts';
import { handleOf, type Meant, meant, sameAlias } from '../../shared/analysis/identity/find.ts';
import { type InventoryEntry, inventoryOf } from '../../shared/analysis/identity/inventory.ts';
import { lookAlikesOf } from '../../shared/analysis/identity/look-alikes.ts';
import { suggestionsOf } from '../../shared/analysis/identity/suggest.ts';
import { list } from '../../shared/analysis/words.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { Alias } from '../../shared/events/event.ts';
import type { IdentityPairs, PairMember, Relinked } from '../../shared/ipc/identity-methods.ts';
import { addDecision, undoDecision } from './decisions.ts';
import type { CaseStore } from './store/case-store.ts';
import { readOnlyFailure } from './store/open.ts';
import type { Snapshot } from './store/snapshot.ts';

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly reason: string;
}

/** @throws Failure for names that are unknown or of several identities, and for a read-only case. */
export function linkIdentities(store: CaseStore, { a, b, reason }: Pair): Relinked {
  if (store.readOnly) throw readOnlyFailure(store.path);
  const [one, other] = [find(store, a), find(store, b)];
  if (one.identity === other.identity) return relinked(store, 'as-before', null, [], [one.identity]);
  const [left, right] = [
    nameFor(store, one.identity, one.alias, a),
    nameFor(store, other.identity, other.alias, b),
  ];
  const together = () => indexOf(store, left) === indexOf(store, right);
  const between = new Set([one.identity, other.identity]);
  const takenBack = takeBack(store, 'split', ({ a: x, b: y }) => {
    const [xAt, yAt] = [indexOf(store, x), indexOf(store, y)];
    return xAt !== yAt && between.has(xAt) && between.has(yAt);
  });
  let decision: number | null = null;
  if (!together()) {
    decision = addDecision(store, { kind: 'join', a: plain(left), b: plain(right) }, reason).id;
    store.decided();
  }
  return relinked(store, 'linked', decision, takenBack, [indexOf(store, left)]);
}

/** @throws Failure as `linkIdentities`, and where both names are the whole of one identity. */
export function unlinkIdentities(store: CaseStore, { a, b, reason }: Pair): Relinked {
  if (store.readOnly) throw readOnlyFailure(store.path);
  const [one, other] = [find(store, a), find(store, b)];
  if (one.identity !== other.identity) return dismissed(store, one.identity, other.identity, reason);
  const identity = store.snapshot.identities[one.identity]!;
  const left = one.alias ?? handleOf(identity, other.alias);
  const right = other.alias ?? (one.alias === null ? null : handleOf(identity, one.alias));
  if (left === null || right === null || sameAlias(left, right))
    throw new Failure(
      'identity.ambiguous',
      `“${a}” and “${b}” both name ${identity.display}`,
      `give two of its names that are to be apart: ${namesOf(identity)}`,
    );
  const takenBack = takeBack(
    store,
    'join',
    ({ a: x, b: y }) =>
      (sameAlias(x, left) && sameAlias(y, right)) || (sameAlias(x, right) && sameAlias(y, left)),
  );
  let decision: number | null = null;
  if (indexOf(store, left) === indexOf(store, right)) {
    decision = addDecision(store, { kind: 'split', a: plain(left), b: plain(right) }, reason).id;
    store.decided();
  }
  return relinked(store, 'unlinked', decision, takenBack, [indexOf(store, left), indexOf(store, right)]);
}

/** Two that are apart stay so; where they were suggested to be one, a split says that they are not. */
function dismissed(store: CaseStore, a: number, b: number, reason: string): Relinked {
  const { identities } = store.snapshot;
  const [left, right] = [handleOf(identities[a]!), handleOf(identities[b]!)];
  const suggested = suggestionsOf(store.snapshot)
    .of(a)
    .some(({ identity }) => identity === b);
  if (!suggested || left === null || right === null) return relinked(store, 'as-before', null, [], [a, b]);
  const { id } = addDecision(store, { kind: 'split', a: plain(left), b: plain(right) }, reason);
  store.decided();
  return relinked(store, 'as-before', id, [], [indexOf(store, left), indexOf(store, right)]);
}

/** Suggestions and look-alikes as the window and the command line show them. */
export function identityPairs(view: Snapshot, limit: number): IdentityPairs {
  const [{ all }, lookAlikes] = [suggestionsOf(view), lookAlikesOf(view)];
  const member = (i: number): PairMember => {
    const identity = view.identities[i]!;
    const handle = handleOf(identity);
    return {
      id: identity.id,
      display: identity.display,
      class: identity.class,
      handle: handle === null ? null : `${handle.kind}:${handle.value}`,
      events: eventsOf(view, identity),
    };
  };
  return {
    suggestions: all.slice(0, limit).map(({ a, b, confidence, reason }) => ({
      a: member(a),
      b: member(b),
      confidence,
      reason,
    })),
    lookAlikes: lookAlikes.slice(0, limit).map(({ identity, of, reason, disguised }) => ({
      identity: member(identity),
      of: member(of),
      reason,
      disguised,
    })),
    totals: { suggestions: all.length, lookAlikes: lookAlikes.length },
  };
}

/** Service accounts, roles and tokens; owners come from rosters, else from the records. */
export function inventory(view: Snapshot): InventoryEntry[] {
  const people = view.facts.map(({ fact, file, record }) => ({
    fact,
    record,
    file: view.files.get(file)?.path ?? '',
  }));
  return inventoryOf(view, people);
}

function find(store: CaseStore, text: string): Extract<Meant, { ok: true }> {
  const { identities } = store.snapshot;
  const answer = meant(identities, text);
  if (answer.ok) return answer;
  const candidates = answer.candidates.map((i) => {
    const identity = identities[i]!;
    return `${identity.display} (${handleOf(identity)?.value ?? identity.id})`;
  });
  if (answer.why === 'ambiguous')
    throw new Failure(
      'identity.ambiguous',
      `“${text}” names ${candidates.length} identities: ${list(candidates, 8)}`,
      'give an alias or an id from `throughline identities CASE --json`',
    );
  throw new Failure(
    'identity.not-found',
    `no identity is called “${text}”`,
    candidates.length === 0
      ? 'see `throughline identities CASE` for those that are in the case'
      : `did you mean ${list(candidates, 8)}?`,
  );
}

/** What a decision names the identity by. @throws Failure where it has display names only. */
function nameFor(
  store: CaseStore,
  identity: number,
  alias: IdentityAlias | null,
  text: string,
): IdentityAlias {
  const name = alias ?? handleOf(store.snapshot.identities[identity]!);
  if (name !== null) return name;
  throw new Failure(
    'identity.ambiguous',
    `“${text}” is known by a display name only, which others may have too`,
    'only identities with a login, e-mail or id can be linked',
  );
}

function namesOf({ aliases }: Identity): string {
  return list(
    aliases.filter(({ kind }) => kind !== 'display').map(({ value }) => value),
    8,
  );
}

function indexOf(store: CaseStore, alias: Alias): number {
  return store.snapshot.identityOfAlias(alias);
}

function plain({ kind, value }: Alias): Alias {
  return { kind, value };
}

/** Takes back the decisions of a kind that stand in the way. */
function takeBack(
  store: CaseStore,
  kind: 'join' | 'split',
  stands: (pair: { readonly a: Alias; readonly b: Alias }) => boolean,
): number[] {
  const ids = holding(store.snapshot.decisions, kind).flatMap(({ id, data }) => (stands(data) ? [id] : []));
  for (const id of ids) undoDecision(store, id);
  if (ids.length > 0) store.decided();
  return ids;
}

function relinked(
  store: CaseStore,
  outcome: Relinked['outcome'],
  decision: number | null,
  takenBack: readonly number[],
  indexes: readonly number[],
): Relinked {
  const view = store.snapshot;
  const identities = indexes.map((i) => {
    const identity = view.identities[i]!;
    const aliases = identity.aliases.map(({ kind, value, why }) => ({ kind, value, why }));
    return { id: identity.id, display: identity.display, aliases, events: eventsOf(view, identity) };
  });
  return { outcome, decision, takenBack, identities };
}

function eventsOf(view: Snapshot, { actors }: Identity): number {
  return actors.reduce((sum, code) => sum + view.rows('actor', code).length, 0);
}
