// "RuntimeError: An error occured. Device Status: (0, 2, 0, 0)": in each variant in which it can come about odrivetool dies
// of it after the erase, and odflash ends verified on the same board (ODrive #585, Nate711/ODrive #9, forum 866 to 5447).

import { acceptWarnings, flash } from '@odflash/core';
import { createVirtualBoard, type HostName, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  bench,
  configuration,
  failure,
  firmware,
  holdsImage,
  imageOf,
  memoryVault,
  withHole,
} from '../../packages/core/test/flash/bench.ts';
import { odrivetoolStep, stepsOf } from '../../packages/virtual/test/recorded.ts';
import { inEnglish } from '../support/in-english.ts';
import { runOdrivetool, ToolError } from './recorded-tool.ts';

const sectorLength = 16 * 1024;
const image = firmware(2, 2 * sectorLength);
const sectors = [image.subarray(0, sectorLength), image.subarray(sectorLength)];
const hosts: readonly HostName[] = ['linux', 'windows', 'chrome'];

/** What becomes of odrivetool on that board. */
async function odrivetool(boardOptions: string): Promise<string> {
  const clock = virtualClock();
  const board = createVirtualBoard(`v3.5-24V+dfu,${boardOptions}`, { clock });
  try {
    await runOdrivetool({ clock, board, sectors });
    return 'verified';
  } catch (error) {
    if (error instanceof ToolError) return error.message;
    throw error;
  }
}

/** What becomes of odflash on the same board: the outcome on each kind of host. */
async function odflash(boardOptions: string): Promise<void> {
  for (const host of hosts) {
    const clock = virtualClock();
    const board = createVirtualBoard(`v3.5-24V+dfu,${boardOptions}`, { clock });
    const kept = configuration(board.flash).slice();
    const env = { bus: virtualBus([board], { clock, host }), clock, vault: memoryVault() };
    const report = await flash(env, { image: imageOf(image, undefined, 'v3.5-24V'), ask: acceptWarnings });
    expect(report.board, host).toBe('verified');
    expect(Buffer.compare(board.flash.subarray(0, image.length), image), host).toBe(0);
    expect(Buffer.compare(configuration(board.flash), kept), host).toBe(0);
    expect(report.human, host).toEqual([]);
  }
}

/** In odrivetool's session: the ordinals, from 1, of the class requests that fit. */
async function ordinals(fits: (request: number, value: number, length: number) => boolean): Promise<number[]> {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.5-24V+dfu', { clock });
  const requests = await runOdrivetool({ clock, board, sectors });
  const classRequests = requests.filter(([type]) => (type & 0x60) !== 0);
  return classRequests.flatMap(([, request, value, , length], index) =>
    fits(request, value, length) ? [index + 1] : [],
  );
}

const isBlock = (request: number, value: number, length: number) => request === 1 && value >= 2 && length === 2048;
/** First block of sector 0, a later one, first block of sector 1. */
const [firstBlock = 0, laterBlock = 0, , , , , , , otherBlock = 0] = await ordinals(isBlock);

test('what plays odrivetool here makes exactly the requests of the recorded session', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.5-24V+dfu,poll=100,flash=blank', { clock });
  const made = await runOdrivetool({ clock, board, sectors });
  const recorded = stepsOf('odrivetool-0.4.1-dfu.txt', odrivetoolStep);
  expect(made).toEqual(recorded.map(({ setup, length }) => [...setup, length]));
});

describe('(0, 2, 0, 0)', () => {
  test.each([
    ['an ABORT sent as IN leaves a reply behind, before sector 0', 'stale-abort=3', 'sector 0'],
    ['an ABORT sent as IN leaves a reply behind, before sector 1', 'stale-abort=4', 'sector 1'],
    ['a lost reply leaves the answers one behind', `stale-at=${firstBlock - 1}`, 'sector 0'],
    ['a block is cut short and the count is not checked', `short-at=${firstBlock}`, 'sector 0'],
    ['the first block of another sector is cut short', `short-at=${otherBlock}`, 'sector 1'],
    ['another program resets the port between block and status', `bus-reset-at=${firstBlock + 1}`, 'sector 0'],
    ['another program resets the port in a later block', `bus-reset-at=${laterBlock + 1}`, 'sector 0'],
  ])('%s: kills odrivetool, not odflash', async (_cause, boardOptions, where) => {
    expect(await odrivetool(boardOptions)).toBe(`RuntimeError: Device Status: (0, 2, 0, 0) while writing ${where}`);
    await odflash(boardOptions);
  });
});

describe('other symptoms of the same loss of synchronisation', () => {
  test.each([
    ['every ABORT leaves a reply behind: IndexError at the OTP', 'stale-abort=all', 'IndexError: OTP'],
    ['the ABORT before verifying does: arrays must be same size', 'stale-abort=5', 'arrays must be same size'],
    ['the one after does: IndexError in get_state', 'stale-abort=6', 'IndexError: get_state'],
    [
      'a later block is cut short: only the verify notices',
      `short-at=${laterBlock}`,
      'Verification failed in sector 0',
    ],
  ])('%s', async (_cause, boardOptions, message) => {
    expect(await odrivetool(boardOptions)).toContain(message);
    await odflash(boardOptions);
  });

  test.each(['no-data', 'any-out', 'never'])(
    'replies one behind from any transfer on, until %s: odflash ends verified',
    async (until) => {
      const { image: next } = withHole(firmware(2));
      const { flash: holds } = withHole(firmware(1));
      for (let n = 1; n < 200; n += 7) {
        const profile = `v3.6-56V+dfu,flash=blank,stale-at=${n},stale-until=${until}`;
        const { board, env } = bench({ holds, profile, host: hosts[n % hosts.length]! });
        await flash(env, { image: next });
        expect(holdsImage(board.flash, next), `from transfer ${n} on`).toBe(true);
      }
    },
  );
});

describe('a driver that cannot send transfers without data (libusb-win32 up to 1.2.6, libusbK 3.0.7)', () => {
  test.each(['windows-libusb0', 'windows-libusb0-silent'] as const)(
    '%s: is named, with the remedy, before anything is changed',
    async (host) => {
      const { image: next } = withHole(firmware(2));
      const { flash: holds } = withHole(firmware(1));
      const { board, env } = bench({ holds, host });
      const before = board.flash.slice();
      const error = await failure(flash(env, { image: next }));
      expect(error).toMatchObject({ code: 'driver-missing', board: 'untouched' });
      expect(inEnglish(error.next)).toContain('Zadig');
      expect(Buffer.compare(board.flash, before)).toBe(0);
    },
  );
});
