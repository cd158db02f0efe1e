// npm run test:browser: builds the page and runs its journeys in Debian's Chromium, installed if it is missing. Pictures of every state
// are kept in build/pictures, but not in CI. Arguments go to Vitest.

import { ensureInstalled, root, runNode, runTool } from '../workspace.mjs';
import { ensurePackages } from './debian.mjs';

ensureInstalled();
// Without a font for it, pictures of the Chinese page show boxes.
ensurePackages(['chromium', 'fonts-wqy-microhei']);
runNode(`${root}/scripts/web.mjs`);
runTool('vitest', ['run', '--config', 'test/browser/vitest.config.ts', ...process.argv.slice(2)]);
