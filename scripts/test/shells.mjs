// npm run test:shells: the completion scripts in real shells, and the man page through groff. Installs Debian's where they are
// missing. Arguments go to Vitest.

import { build, ensureInstalled, runTool } from '../workspace.mjs';
import { ensurePackages } from './debian.mjs';

ensureInstalled();
ensurePackages(['bash', 'zsh', 'fish', 'groff-base']);
build();
runTool('vitest', ['run', 'test/cli/texts/completion.test.ts', ...process.argv.slice(2)]);
