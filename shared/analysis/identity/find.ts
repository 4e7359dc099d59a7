/** Which identity somebody means who types an id, an alias or a name. */
import type { Alias } from '../../events/event.ts';
import type { Identity, IdentityAlias } from '../case-view.ts';
import { joinKey } from './aliases.ts';

export type Meant =
  | {
      readonly ok: true;
      /** Index into the identities. */
      readonly identity: number;
      /** The alias that was typed; null where the identity was named as a whole. */
      readonly alias: IdentityAlias | null;
    }
  | {
      readonly ok: false;
      /** Several have this name; none has it, and these have something like it. */
      readonly why: 'ambiguous' | 'unknown';
      readonly candidates: readonly number[];
    };

const MOST_CANDIDATES = 8;

/** `text`: an id (`idn_…`), an alias (`jdoe`, `login:jdoe`) or a display name, letter case ignored in the last two. */
export function meant(identities: readonly Identity[], text: string): Meant {
  const wanted = text.trim().toLowerCase();
  const byId = identities.findIndex(({ id }) => id === wanted);
  if (byId >= 0) return { ok: true, identity: byId, alias: null };
  const found: { identity: number; alias: IdentityAlias | null }[] = [];
  const named: { identity: number; alias: IdentityAlias | null }[] = [];
  const like: number[] = [];
  identities.forEach((identity, i) => {
    const alias = identity.aliases.find(
      ({ kind, value }) =>
        kind !== 'display' && (value.toLowerCase() === wanted || `${kind}:${value}`.toLowerCase() === wanted),
    );
    if (alias) found.push({ identity: i, alias });
    else if (isCalled(identity, wanted)) named.push({ identity: i, alias: null });
    else if (wanted !== '' && like.length < MOST_CANDIDATES && resembles(identity, wanted)) like.push(i);
  });
  // An account's own name before what a person is called, and a name that joins before one that only qualifies.
  const own = found.filter(({ alias }) => alias !== null && joins(alias));
  for (const group of [own, found, named]) {
    const [first, ...others] = group;
    if (first && others.length === 0) return { ok: true, ...first };
    if (first) {
      const candidates = group.slice(0, MOST_CANDIDATES).map(({ identity }) => identity);
      return { ok: false, why: 'ambiguous', candidates };
    }
  }
  return { ok: false, why: 'unknown', candidates: like };
}

function joins(alias: Alias): boolean {
  return joinKey(alias, [alias], null) !== null;
}

function isCalled({ display, aliases }: Identity, wanted: string): boolean {
  return (
    display.toLowerCase() === wanted ||
    aliases.some(({ kind, value }) => kind === 'display' && value.toLowerCase() === wanted)
  );
}

function resembles({ display, aliases }: Identity, wanted: string): boolean {
  return (
    display.toLowerCase().includes(wanted) ||
    aliases.some(({ value }) => value.toLowerCase().includes(wanted))
  );
}

/** The strongest alias that a decision can name the identity by; null: it has display names only. */
export function handleOf({ aliases }: Identity, but: Alias | null = null): IdentityAlias | null {
  return aliases.find((alias) => joins(alias) && (but === null || !sameAlias(alias, but))) ?? null;
}

export function sameAlias(a: Alias, b: Alias): boolean {
  return a.kind === b.kind && a.value === b.value;
}
