import { defineConfig } from 'vitest/config';
import base from '../../test/guest/vitest.config.ts';

// Vitest runs the guest's TypeScript, here as in test/guest. Started by bench/peers.mjs.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['bench/peers/*.test.ts'], testTimeout: 7_200_000 },
});
