import { describe, expect, test } from 'vitest';
import { type EntityHistory, type EntityStep, NOWHERE, walk } from '../../../renderer/entity/history.ts';
import type { EntityRef } from '../../../shared/ipc/entity-methods.ts';

const ref = (value: string): EntityRef => ({ kind: 'ip', value });
const open = (value: string): EntityStep => ({ type: 'entity.open', ref: ref(value) });
const steps = (...all: EntityStep[]): EntityHistory => all.reduce(walk, NOWHERE);

describe('the way through the pages', () => {
  test('back and forward are each other’s way', () => {
    const there = steps(open('a'), open('b'), open('c'));
    const back = walk(walk(there, { type: 'entity.back' }), { type: 'entity.back' });
    expect(back).toEqual({ here: ref('a'), past: [], future: [ref('b'), ref('c')] });
    expect(walk(walk(back, { type: 'entity.forward' }), { type: 'entity.forward' })).toEqual(there);
  });

  test('another page from the middle forgets what lay ahead', () => {
    const turned = steps(open('a'), open('b'), { type: 'entity.back' }, open('c'));
    expect(turned).toEqual({ here: ref('c'), past: [ref('a')], future: [] });
  });

  test('the open page opened again, and steps beyond the ends, change nothing', () => {
    const there = steps(open('a'));
    expect(walk(there, open('a'))).toBe(there);
    expect(walk(there, { type: 'entity.back' })).toBe(there);
    expect(walk(there, { type: 'entity.forward' })).toBe(there);
    expect(walk(NOWHERE, { type: 'entity.back' })).toBe(NOWHERE);
  });

  test('a long way is cut at its far end', () => {
    const far = steps(...Array.from({ length: 300 }, (_, i) => open(String(i))));
    expect(far.past).toHaveLength(100);
    expect(far.past[0]).toEqual(ref('298'));
  });
});
