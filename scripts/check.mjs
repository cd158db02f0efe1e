// npm run check: types, import arrows, lint, format, dead code, package checks.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findComplaints } from './check/arrows.mjs';
import { findUndocumented } from './check/docstrings.mjs';
import { findCrowded, findDeadPaths, findUnmapped } from './check/map.mjs';
import { findSentences } from './check/sentences.mjs';
import { findSharedNames } from './check/type-names.mjs';
import { judgePage, measurePage } from './check/web-sizes.mjs';
import { findWords } from './check/words.mjs';
import { findStalePages } from './pages.mjs';
import { build, ensureInstalled, root, runTool } from './workspace.mjs';

const packages = readdirSync(join(root, 'packages'));

const steps = {
  types() {
    build();
    runTool('typescript', ['-p', 'test']);
    runTool('typescript', ['-p', 'apps/web']);
    runTool('typescript', ['-p', 'apps/web/worker']);
    runTool('typescript', ['-p', 'test/browser']);
    runTool('typescript', ['-b', 'bench/faults', 'bench/mutants']);
  },
  'arrows and names'() {
    const complaints = [
      ...findComplaints(),
      ...findSharedNames(),
      ...findUndocumented(),
      ...findUnmapped(),
      ...findCrowded(),
      ...findDeadPaths(),
    ];
    for (const complaint of complaints) console.error(complaint);
    if (complaints.length > 0) process.exit(1);
  },
  sentences() {
    const found = findSentences();
    for (const each of found) console.error(`a sentence belongs into packages/messages: ${each}`);
    if (found.length > 0) process.exit(1);
  },
  words() {
    const found = findWords();
    for (const each of found) console.error(each);
    if (found.length > 0) process.exit(1);
  },
  async pages() {
    const stale = await findStalePages();
    for (const path of stale) console.error(`${path} is not what npm run pages writes`);
    if (stale.length > 0) process.exit(1);
  },
  'lint and format': () => runTool('@biomejs/biome', ['ci', '--error-on-warnings']),
  'dead code'() {
    runTool('knip', []);
    // What a package exports counts as used, so look again at what the entries of the packages give and nothing takes.
    // Types are left out: a caller may have to name what a public function takes or returns.
    const inPackages = packages.flatMap((name) => ['--workspace', `packages/${name}`]);
    runTool('knip', ['--include-entry-exports', '--include', 'exports', ...inPackages]);
  },
  page() {
    runTool('vite', ['build', '--logLevel', 'warn'], { cwd: join(root, 'apps/web') });
    const { complaints } = judgePage(measurePage());
    for (const complaint of complaints) console.error(complaint);
    if (complaints.length > 0) process.exit(1);
  },
  packages() {
    for (const name of packages) runTool('publint', ['run', join('packages', name), '--strict']);
  },
};

ensureInstalled();
for (const [name, step] of Object.entries(steps)) {
  console.error(`check: ${name}`);
  await step();
}
