// odflash list --watch in the guest while a board is plugged in, changes what it is, and goes.

import { expect } from 'vitest';
import { linesIn } from '../odflash.ts';
import { withBoard } from './exported-board.ts';
import { type Guest, guestOdflash } from './guest.ts';

/** Fails unless the watch told of every arrival and departure, in order and in time, and ended well with Ctrl-C. */
export async function sawBoardReconnect(guest: Guest, name: string): Promise<void> {
  const watch = await guest.start([...guestOdflash, 'list', '--watch', '--json']);
  const told = async () =>
    linesIn((await watch.printed()).stdout).map(({ type, mode, serial }) => [type, mode, serial]);
  let expected: (string | undefined)[][] = [];
  const tells = async (...events: (string | undefined)[][]) => {
    expected = [...expected, ...events];
    await expect.poll(told, { timeout: 15_000, interval: 100 }).toEqual(expected);
  };
  await expect.poll(async () => (await watch.printed()).stderr, { timeout: 30_000 }).toContain('Watching');
  let serial: string | undefined;
  await withBoard(guest, name, async ({ board }) => {
    serial = board.serial;
    await tells(['arrived', 'DFU', serial]);
    board.setSwitch('run');
    board.powerCycle();
    await tells(['left', 'DFU', serial], ['arrived', 'running', serial]);
    board.setSwitch('dfu');
    board.powerCycle();
    await tells(['left', 'running', serial], ['arrived', 'DFU', serial]);
  });
  await tells(['left', 'DFU', serial]);
  const ended = await watch.stop();
  expect(ended).toMatchObject({ status: 0 });
  expect(linesIn(ended.stdout).at(-1)).toMatchObject({ type: 'result', ok: true });
}
