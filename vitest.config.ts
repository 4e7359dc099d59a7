import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Unit and integration tests. The end-to-end specs have their own configuration in test/e2e. */
export default defineConfig({
  resolve: {
    // Importing the real package outside Electron starts a download.
    alias: [
      {
        find: /^electron$/,
        replacement: join(import.meta.dirname, 'test/support/electron-stand-in/index.ts'),
      },
    ],
  },
  test: {
    // CI counts tests from this file.
    reporters: process.env.CI ? ['dot', ['json', { outputFile: 'test-results/unit.json' }]] : ['default'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Limits against hanging, none on speed (test/bench measures that): machines are slow, and busy with other work.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
