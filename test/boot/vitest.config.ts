import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Needs QEMU, so it is not part of `npm test`: npm run test:boot installs what is missing and runs it.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/boot/**/*.test.ts'], testTimeout: 120_000 },
});
