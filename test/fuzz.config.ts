import { mergeConfig } from 'vitest/config';
import base from '../vitest.config.ts';

/** `npm run fuzz`: 100,000 damaged samples for each importer. */
export default mergeConfig(base, {
  test: {
    include: ['test/shared/importers/mutations.test.ts'],
    env: { THROUGHLINE_FUZZ: '100000' },
  },
});
