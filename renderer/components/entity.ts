/** Things that can be followed through the case: the filter that each stands for, and its page where it has one. */
import type { Outcome, SourceType } from '../../shared/events/event.ts';
import type { EntityRef } from '../../shared/ipc/entity-methods.ts';
import { type FilterField, halves, literally, objectIs } from '../../shared/query/filter.ts';
import type { TermValue } from '../state/terms.ts';
import { sourceLabel } from './sources.ts';

export interface Entity {
  /** What the menu calls it. */
  readonly kind:
    | 'identity'
    | 'address'
    | 'source'
    | 'action'
    | 'session'
    | 'credential'
    | 'target'
    | 'agent'
    | 'system'
    | 'other';
  readonly value: TermValue;
  /** The exact text, for the clipboard. */
  readonly text: string;
  /** Its page; null where it has none. */
  readonly ref: EntityRef | null;
  /** What the chain can start from where it has no page, or null. */
  readonly seed: string | null;
}

function is(field: FilterField, value: string, label = value): TermValue {
  return { filter: { kind: 'is', field, value }, label };
}

export function identityEntity(id: string, label: string): Entity {
  return {
    kind: 'identity',
    value: is('actor', `identity:${id}`, label),
    text: label,
    ref: { kind: 'identity', value: id },
    seed: null,
  };
}

/** An actor by its name alone: no page, since a name may be that of several. */
export function actorEntity(name: string): Entity {
  return {
    kind: 'identity',
    value: is('actor', literally(name), name),
    text: name,
    ref: null,
    seed: `identity:${name}`,
  };
}

export function addressEntity(ip: string): Entity {
  return { kind: 'address', value: is('ip', ip), text: ip, ref: { kind: 'ip', value: ip }, seed: null };
}

export function sourceEntity(source: SourceType): Entity {
  const value = is('source', source, sourceLabel(source));
  return { kind: 'source', value, text: source, ref: null, seed: null };
}

export function outcomeEntity(outcome: Outcome): Entity {
  return { kind: 'other', value: is('outcome', outcome), text: outcome, ref: null, seed: null };
}

const PAGES: ReadonlySet<string> = new Set(['session', 'credential', 'agent', 'system']);

/** A value of a field: a session, a credential, an action, a file, … */
export function fieldEntity(kind: Entity['kind'], field: FilterField, text: string): Entity {
  const ref = PAGES.has(kind) ? ({ kind, value: text } as EntityRef) : null;
  return { kind, value: is(field, literally(text), text), text, ref, seed: null };
}

/** What was acted upon: `value` as `targetValue` writes it. */
export function targetEntity(value: string | null, label: string): Entity {
  if (value === null) return fieldEntity('target', 'target', label);
  const { first: type, second: key } = halves(value);
  return {
    kind: 'target',
    value: { filter: objectIs(type, key ?? ''), label },
    text: label,
    ref: { kind: 'target', value },
    seed: null,
  };
}

/** The entity of a page or of a list, however it is shown. */
export function entityOf(ref: EntityRef, label: string): Entity {
  switch (ref.kind) {
    case 'identity':
      return identityEntity(ref.value, label);
    case 'ip':
      return addressEntity(ref.value);
    case 'target':
      return targetEntity(ref.value, label);
    default:
      return fieldEntity(ref.kind, ref.kind, ref.value);
  }
}
