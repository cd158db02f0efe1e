// npm run bench:faults: the engine against random faults on virtual boards, from seeds, on virtual time. --help says more.
// The campaign is TypeScript (bench/faults), compiled into .cache/faults.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, runTool } from '../scripts/workspace.mjs';

ensureInstalled();
runTool('typescript', ['-b', 'bench/faults']);
const { main } = await import(pathToFileURL(join(root, '.cache/faults/main.js')).href);
process.exitCode = await main(process.argv.slice(2));
