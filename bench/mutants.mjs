// npm run bench:mutants: mutation testing of the engine. Changes one small thing of core at a time and looks whether a test fails.
// --help says more. It is TypeScript (bench/mutants), compiled into .cache/mutants.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, runTool } from '../scripts/workspace.mjs';

ensureInstalled();
runTool('typescript', ['-b', 'bench/mutants']);
const { main } = await import(pathToFileURL(join(root, '.cache/mutants/bench/mutants/main.js')).href);
process.exitCode = await main(process.argv.slice(2), root);
