import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Needs Debian's Chromium and a built page: npm run test:browser sees to both and runs this. One browser at a time.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    // Pages of one browser: while one of them waits, another one works.
    maxConcurrency: 3,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
