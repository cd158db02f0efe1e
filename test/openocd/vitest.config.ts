import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Needs OpenOCD: npm run test:openocd installs it and runs this. Boards are on the wall clock, one at a time.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/openocd/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
  },
});
