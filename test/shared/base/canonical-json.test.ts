import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/base/canonical-json.ts';

const VECTORS = join(
  import.meta.dirname,
  '../../../../shared/fixtures/hostile/json-canonicalization/testdata',
);

describe('RFC 8785', () => {
  it.skipIf(!existsSync(VECTORS))(
    'gives the six published vectors (skipped where the folder is absent)',
    () => {
      const names = readdirSync(join(VECTORS, 'input')).sort();
      expect(names).toHaveLength(6);
      for (const name of names) {
        const input: unknown = JSON.parse(readFileSync(join(VECTORS, 'input', name), 'utf8'));
        expect(canonicalJson(input), name).toBe(readFileSync(join(VECTORS, 'output', name), 'utf8'));
      }
    },
  );

  it('does not depend on the order of keys, and keeps the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });

  it('refuses what is no JSON', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 0, '\ud800', { a: ['\udc00'] }])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
