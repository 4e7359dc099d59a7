import { describe, expect, test } from 'vitest';
import { entityOf, fieldEntity, identityEntity, targetEntity } from '../../../renderer/components/entity.ts';
import { cellAt } from '../../../renderer/entity/draw.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { targetValue } from '../../../shared/events/target.ts';
import type { EntityRef } from '../../../shared/ipc/entity-methods.ts';

describe('entities of the window', () => {
  test('a target goes by its id, is called by its name, and its star is a star', () => {
    const value = targetValue({ type: 'query', id: null, name: 'a*b' });
    expect(value).toBe('query:a*b');
    const entity = targetEntity(value, 'a*b');
    expect(entity.value.filter).toEqual({ kind: 'is', field: 'object', value: 'query:a[*]b' });
    expect(entity.ref).toEqual({ kind: 'target', value: 'query:a*b' });
    expect(targetValue({ type: 'page', id: '1:2', name: 'x' })).toBe('page:1:2');
    expect(targetEntity('page:1:2', 'x').value.filter).toEqual({
      kind: 'is',
      field: 'object',
      value: 'page:1:2',
    });
    expect(targetValue({ type: 'page', id: null, name: null })).toBeNull();
  });

  test('the same entity from a record and from a page is one', () => {
    const refs: EntityRef[] = [
      { kind: 'ip', value: '192.0.2.1' },
      { kind: 'session', value: 's' },
      { kind: 'credential', value: 'c' },
      { kind: 'agent', value: 'curl/8' },
      { kind: 'system', value: 'jira.example' },
      { kind: 'target', value: 'bucket:b' },
    ];
    for (const ref of refs) expect(entityOf(ref, 'label').ref).toEqual(ref);
    expect(entityOf({ kind: 'identity', value: 'idn_1' }, 'Mara')).toEqual(identityEntity('idn_1', 'Mara'));
    expect(fieldEntity('action', 'action', 'x').ref).toBeNull();
  });
});

test('a point of the lanes’ picture is its column', () => {
  const lane = { ref: null, label: '', source: null, filter: null, events: 3 };
  const lanes = {
    by: 'source' as const,
    from: 0 as Micros,
    bucketMicros: 1,
    buckets: 10,
    lanes: [
      { ...lane, cells: [0, 1, 0] },
      { ...lane, cells: [9, 2, 1] },
    ],
  };
  expect(cellAt(lanes, 200, 5, 5)).toEqual({ lane: 0, bucket: 0, events: 1, failures: 0 });
  expect(cellAt(lanes, 200, 199, 30)).toEqual({ lane: 1, bucket: 9, events: 2, failures: 1 });
  expect(cellAt(lanes, 200, 100, 5)).toBeNull();
  expect(cellAt(lanes, 200, 5, 500)).toBeNull();
});
