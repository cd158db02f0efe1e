// npm run test:windows: the command under Windows' own Node in Debian's Wine, by the tests of the command. Installs Wine and fetches
// Node if they are missing. Arguments go to Vitest.

import { build, ensureInstalled, runTool } from '../workspace.mjs';
import { inWindows } from './wine.mjs';

ensureInstalled();
build();
runTool('vitest', ['run', '--config', 'test/windows/vitest.config.ts', ...process.argv.slice(2)], { env: inWindows() });
