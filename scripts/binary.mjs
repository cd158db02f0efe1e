// npm run binary [-- linux-x64 | win-x64]: the command as one file that needs nothing else, in dist/binary, packed as it is offered
// for download. Each is tested when it is built: what the archive holds flashes virtual boards from an empty folder.

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assemble } from './binary/assemble.mjs';
import { bundle } from './binary/bundle.mjs';
import { pack } from './binary/pack.mjs';
import { inWindows } from './test/wine.mjs';
import { build, ensureInstalled, root, runNode, runTool } from './workspace.mjs';

const folder = join(root, 'dist/binary');
const targets = { 'linux-x64': 'odflash', 'win-x64': 'odflash.exe' };
const limits = { binary: 95e6, archive: 34e6 };

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(targets);
for (const name of wanted)
  if (!(name in targets)) throw new Error(`There is no target ${name}; there are ${Object.keys(targets).join(', ')}`);

ensureInstalled();
build();
runNode(join(root, 'scripts/web.mjs'));
const parts = join(root, '.cache/binary');
const bundled = await bundle(parts);
for (const target of wanted) {
  const place = join(folder, target);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const file = join(place, targets[target]);
  await assemble(target, bundled, file, parts);
  const archive = pack(target, file);
  report(file, limits.binary);
  report(archive, limits.archive);
  const env = target === 'win-x64' ? inWindows() : process.env;
  runTool('vitest', ['run', '--config', 'test/binary/vitest.config.ts'], {
    env: { ...env, ODFLASH_TEST_ARCHIVE: archive },
  });
}

function report(file, limit) {
  const { size } = statSync(file);
  console.log(`${basename(file).padEnd(36)} ${(size / 1e6).toFixed(1).padStart(5)} MB`);
  if (size > limit) throw new Error(`${file} is larger than ${limit / 1e6} MB`);
}
