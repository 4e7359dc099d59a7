import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The same specs over every host that this machine can run; one Chromium at a time. Needs `npm run build`. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: {
    alias: [
      { find: /^electron$/, replacement: join(import.meta.dirname, '../support/electron-stand-in/index.ts') },
    ],
  },
  test: {
    // CI counts tests from this file.
    reporters: process.env.CI ? ['dot', ['json', { outputFile: 'test-results/e2e.json' }]] : ['default'],
    include: ['test/e2e/**/*.spec.ts'],
    fileParallelism: false,
    // Limits against hanging, none on speed: machines are slow, and busy with other work.
    testTimeout: 240_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
