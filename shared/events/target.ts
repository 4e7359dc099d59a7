import type { Target } from './event.ts';

/** A target as an entity: by its id where it has one. Null for a target that has neither id nor name. */
export function targetValue({ type, id, name }: Target): string | null {
  const key = id ?? name;
  return key === null ? null : `${type}:${key}`;
}
