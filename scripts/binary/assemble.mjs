// Node with our script in it: Node's own generator makes the blob, postject puts it where Node looks for it.

import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'postject';
import { ensurePackages } from '../test/debian.mjs';
import { ensureRuntime } from '../test/runtimes.mjs';
import { unsigned } from './pe.mjs';

/** What Node looks for to know that a script was put in (the same page, "Generating single executable preparation blobs"). */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** What Node's program becomes before something is put in: its debug symbols, or a signature that will not hold, go. */
const bare = {
  'linux-x64'(program, file) {
    ensurePackages(['binutils']);
    run('strip', ['--strip-all', '-o', file, program]);
  },
  'win-x64': (program, file) => writeFileSync(file, unsigned(readFileSync(program))),
};

/** Writes the binary for `target` to `file`; `folder` is for what is made on the way. */
export async function assemble(target, { main, assets }, file, folder) {
  const blob = join(folder, `${target}.blob`);
  const config = join(folder, `${target}.json`);
  // Code that was compiled before is for the processor and the system it was compiled on.
  const useCodeCache = target === 'linux-x64';
  const settings = { main, output: blob, disableExperimentalSEAWarning: true, useCodeCache, assets: assets(target) };
  writeFileSync(config, JSON.stringify(settings));
  // The blob must come from the release that it is put into.
  run(ensureRuntime('linux-x64').program, ['--experimental-sea-config', config]);
  bare[target](ensureRuntime(target).program, file);
  chmodSync(file, 0o755);
  await inject(file, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: fuse });
}

function run(program, args) {
  const done = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${done.status}`);
}
