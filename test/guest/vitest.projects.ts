import { defineConfig } from 'vitest/config';
import guest from './vitest.config.ts';

// What npm run test:guest runs: first, alone, the test that looks at the clock, then two guests at a time; each has one
// emulated processor.
const timed = ['test/guest/speed.test.ts'];

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  test: {
    projects: [
      { ...guest, test: { ...guest.test, name: 'timed', include: timed, sequence: { groupOrder: 0 } } },
      {
        ...guest,
        test: {
          ...guest.test,
          name: 'guest',
          exclude: timed,
          fileParallelism: true,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
