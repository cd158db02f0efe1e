// A process that runs tests against mutants, one after the other: arguments are the script of the bundle and how many mutants it has.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { configureGlobal } from 'fast-check';
import type { Answer, LimitedTest, Order } from './messages.ts';
import { loaderOf } from './subject.ts';
import { firstFailure, reach } from './trial.ts';
import { startWatchdog } from './watchdog.ts';

/** A whole file of tests on the unchanged code, and coming to rest after a test, in ms of processor time. */
const reachMs = 300_000;
const restMs = 10_000;

const calmMs = 20;
const maxLooks = 5;

/** Whether something that is no longer awaited keeps this process busy. Collecting garbage is over after a while. */
async function isTired(): Promise<boolean> {
  for (let look = 1; look <= maxLooks; look++) {
    const before = process.cpuUsage();
    await sleep(calmMs);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < calmMs / 4) return false;
  }
  return true;
}

const say = (answer: Answer): void => void process.send?.(answer);

const [path = '', count = '0'] = process.argv.slice(2);
// Property tests draw the same cases for every mutant.
configureGlobal({ seed: 1 });
const load = await loaderOf(readFileSync(path, 'utf8'), path);
// What a test that has failed leaves behind.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
const watchdog = startWatchdog();

const onBegin = (test: LimitedTest): void => {
  say({ what: 'begin', test });
  watchdog.begin(test.limitMs);
};

async function carryOut(order: Order): Promise<Answer> {
  if (order.what === 'try') return { what: 'tried', killedBy: await firstFailure(load, order, onBegin) };
  watchdog.begin(reachMs);
  return { what: 'reached', file: await reach(load, order.file, Number(count)) };
}

process.on('disconnect', () => process.exit());
process.on('message', async (order: Order) => {
  say(await carryOut(order));
  watchdog.begin(restMs);
  const tired = await isTired();
  watchdog.end();
  say({ what: 'ready', tired });
});
say({ what: 'ready', tired: false });
