import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { sourceEntries } from './test/support/source-entries.ts';

const alias = Object.entries(sourceEntries(fileURLToPath(new URL('.', import.meta.url)))).map(
  ([entry, replacement]) => ({
    find: new RegExp(`^${entry}$`),
    replacement,
  }),
);

// Tests run on the sources, so that a failing line is the line you edit; only the black-box tests use what was built.
export default defineConfig({
  resolve: { alias },
  // Of the page, as its build does.
  define: { __ODFLASH_VERSION__: JSON.stringify('test') },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'apps/*/test/**/*.test.ts',
      'test/*.test.ts',
      'test/cli/**/*.test.ts',
      'test/field/**/*.test.ts',
      'test/campaign/**/*.test.ts',
    ],
    testTimeout: 120_000,
    setupFiles: ['test/support/environment.ts'],
    // Modules hold no state, so every file may share one module graph.
    isolate: false,
    // A test that waits for a process, or for a board on the wall clock, leaves a core to others.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
  },
});
