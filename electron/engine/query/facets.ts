/** Facets: the most frequent values of one field among the selected rows, with counts. */
import type { EngineArgs, EngineResults, Facet } from '../../../shared/ipc/contract.ts';
import { countBy, type Grouping, groupingBy } from './lanes.ts';
import type { Selection, Selector } from './select.ts';

export function facets(selector: Selector, ask: EngineArgs<'events.facets'>): EngineResults['events.facets'] {
  const selection = selector.select(ask.filter);
  const grouping = groupingBy(selection.view, ask.field);
  return facetsOf(grouping, countsOf(selector, selection, grouping, ask.field), ask.limit, ask.search ?? '');
}

/** Events per group, remembered for the lanes and facets of the same selection. @param name of the grouping */
export function countsOf(
  selector: Selector,
  selection: Selection,
  grouping: Pick<Grouping, 'size' | 'codes' | 'groupOf'>,
  name: string,
): Uint32Array {
  return selector.derived.get(
    `counts ${name} ${selection.key}`,
    () => countBy(grouping, selection),
    (counts) => counts.byteLength,
  );
}

/** The most frequent values, largest first; ties by label, so that the order does not jump. Only what is shown is made. */
function facetsOf(
  grouping: Grouping,
  counts: Uint32Array,
  limit: number,
  search: string,
): { facets: Facet[]; distinct: number } {
  const wanted = search.toLowerCase();
  const found: number[] = [];
  for (let group = 0; group < counts.length; group++) {
    if (counts[group] === 0) continue;
    const label = grouping.label(group);
    if (label !== null && (wanted === '' || label.toLowerCase().includes(wanted))) found.push(group);
  }
  const order = (a: number, b: number): number => {
    if (counts[a] !== counts[b]) return counts[b]! - counts[a]!;
    const [one, other] = [grouping.label(a)!, grouping.label(b)!];
    return one < other ? -1 : one > other ? 1 : a - b;
  };
  const facets = firstOf(found, limit, order).map((group): Facet => {
    const { key, label, filter } = grouping.describe(group)!;
    return { value: key, label, filter, count: counts[group]! };
  });
  return { facets, distinct: found.length };
}

/** The first ones in an order, without putting all in order: there may be a million, and some dozen are shown. */
export function firstOf(
  items: readonly number[],
  limit: number,
  order: (a: number, b: number) => number,
): number[] {
  if (items.length <= limit) return items.toSorted(order);
  const first: number[] = [];
  for (const item of items) {
    if (first.length === limit && (limit === 0 || order(item, first[limit - 1]!) > 0)) continue;
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(item, first[middle]!) < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, item);
    if (first.length > limit) first.pop();
  }
  return first;
}
