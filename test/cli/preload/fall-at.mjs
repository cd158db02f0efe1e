// A process that is struck at the n-th thing it does to the disk: at no time of the wall clock, but at any point of a run,
// the same one each time. Every change of a kept virtual board is such a thing, and so is every step of keeping a backup.
//
// FALL_AT: which one. FALL_BY: the signal, SIGKILL if not said. FALL_COUNT: a file for how many there were.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { FALL_AT, FALL_BY = 'SIGKILL', FALL_COUNT } = process.env;
let count = 0;

function struck(owner, name) {
  const work = owner[name];
  owner[name] = function (...words) {
    count++;
    if (count === Number(FALL_AT)) process.kill(process.pid, FALL_BY);
    return Reflect.apply(work, this, words);
  };
}

const handle = await fs.promises.open(process.execPath);
const handles = Object.getPrototypeOf(handle);
await handle.close();
const report = fs.writeFileSync;
for (const name of ['mkdirSync', 'openSync', 'renameSync', 'rmSync', 'writeFileSync', 'writeSync']) struck(fs, name);
for (const name of ['open', 'rename', 'rm']) struck(fs.promises, name);
for (const name of ['sync', 'writeFile']) struck(handles, name);
syncBuiltinESMExports();
if (FALL_COUNT) process.on('exit', () => report(FALL_COUNT, String(count)));
