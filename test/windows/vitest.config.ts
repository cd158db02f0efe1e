import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Those tests of the command that are about files, processes, signals, streams and a whole flash or update. */
const ofTheCommand = [
  'chip/convert',
  'chip/flash',
  'chip/read-verify',
  'inspect/list-info',
  'inspect/report',
  'inspect/trace',
  'process/stopped',
  'terminal/questions',
  'update/update',
];

// Needs Wine: npm run test:windows installs it and runs this. A Ctrl-C goes to every process in a console, so each worker runs one test
// at a time.
// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/windows/*.test.ts', ...ofTheCommand.map((name) => `test/cli/${name}.test.ts`)],
    maxConcurrency: 1,
    maxWorkers: 2,
  },
});
