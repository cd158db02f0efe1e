// npm run test:openocd: Debian's OpenOCD flashes virtual boards through virtual ST-Links. Installs it if it is missing.
// Arguments go to Vitest.

import { ensureInstalled, runTool } from '../workspace.mjs';
import { ensurePackages } from './debian.mjs';

ensureInstalled();
ensurePackages(['openocd']);
runTool('vitest', ['run', '--config', 'test/openocd/vitest.config.ts', ...process.argv.slice(2)]);
