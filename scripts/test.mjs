// npm test: installs and builds what is missing, then runs every test that needs nothing but Node.
// Arguments go to Vitest, e.g. npm test -- packages/core/test/image

import { build, ensureInstalled, runTool } from './workspace.mjs';

ensureInstalled();
build();
runTool('vitest', ['run', ...process.argv.slice(2)]);
