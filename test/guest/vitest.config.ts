import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Needs QEMU and Debian's kernel: npm run test:guest fetches what is missing and runs it (vitest.projects.ts). One guest at a
// time, because tests with figures are started with this file as well.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/guest/**/*.test.ts'],
    setupFiles: ['test/guest/setup.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
