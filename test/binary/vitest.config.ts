import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

// Needs what scripts/binary.mjs has built: npm run binary builds it and runs this.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    globalSetup: 'test/binary/setup.ts',
    include: [
      'test/binary/*.test.ts',
      ...['chip/convert', 'chip/flash', 'chip/read-verify', 'inspect/list-info', 'texts/error-pages'].map(
        (name) => `test/cli/${name}.test.ts`,
      ),
    ],
  },
});
