/**
 * The rows of an entity by postings: distinct values are looked at once, then only what the entity did. The same matchers
 * as in a filter decide, so the filter of a page finds exactly the page's rows.
 */
import { assertNever } from '../../../../shared/base/assert.ts';
import { Failure } from '../../../../shared/base/failure.ts';
import { canonicalIp } from '../../../../shared/base/ip.ts';
import type { EntityKind, EntityRef } from '../../../../shared/ipc/entity-methods.ts';
import {
  type Filter,
  type FilterField,
  halves,
  literally,
  objectIs,
} from '../../../../shared/query/filter.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import { addressMatcher, flagTexts, wildcard } from '../matcher.ts';
import { targetMatcher } from '../set-members.ts';
import { mergeByTime } from './tally.ts';

/** An entity found in the case. */
export interface Own {
  readonly ref: EntityRef;
  /** In time order, undated last. */
  readonly rows: Uint32Array;
  readonly label: string;
  readonly filter: Filter;
}

export type TextKind = Extract<EntityKind, 'session' | 'credential' | 'agent' | 'system'>;

/** The column of a kind whose entities are texts of one dictionary. */
export const TEXT_KINDS = {
  session: 'session',
  credential: 'credential',
  agent: 'userAgent',
  system: 'system',
} as const satisfies Record<TextKind, string>;

/** Exactly this text in a field. */
export function fieldIs(field: FilterField, text: string): Filter {
  return { kind: 'is', field, value: literally(text) };
}

/** @throws Failure for an identity that the case does not have. */
export function ownRows(view: Snapshot, ref: EntityRef): Own {
  const { kind, value } = ref;
  switch (kind) {
    case 'identity': {
      const identity = view.identities.find(({ id }) => id === value);
      if (!identity) {
        throw new Failure(
          'seed.not-found',
          `no identity ${value} is in the case`,
          'it may have been joined or split since: take it from the identities list',
        );
      }
      const lists = identity.actors.map((code) => view.rows('actor', code));
      const filter: Filter = { kind: 'is', field: 'actor', value: `identity:${value}` };
      return { ref, rows: mergeByTime(view, lists), label: identity.display, filter };
    }
    case 'ip': {
      const ip = canonicalIp(value) ?? value;
      const filter: Filter = { kind: 'is', field: 'ip', value: ip };
      return { ref: { kind, value: ip }, rows: mergeByTime(view, addressRows(view, ip)), label: ip, filter };
    }
    case 'session':
    case 'credential':
    case 'agent':
    case 'system': {
      const column = TEXT_KINDS[kind];
      const flags = flagTexts(view.dictionary(column), wildcard(literally(value)));
      const lists: Uint32Array[] = [];
      for (let code = 1; code < flags.length; code++) if (flags[code]) lists.push(view.rows(column, code));
      return { ref, rows: mergeByTime(view, lists), label: value, filter: fieldIs(kind, value) };
    }
    case 'target': {
      const { first: type, second } = halves(value);
      const filter = objectIs(type, second ?? '');
      const matches = targetMatcher(filter.kind === 'is' ? filter.value : '');
      const rows = mergeByTime(
        view,
        setRows(view, 'targets', (code) => view.targetsOf(code).some(matches)),
      );
      return { ref, rows, label: second ?? type, filter };
    }
    default:
      return assertNever(kind);
  }
}

function addressRows(view: Snapshot, ip: string): Uint32Array[] {
  const matches = addressMatcher(ip);
  const flags = flagTexts(view.dictionary('srcIp'), matches);
  const lists: Uint32Array[] = [];
  for (let code = 1; code < flags.length; code++)
    if (flags[code]) lists.push(view.rows('srcIp', code), view.rows('dstIp', code));
  return [
    ...lists,
    ...setRows(view, 'related', (code) => view.relatedOf(code).some((related) => matches(related.ip))),
  ];
}

/** Postings of the sets that match: one look at each distinct set. */
export function setRows(
  view: Snapshot,
  column: 'targets' | 'effects' | 'related',
  matches: (code: number) => boolean,
): Uint32Array[] {
  const lists: Uint32Array[] = [];
  for (let code = 1; code <= view.codeCount(column); code++)
    if (matches(code)) lists.push(view.rows(column, code));
  return lists;
}
