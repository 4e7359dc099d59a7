import { expect, test } from 'vitest';
import {
  askedSpan,
  type FilterState,
  facetFilter,
  NO_FILTER,
  signOf,
  type Term,
  toggleValue,
  untimedFilter,
  wholeFilter,
} from '../../../renderer/state/terms.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { Filter, FilterField } from '../../../shared/query/filter.ts';
import { filterSchema } from '../../../shared/query/filter-schema.ts';

const is = (field: FilterField, value: string) => ({
  filter: { kind: 'is', field, value } as Filter,
  label: value,
});
const build = (...steps: readonly [ReturnType<typeof is>, boolean][]) =>
  steps.reduce<readonly Term[]>((terms, [value, negate]) => toggleValue(terms, value, negate), []);

const okta = is('source', 'okta');
const jira = is('source', 'atlassian:jira');
const attacker = is('ip', '193.142.58.126');

test('no terms ask for everything', () => {
  expect(wholeFilter(NO_FILTER)).toEqual({ kind: 'all' });
});

test('two wanted values of one field are alternatives, another field narrows', () => {
  const terms = build([okta, false], [jira, false], [attacker, false]);

  expect(wholeFilter({ ...NO_FILTER, terms })).toEqual({
    kind: 'and',
    of: [{ kind: 'or', of: [okta.filter, jira.filter] }, attacker.filter],
  });
});

test('refused values of one field are refused together', () => {
  const terms = build([okta, true], [jira, true]);

  expect(wholeFilter({ ...NO_FILTER, terms })).toEqual({
    kind: 'not',
    of: { kind: 'or', of: [okta.filter, jira.filter] },
  });
});

test('asking for the same thing again takes it away, and the other sign moves it', () => {
  expect(build([okta, false], [okta, false])).toEqual([]);
  const moved = build([okta, false], [okta, true]);
  expect(signOf(moved, okta.filter)).toBe(true);
  expect(moved).toHaveLength(1);
});

test('a facet counts without its own wanted values, but with its refused ones', () => {
  const state: FilterState = { ...NO_FILTER, terms: build([okta, false], [jira, true], [attacker, false]) };

  expect(facetFilter(state, 'source')).toEqual({
    kind: 'and',
    of: [{ kind: 'not', of: jira.filter }, attacker.filter],
  });
  expect(facetFilter(state, 'action')).toEqual(wholeFilter(state));
});

test('the brush is part of the whole, not of what timeline and overview show', () => {
  const brush = { from: 1 as Micros, to: 5 as Micros };
  const state: FilterState = { ...NO_FILTER, terms: build([okta, false]), brush };

  expect(untimedFilter(state)).toEqual(okta.filter);
  expect(wholeFilter(state)).toEqual({ kind: 'and', of: [okta.filter, { kind: 'time', ...brush }] });
});

test('what the window builds is what the engine accepts', () => {
  const state: FilterState = {
    text: 'x',
    query: { kind: 'or', of: [{ kind: 'text', value: 'x' }, { kind: 'undated' }] },
    terms: build([okta, false], [jira, false], [attacker, true]),
    brush: { from: 1 as Micros, to: 5 as Micros },
  };

  expect(filterSchema.parse(wholeFilter(state))).toEqual(wholeFilter(state));
});

test('the span that a filter can lie in: open ends are the case, and what is empty or negated names none', () => {
  const whole = { from: 10 as Micros, to: 90 as Micros };
  const time = (from: number | null, to: number | null): Filter => ({
    kind: 'time',
    from: from as Micros | null,
    to: to as Micros | null,
  });
  expect(askedSpan(time(20, null), whole)).toEqual({ from: 20, to: 90 });
  expect(askedSpan({ kind: 'and', of: [okta.filter, time(20, null), time(null, 30)] }, whole)).toEqual({
    from: 20,
    to: 30,
  });
  expect(askedSpan(time(95, 99), whole)).toBeNull();
  expect(askedSpan({ kind: 'not', of: time(20, 30) }, whole)).toBeNull();
  expect(askedSpan(okta.filter, whole)).toBeNull();
});
