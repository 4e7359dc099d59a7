/** Counts what analysis asks of a case: a measure of work that is the same on every machine, however busy. */
import type { CaseView } from '../../shared/analysis/case-view.ts';

/** The same view, and how often a cell, an entity or a list of rows was read since. */
export function counting(view: CaseView): { readonly view: CaseView; readonly reads: () => number } {
  let reads = 0;
  const watched = <T extends object>(list: T): T =>
    new Proxy(list, {
      get: (target, key) => {
        reads++;
        const value = target[key as keyof T];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const columns = Object.fromEntries(
    Object.entries(view.columns).map(([name, column]) => [name, watched(column)]),
  ) as unknown as CaseView['columns'];
  const byTime = watched(view.byTime);
  const watching = new Proxy(view, {
    get: (target, key) => {
      if (key === 'columns') return columns;
      if (key === 'byTime') return byTime;
      const value = target[key as keyof CaseView];
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        reads++;
        return (value as (...args: unknown[]) => unknown)(...args);
      };
    },
  });
  return { view: watching, reads: () => reads };
}
