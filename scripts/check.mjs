// npm run check: types, lint, format, dead code, package checks.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, ensureInstalled, root, runTool } from './workspace.mjs';

const steps = {
  types() {
    build();
    runTool('typescript', ['-p', 'test']);
  },
  'lint and format': () => runTool('@biomejs/biome', ['ci', '--error-on-warnings']),
  'dead code': () => runTool('knip', []),
  packages() {
    for (const name of readdirSync(join(root, 'packages')))
      runTool('publint', ['run', join('packages', name), '--strict']);
  },
};

ensureInstalled();
for (const [name, step] of Object.entries(steps)) {
  console.error(`check: ${name}`);
  step();
}
