// npm run build: compiles all packages, and the web page that comes with the command.

import { join } from 'node:path';
import { build, ensureInstalled, root, runNode } from './workspace.mjs';

ensureInstalled();
build();
runNode(join(root, 'scripts/web.mjs'));
