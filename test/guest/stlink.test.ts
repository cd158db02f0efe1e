// Unmodified st-info, st-flash and OpenOCD on virtual boards, through a real kernel's USB and a virtual ST-Link.

import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime, type VirtualBoard } from '@odflash/virtual';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallImage } from '../boot/samples.ts';
import { equal } from './machine/exported-board.ts';
import { bootGuest, type Guest } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';
import { shared } from './odflash.ts';

const image = smallImage('2.0.0');
/** USB ids by profile option. */
const ids = { v2: '0483:3748', 'v2-clone': '0483:3748', 'v2-1': '0483:374b', v3: '0483:374e' } as const;

let guest: Guest;

/** A board whose ST-Link is attached to the guest for as long as `body` takes. */
async function withProbe(
  probe: keyof typeof ids,
  faults: string,
  body: (board: VirtualBoard) => Promise<void>,
): Promise<void> {
  const board = createVirtualBoard(`v3.6-56V+stlink,probe=${probe}${faults}`, { clock: realTime() });
  if (!board.probe) throw new RangeError('no ST-Link');
  {
    await using server = await serveUsbip([board.probe.socket], { port: 0 });
    await guest.attach(server.port);
    try {
      await guest.waitFor(ids[probe]);
      await body(board);
    } finally {
      await guest.detach(server.port);
    }
  }
  await guest.gone(ids[probe]);
}

const run = (...argv: readonly string[]) => guest.run(argv, { timeoutMs: 150_000 });

describe('ST-Link tools on a virtual ST-Link', () => {
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test.each(['v2', 'v2-clone', 'v2-1', 'v3'] as const)(
    'the kernel enumerates a %s without an error, and st-info finds an F405 behind it',
    (probe) =>
      withProbe(probe, '', async (board) => {
        expect(usbErrors(await guest.kernelLog())).toEqual([]);
        const { stdout, status } = await run('st-info', '--probe');
        expect(stdout).toContain('Found 1 stlink programmers');
        expect(stdout.toUpperCase()).toContain(board.probe?.serial);
        expect(stdout).toMatch(/flash: +1048576/);
        expect(stdout).toMatch(/sram: +196608/);
        expect(stdout).toMatch(/chipid: +0x0*413/);
        expect(status).toBe(0);
      }),
  );

  test.each(['v2', 'v2-clone', 'v3'] as const)(
    'st-flash writes, verifies and starts a board through a %s, byte for byte',
    (probe) =>
      withProbe(probe, '', async (board) => {
        const file = shared(guest, 'small.bin', image);
        const { stdout, stderr, status } = await run('st-flash', '--reset', 'write', file, '0x8000000');
        expect(`${stdout}${stderr}`).toContain('Flash written and verified! jolly good!');
        expect(status).toBe(0);
        expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
        expect(board.running()).toBe('other-firmware');
      }),
  );

  test('st-flash says that NRST is not connected, and works all the same', () =>
    withProbe('v2', ',nrst=open', async () => {
      const { stdout, stderr, status } = await run('st-flash', 'reset');
      expect(`${stdout}${stderr}`).toContain('NRST is not connected');
      expect(status).toBe(0);
    }));

  test('st-flash fails on a protected board and on one without supply, in its own words', async () => {
    const file = shared(guest, 'small.bin', image);
    await withProbe('v2', ',wrp=0-3', async (board) => {
      const before = board.flash.slice();
      const { stdout, stderr, status } = await run('st-flash', 'write', file, '0x8000000');
      expect(`${stdout}${stderr}`).toContain('Flash memory is write protected');
      expect(status).toBe(255);
      expect(equal(board.flash, before)).toBe(true);
    });
    await withProbe('v2', '', async (board) => {
      board.power(false);
      const { stdout, stderr, status } = await run('st-flash', 'write', file, '0x8000000');
      expect(`${stdout}${stderr}`).toContain('Can not connect to target');
      expect(status).not.toBe(0);
    });
  });

  test.each([
    ['v2', 'interface/stlink.cfg'],
    ['v3', 'interface/stlink-dap.cfg'],
  ] as const)('OpenOCD programs, verifies and starts a board through the USB of a %s (%s)', (probe, configuration) =>
    withProbe(probe, ',flash=blank', async (board) => {
      const file = shared(guest, 'small.bin', image);
      const { stderr, status } = await run(
        ...['openocd', '-f', configuration, '-f', 'target/stm32f4x.cfg'],
        ...['-c', `program ${file} verify reset exit 0x08000000`],
      );
      expect(stderr).toContain('** Verified OK **');
      expect(status).toBe(0);
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
    }),
  );
});
