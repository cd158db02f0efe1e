// npm run web: builds the page into apps/web/dist, and beside the command for odflash serve. With a folder made by
// `odflash catalogue mirror`, its firmware is offered too.

import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { judgePage, measurePage } from './check/web-sizes.mjs';
import { ensureInstalled, root, runTool } from './workspace.mjs';

ensureInstalled();
const web = join(root, 'apps/web');
runTool('vite', ['build', '--logLevel', 'warn'], { cwd: web });
const beside = join(root, 'packages/cli/page');
rmSync(beside, { recursive: true, force: true });
cpSync(join(web, 'dist'), beside, { recursive: true });
const [mirror] = process.argv.slice(2);
if (mirror !== undefined) {
  if (!existsSync(join(mirror, 'manifest.json'))) {
    console.error(`web: ${mirror} contains no manifest.json; make it with: odflash catalogue mirror ${mirror}`);
    process.exit(2);
  }
  cpSync(mirror, join(web, 'dist/firmware'), { recursive: true });
}
console.error(`web: built ${join(web, 'dist')}${mirror === undefined ? ', without firmware' : ''}`);
for (const line of judgePage(measurePage()).lines) console.error(`web: ${line}`);
