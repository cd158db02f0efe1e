// Which device is taken for the board that was lost: a wrong answer writes the rest of a firmware onto another board.

import type { UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { recognise, requireSameChip } from '../../src/discovery/reacquire.ts';

const rom = (path: string, serial?: string): UsbDeviceInfo => ({
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path,
  ...(serial !== undefined && { serial }),
});
const runtime = (path: string, serial: string): UsbDeviceInfo => ({
  ...rom(path, serial),
  vendorId: 0x1209,
  productId: 0x0d32,
});

const ours = rom('1-2', '356A38673332');

/** The path of what is taken for ours, in DFU mode, after so long. */
function found(devices: readonly UsbDeviceInfo[], waitedMs = 0, others: readonly string[] = [], lost = ours) {
  return recognise(devices, lost, { kind: 'rom', others, waitedMs })?.path;
}

describe('a board that was lost is', () => {
  it('the one on its port with its serial number', () => {
    expect(found([rom('1-3', '356A38673332'), rom('1-2', '356A38673332')])).toBe('1-2');
  });

  it('the one on its port whose serial number cannot be read, or could not be read before', () => {
    expect(found([rom('1-2')])).toBe('1-2');
    expect(found([rom('1-2', '0123456789AB')], 0, [], rom('1-2'))).toBe('1-2');
  });

  it('the one with its serial number on another port, if its own is free or has another board', () => {
    expect(found([rom('1-5', '356A38673332')])).toBe('1-5');
    expect(found([rom('1-2', '0123456789AB'), rom('1-5', '356A38673332')])).toBe('1-5');
  });

  it('not the board with another serial number on its port, until none better has appeared for five seconds', () => {
    const stranger = [rom('1-2', '0123456789AB')];
    expect(found(stranger, 0)).toBeUndefined();
    expect(found(stranger, 4_999)).toBeUndefined();
    expect(found(stranger, 5_000)).toBe('1-2');
  });

  it('not one without a serial number on another port, however long that takes', () => {
    expect(found([rom('1-5')], 60_000)).toBeUndefined();
    expect(found([rom('1-5')], 60_000, [], rom('1-2'))).toBeUndefined();
  });

  it('not a board that was on that port before, even with the same serial number', () => {
    expect(found([rom('1-5', '356A38673332')], 60_000, ['1-5'])).toBeUndefined();
    expect(found([rom('1-5', '356A38673332'), rom('1-6', '356A38673332')], 0, ['1-5'])).toBe('1-6');
  });

  it('where no port is known, the one device that has connected since, whatever its name, after five seconds', () => {
    const named = (path: string, serial?: string) => ({ ...rom(path, serial), nameOnly: true as const });
    const lost = named('356A38673332', '356A38673332');
    for (const come of [named('356A3', '356A3'), named('usb-1')]) {
      expect(found([come], 4_999, [], lost)).toBeUndefined();
      expect(found([come], 5_000, [], lost)).toBe(come.path);
      expect(found([come], 60_000, [come.path], lost)).toBeUndefined();
      expect(found([come, named('0123456789AB', '0123456789AB')], 60_000, [], lost)).toBeUndefined();
    }
    const back = named('356A38673332-2', '356A38673332');
    expect(found([named('usb-1'), back], 0, [], lost)).toBe(back.path);
  });

  it('where no port is known, no other chip, once both have given their number', () => {
    const lost = { ...ours, nameOnly: true as const };
    for (const same of ['356a38673332', undefined, 'STM32FxSTM32', '3CBJ'])
      expect(() => requireSameChip(lost, same)).not.toThrow();
    expect(() => requireSameChip(lost, '0123456789AB')).toThrow('did-not-return');
    expect(() => requireSameChip(ours, '0123456789AB')).not.toThrow();
  });

  it('not one that runs its firmware when it is awaited in DFU mode, and the other way round', () => {
    expect(found([runtime('1-2', '356A38673332')], 60_000)).toBeUndefined();
    const asRunning = { kind: 'runtime', others: [], waitedMs: 0 } as const;
    expect(recognise([rom('1-2', '356A38673332')], ours, asRunning)).toBeUndefined();
    expect(recognise([runtime('1-2', '356A38673332')], ours, asRunning)?.path).toBe('1-2');
  });
});
