// A system that is slow with the bootloader, or has no driver for it: waited for, told of, and what is said if it never comes.

import { LinkError, type UsbBus } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, course, run } from './bench.ts';

describe('a system that is slow with the bootloader', () => {
  /** A bus on which the ROM cannot be opened in its first milliseconds. */
  function slowBus(it: Bench, kind: 'access' | 'no-driver' | 'busy', ms: number): UsbBus {
    let seen: number | undefined;
    return {
      ...it.env.bus,
      open: async (device) => {
        if (device.vendorId === usbIds.rom.vendorId) {
          seen ??= it.clock.now();
          if (it.clock.now() - seen < ms) throw new LinkError(kind, 'not yet');
        }
        return it.env.bus.open(device);
      },
    };
  }

  it.each(['access', 'busy', 'no-driver'] as const)('(%s) is given a few seconds', async (kind) => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const slow = { ...it, env: { ...it.env, bus: slowBus(it, kind, 3_000) } };
    expect(await run(slow, {})).toMatchObject({ outcome: 'changed' });
  });

  it('is announced on Windows before the board leaves, and while a driver is looked for', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5', { host: 'windows', env: { bootloaderNeedsDriver: true } });
    const slow = { ...it, env: { ...it.env, bus: slowBus(it, 'no-driver', 20_000) } };
    await run(slow, {});
    const told = course(it);
    expect(told.indexOf('note: driver-step')).toBe(told.indexOf('enter-dfu') + 1);
    expect(told.filter((line) => line === 'note: driver-step')).toHaveLength(2);
    const [ahead, awaited] = it.events.filter((event) => event.type === 'note' && event.code === 'driver-step');
    for (const note of [ahead, awaited]) {
      const text = note?.type === 'note' ? inEnglish(note.text) : '';
      for (const part of ['Zadig', '"STM32  BOOTLOADER" (USB ID 0483 DF11)', 'WinUSB', 'DIP switch on RUN'])
        expect(text).toContain(part);
    }
  });

  it('is not told of on Windows where it had WinUSB before, and named where it had another driver', async () => {
    const before = async (driver: string) => {
      const env = { bootloaderNeedsDriver: true, bootloaderDriver: async () => driver };
      const it = bench('v3.6-56V,firmware=0.5.5', { host: 'windows', env });
      await run(it, {});
      const note = it.events.find((event) => event.type === 'note' && event.code === 'driver-step');
      return note?.type === 'note' ? inEnglish(note.text) : undefined;
    };
    expect(await before('WINUSB')).toBeUndefined();
    expect(await before('STTub30')).toContain('STTub30');
  });

  it('leaves a running board without a driver alone, and says which entry of Zadig is its own', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5', { host: 'windows', env: { bootloaderNeedsDriver: true } });
    const open: UsbBus['open'] = () => Promise.reject(new LinkError('no-driver', 'LIBUSB_ERROR_NOT_SUPPORTED'));
    const error = await failure(run({ ...it, env: { ...it.env, bus: { ...it.env.bus, open } } }, {}));
    expect(error).toMatchObject({ code: 'driver-missing', exit: 4 });
    const next = inEnglish(error.next);
    for (const part of ['"ODrive 3.x Native Interface (Interface 2)"', 'Leave Interface 0 alone', 'DIP switch on DFU'])
      expect(next).toContain(part);
    expect(course(it).filter((line) => line.startsWith('note'))).toEqual([]);
  });

  it('is waited for on Windows as long as a person may need', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5', { host: 'windows', env: { bootloaderNeedsDriver: true } });
    const slow = { ...it, env: { ...it.env, bus: slowBus(it, 'no-driver', 120_000) } };
    expect(await run(slow, {})).toMatchObject({ outcome: 'changed' });
  });

  it.each([
    ['access', 'permission-denied'],
    ['no-driver', 'driver-missing'],
  ] as const)('(%s) permanently ends untouched, and says that RUN and a power cycle undo it', async (kind, code) => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const slow = { ...it, env: { ...it.env, bus: slowBus(it, kind, Number.POSITIVE_INFINITY) } };
    expect(await failure(run(slow, {}))).toMatchObject({ code, board: 'untouched' });
    const note = it.events.findLast((event) => event.type === 'note');
    expect(note).toMatchObject({ code: 'not-left-back', text: saying(/RUN, a power cycle/) });
    it.board.powerCycle();
    expect(await run(it, {})).toMatchObject({ outcome: 'changed' });
  });
});
