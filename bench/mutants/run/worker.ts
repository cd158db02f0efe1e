// A process that runs tests against mutants, one after the other: first argument the script of the bundle.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { configureGlobal } from 'fast-check';
import type { Answer, Order } from './messages.ts';
import { loaderOf } from './subject.ts';
import { firstFailure, reach } from './trial.ts';

const say = (answer: Answer): void => void process.send?.(answer);

const calmMs = 20;
const mostLooks = 5;

/** Whether something that nobody waits for any more keeps this process busy. Collecting garbage is over after a while. */
async function isTired(): Promise<boolean> {
  for (let look = 1; look <= mostLooks; look++) {
    const before = process.cpuUsage();
    await sleep(calmMs);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < calmMs / 4) return false;
  }
  return true;
}

const [path = '', count = '0'] = process.argv.slice(2);
// Property tests draw the same cases for every mutant.
configureGlobal({ seed: 1 });
const load = await loaderOf(readFileSync(path, 'utf8'), path);
// What a test that has failed leaves behind.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', async (order: Order) => {
  if (order.what === 'reach') say({ what: 'reached', file: await reach(load, order.file, Number(count)) });
  else say({ what: 'tried', killedBy: await firstFailure(load, order, (test) => say({ what: 'begin', test })) });
  say({ what: 'ready', tired: await isTired() });
});
say({ what: 'ready', tired: false });
