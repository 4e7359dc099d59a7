/**
 * The case as the chain looks at it: identities that are strongly suggested to be one act as one person, so that a chain
 * crosses products whose logs never name each other's accounts. Nothing is joined by it outside the chain, and every step
 * that was reached across a suggestion says so.
 */
import type { Alias } from '../../events/event.ts';
import type { CaseView, Identity } from '../case-view.ts';
import { STRONG, type Suggestion, suggestionsOf } from '../identity/suggest.ts';

/** More accounts than one person has: suggestions that chain so many together are wrong. */
const MOST_MEMBERS = 5;

/** One person or machine of the chain; `id`, `display` and class are those of the member that comes first. */
export interface Persona extends Identity {
  /** Its identities, the first among them. */
  readonly members: readonly Identity[];
}

export interface PersonaView extends CaseView {
  readonly identities: readonly Persona[];
  /** What speaks for it that the account which acted in a row is the persona; null where it is proved. */
  assumption(
    row: number,
  ): { readonly persona: Persona; readonly member: Identity; readonly suggestion: Suggestion } | null;
}

const known = new WeakMap<readonly Identity[], PersonaView>();

/** Computed once for each resolution of the case's identities. */
export function withPersonas(view: CaseView): PersonaView {
  const { identities } = view;
  let made = known.get(identities);
  if (!made) {
    made = personaView(view);
    known.set(identities, made);
  }
  return made;
}

function personaView(view: CaseView): PersonaView {
  const { identities } = view;
  const strong = suggestionsOf(view).all.filter(({ confidence }) => confidence >= STRONG);
  const { rootOf, through } = join(identities.length, strong);
  const personaOf = new Int32Array(identities.length).fill(-1);
  const groups: Identity[][] = [];
  identities.forEach((identity, i) => {
    const root = rootOf(i);
    if (root === i) {
      personaOf[i] = groups.length;
      groups.push([identity]);
    } else {
      personaOf[i] = personaOf[root]!;
      groups[personaOf[root]!]!.push(identity);
    }
  });
  const personas = groups.map(personaFrom);
  const index = (identity: number): number => (identity < 0 ? -1 : personaOf[identity]!);
  return {
    size: view.size,
    columns: view.columns,
    get byTime() {
      return view.byTime;
    },
    text: (column, code) => view.text(column, code),
    code: (column, text) => view.code(column, text),
    actor: (code) => view.actor(code),
    targetsOf: (code) => view.targetsOf(code),
    targetSetsOf: (types) => view.targetSetsOf(types),
    effectsOf: (code) => view.effectsOf(code),
    relatedOf: (code) => view.relatedOf(code),
    rows: (column, code) => view.rows(column, code),
    codeCount: (column) => view.codeCount(column),
    identities: personas,
    get decisions() {
      return view.decisions;
    },
    identityOfActor: (code) => index(view.identityOfActor(code)),
    identityOfAlias: (alias: Alias) => index(view.identityOfAlias(alias)),
    place: (row) => view.place(row),
    places: (rows) => view.places(rows),
    rowOfId: (id) => view.rowOfId(id),
    assumption: (row) => {
      const actor = view.columns.actor[row]!;
      const identity = actor === 0 ? -1 : view.identityOfActor(actor);
      const suggestion = through.get(identity);
      if (!suggestion) return null;
      return { persona: personas[index(identity)]!, member: identities[identity]!, suggestion };
    },
  };
}

/** Joins along suggestions, the strongest first. `through`: by which suggestion an identity came to its persona. */
function join(
  size: number,
  strong: readonly Suggestion[],
): { rootOf: (identity: number) => number; through: ReadonlyMap<number, Suggestion> } {
  const members = new Map<number, number[]>();
  const root = new Map<number, number>();
  const through = new Map<number, Suggestion>();
  const rootOf = (identity: number): number => root.get(identity) ?? identity;
  for (const suggestion of strong) {
    if (suggestion.a >= size || suggestion.b >= size) continue;
    const [low, high] = [rootOf(suggestion.a), rootOf(suggestion.b)].sort((x, y) => x - y) as [
      number,
      number,
    ];
    const [into, moved] = [members.get(low) ?? [low], members.get(high) ?? [high]];
    if (low === high || into.length + moved.length > MOST_MEMBERS) continue;
    for (const identity of moved) {
      root.set(identity, low);
      if (!through.has(identity)) through.set(identity, suggestion);
    }
    members.set(low, [...into, ...moved]);
  }
  return { rootOf, through };
}

function personaFrom(members: readonly Identity[]): Persona {
  const [first] = members as readonly [Identity, ...Identity[]];
  if (members.length === 1) return { ...first, members };
  const classed = members.find((member) => member.class !== 'unknown') ?? first;
  return {
    ...first,
    class: classed.class,
    classWhy: classed.classWhy,
    aliases: members.flatMap((member) => member.aliases),
    actors: members.flatMap((member) => member.actors),
    members,
  };
}
