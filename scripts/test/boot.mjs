// npm run test:boot: flashes the sample onto virtual boards with the built command line, reads it back and boots exactly
// that in QEMU's STM32F405. Arguments go to Vitest.

import { build, ensureInstalled, runTool } from '../workspace.mjs';
import { ensurePackages } from './debian.mjs';

ensurePackages(['qemu-system-arm']);
ensureInstalled();
build();
runTool('vitest', ['run', '--config', 'test/boot/vitest.config.ts', ...process.argv.slice(2)]);
