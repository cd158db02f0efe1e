// `odflash dfu FILE` from a running board to a running board through a real kernel: native protocol, into the bootloader as
// another device, flash, and back as a third one, with the configuration as it was.

import { boardVersion } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configurationIn } from '../support/configuration-in.ts';
import { type ExportedBoard, equal, rom, runtime, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest, type RunOptions } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';
import { odflashIn, shared } from './odflash.ts';

const profile = 'v3.6-56V,firmware=0.5.5';
const firmware = factoryFirmware(boardVersion('v3.6-56V')!, 7, 80 * 1024, '0.5.6');

/** Where each finds the other's steps hardest: root without a service that announces new devices, a user whose rights come late. */
const machines: readonly { readonly name: string; readonly udev: boolean; readonly user: RunOptions }[] = [
  { name: 'root, without udev', udev: false, user: {} },
  { name: 'a user whom a udev rule lets in', udev: true, user: { user: 'nobody', env: { HOME: '/tmp' } } },
];

describe.each(machines)('odflash dfu, run by $name', ({ udev, user }) => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest({ udev });
    if (udev) expect((await odflashIn(guest, ['udev-setup', '--everyone'])).status).toBe(0);
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test('goes from firmware 0.5.5 to 0.5.6 and keeps the configuration', () =>
    withBoard(
      guest,
      `update-${udev ? 'udev' : 'root'}`,
      async ({ board, trace }) => {
        const before = await configurationIn(board);
        const file = shared(guest, 'firmware.bin', firmware);
        const updated = await odflashIn(guest, ['dfu', file, '--yes', '--backup-dir', '/tmp/backup'], user);
        expect(updated, updated.stderr).toMatchObject({
          status: 0,
          result: { ok: true, board: 'verified', firmware: { before: '0.5.5', after: '0.5.6' } },
        });
        expect(board.running()).toBe('odrive');
        expect(equal(board.flash.subarray(0, firmware.length), firmware)).toBe(true);
        // Restored settings count from the next start on.
        expect(enumerations(trace)).toEqual([rom, runtime, runtime]);
        expect(before.size).toBeGreaterThan(100);
        expect(differences(before, await configurationIn(board))).toEqual([]);
        expect(usbErrors(await guest.kernelLog())).toEqual([]);
      },
      profile,
    ));
});

/** What the board became on the bus, one after the other. */
function enumerations(trace: ExportedBoard['trace']): string[] {
  return trace.map(({ text }) => /^plugged (.*)$/.exec(text)?.[1]).filter((id) => id !== undefined);
}

function differences(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  return [...before].filter(([path, value]) => !Object.is(after.get(path), value)).map(([path]) => path);
}
