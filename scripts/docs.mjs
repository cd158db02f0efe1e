// npm run docs: the API reference of the libraries as static pages in docs/reference/dist. typedoc needs an older compiler than the
// packages are built with; both live in the workspace docs/reference.

import { join } from 'node:path';
import { build, ensureInstalled, root, runNode } from './workspace.mjs';

ensureInstalled();
build();
const reference = join(root, 'docs/reference');
runNode(join(reference, 'node_modules/typedoc/bin/typedoc'), process.argv.slice(2), { cwd: reference });
