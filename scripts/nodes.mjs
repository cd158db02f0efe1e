// npm run test:nodes: the tests of npm test on Node 22 and 24, from npm. Arguments go to Vitest.

import { ensureRuntime } from './runtimes.mjs';
import { build, ensureInstalled, runTool } from './workspace.mjs';

/** Not what is about npm, or tries the same code for long: what a release of Node changes shows elsewhere. */
const left = ['test/package.test.ts', 'test/mutants.test.ts', 'test/fuzz.test.ts', 'test/campaign/**'];

ensureInstalled();
build();
for (const release of [22, 24]) {
  console.error(`Node ${release}`);
  const { program } = ensureRuntime(release);
  runTool('vitest', ['run', ...left.flatMap((name) => ['--exclude', name]), ...process.argv.slice(2)], { program });
}
