/** Tables from a vendor's action names to categories: exact names first, then the first pattern that matches. */
import type { Category } from '../../events/event.ts';

export interface CategoryTable {
  readonly exact: Readonly<Record<string, Category>>;
  /** In order; the first that matches counts. */
  readonly patterns: readonly (readonly [pattern: RegExp, category: Category])[];
}

/** A look-up that runs each pattern once per action name; `other` where nothing matches. */
export function categoryLookup(table: CategoryTable): (action: string) => Category {
  const known = new Map<string, Category>(Object.entries(table.exact));
  return (action) => {
    const found = known.get(action);
    if (found !== undefined) return found;
    const category = table.patterns.find(([pattern]) => pattern.test(action))?.[1] ?? 'other';
    // Action names come from the log: a hostile file must not fill memory with them.
    if (known.size < MAX_KNOWN) known.set(action, category);
    return category;
  };
}

const MAX_KNOWN = 10_000;
