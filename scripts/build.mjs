// npm run build: compiles all packages.

import { build, ensureInstalled } from './workspace.mjs';

ensureInstalled();
build();
