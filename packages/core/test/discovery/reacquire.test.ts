// Which device is taken for the board that was lost: a wrong answer writes the rest of a firmware onto another board.

import type { UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../src/discovery/reacquire.ts';

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
  it('the one in its socket with its serial number', () => {
    expect(found([rom('1-3', '356A38673332'), rom('1-2', '356A38673332')])).toBe('1-2');
  });

  it('the one in its socket whose serial number cannot be read, or that had none that could be read before', () => {
    expect(found([rom('1-2')])).toBe('1-2');
    expect(found([rom('1-2', '0123456789AB')], 0, [], rom('1-2'))).toBe('1-2');
  });

  it('the one with its serial number in another socket, if its own is empty or holds another board', () => {
    expect(found([rom('1-5', '356A38673332')])).toBe('1-5');
    expect(found([rom('1-2', '0123456789AB'), rom('1-5', '356A38673332')])).toBe('1-5');
  });

  it('not the board of another serial number in its socket, until nothing better has come for five seconds', () => {
    const stranger = [rom('1-2', '0123456789AB')];
    expect(found(stranger, 0)).toBeUndefined();
    expect(found(stranger, 4_999)).toBeUndefined();
    expect(found(stranger, 5_000)).toBe('1-2');
  });

  it('not one without a serial number in another socket, however long that takes', () => {
    expect(found([rom('1-5')], 60_000)).toBeUndefined();
    expect(found([rom('1-5')], 60_000, [], rom('1-2'))).toBeUndefined();
  });

  it('not a board that was in that socket before, though it has the same serial number', () => {
    expect(found([rom('1-5', '356A38673332')], 60_000, ['1-5'])).toBeUndefined();
    expect(found([rom('1-5', '356A38673332'), rom('1-6', '356A38673332')], 0, ['1-5'])).toBe('1-6');
  });

  it('not one that runs its firmware when it is awaited in DFU mode, and the other way round', () => {
    expect(found([runtime('1-2', '356A38673332')], 60_000)).toBeUndefined();
    const asRunning = { kind: 'runtime', others: [], waitedMs: 0 } as const;
    expect(recognise([rom('1-2', '356A38673332')], ours, asRunning)).toBeUndefined();
    expect(recognise([runtime('1-2', '356A38673332')], ours, asRunning)?.path).toBe('1-2');
  });
});
