// npm run test:guest: a Debian kernel in QEMU attaches virtual boards over USB/IP, and programs that are not ours use them.
// Installs the Debian packages and fetches the kernel if they are missing. Arguments go to Vitest.

import { build, ensureInstalled, root, runNode, runTool } from '../workspace.mjs';
import { ensureGuestImage } from './guest-image.mjs';

ensureGuestImage();
ensureInstalled();
build();
// Chromium in the guest opens it.
runNode(`${root}/scripts/web.mjs`);
runTool('vitest', ['run', '--config', 'test/guest/vitest.projects.ts', ...process.argv.slice(2)]);
