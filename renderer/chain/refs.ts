/** References of the chain (`ip:…`, an event id) as things of the window, and the verdicts on them. */
import type { Chain, ChainEntity, StandingVerdict, StoryLine } from '../../shared/analysis/chain-types.ts';
import { assertNever } from '../../shared/base/assert.ts';
import { addressEntity, type Entity, fieldEntity, identityEntity } from '../components/entity.ts';

export function refOf(entity: ChainEntity): string {
  return `${entity.kind}:${entity.value}`;
}

/** An entity of the chain as what the window's menus are about. */
export function asEntity(entity: Pick<ChainEntity, 'kind' | 'value' | 'label'>): Entity {
  switch (entity.kind) {
    case 'ip':
      return addressEntity(entity.value);
    case 'identity':
      return identityEntity(entity.value, entity.label);
    case 'credential':
      return fieldEntity('credential', 'credential', entity.value);
    case 'session':
      return fieldEntity('session', 'session', entity.value);
    case 'host':
      // A host is known by its address, or by the name of the product on it.
      return /^[\d.]+$|:/.test(entity.value)
        ? addressEntity(entity.value)
        : fieldEntity('system', 'system', entity.value);
    default:
      return assertNever(entity.kind);
  }
}

const KINDS: ReadonlySet<string> = new Set(['ip', 'identity', 'credential', 'session', 'host']);

/** The entity that a reference names, with its label where the chain knows it; null for an event. */
export function entityOfRef(chain: Chain, ref: string): Entity | null {
  const known = chain.entities.find((entity) => refOf(entity) === ref);
  if (known) return asEntity(known);
  const colon = ref.indexOf(':');
  const kind = ref.slice(0, Math.max(0, colon));
  if (!KINDS.has(kind)) return null;
  const value = ref.slice(colon + 1);
  return asEntity({ kind: kind as ChainEntity['kind'], value, label: value });
}

/** The verdict that holds on a thing, or on one way to it. */
export function verdictOn(chain: Chain, to: string, from: string | null = null): StandingVerdict | null {
  return chain.verdicts.findLast((one) => one.to.ref === to && (one.from?.ref ?? null) === from) ?? null;
}

/** Event ids that one decision about a phase names at most: its entry in the custody log holds them all. */
const MOST_EVENTS = 2000;

/** The events that stand for a line in a decision: all of them, or as many of a long one, evenly, its ends among them. */
export function phaseEvents({ events }: Pick<StoryLine, 'events'>, most = MOST_EVENTS): readonly string[] {
  if (events.length <= most) return events;
  return Array.from({ length: most }, (_, i) => events[Math.round((i * (events.length - 1)) / (most - 1))]!);
}
