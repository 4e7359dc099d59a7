/** Things that can be followed through the case, and the filter that each stands for. */
import type { Outcome, SourceType } from '../../shared/events/event.ts';
import type { FilterField } from '../../shared/query/filter.ts';
import type { TermValue } from '../state/terms.ts';
import { sourceLabel } from './sources.ts';

export interface Entity {
  /** What the menu calls it. */
  readonly kind: 'identity' | 'address' | 'source' | 'action' | 'session' | 'credential' | 'target' | 'other';
  readonly value: TermValue;
  /** The exact text, for the clipboard. */
  readonly text: string;
  /** What the chain can start from, or null. */
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
    seed: `identity:${id}`,
  };
}

export function actorEntity(name: string): Entity {
  return { kind: 'identity', value: is('actor', name), text: name, seed: `identity:${name}` };
}

export function addressEntity(ip: string): Entity {
  return { kind: 'address', value: is('ip', ip), text: ip, seed: `ip:${ip}` };
}

export function sourceEntity(source: SourceType): Entity {
  return { kind: 'source', value: is('source', source, sourceLabel(source)), text: source, seed: null };
}

export function outcomeEntity(outcome: Outcome): Entity {
  return { kind: 'other', value: is('outcome', outcome), text: outcome, seed: null };
}

export function fieldEntity(kind: Entity['kind'], field: FilterField, text: string): Entity {
  const seed = kind === 'credential' ? `credential:${text}` : null;
  return { kind, value: is(field, text), text, seed };
}
