import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml } from '../../renderer/trusted-types.ts';

test('no markup survives the page’s default policy', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'/=abc ') }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }),
  );
});
