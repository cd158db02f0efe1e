// One board through its restarts: each wire is opened once for each time the board appears, and none outlives its board.

import type { UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import type { Board } from '../../src/flash/open/open.ts';
import { type ConnectedBoard, followBoard } from '../../src/running/context/followed-board.ts';

const at = (more: Partial<UsbDeviceInfo> = {}): UsbDeviceInfo => ({
  vendorId: 0x1209,
  productId: 0x0d32,
  release: 0x0300,
  path: '1-1',
  address: 5,
  serial: '356A38673332',
  ...more,
});

function followed() {
  const log: string[] = [];
  const board = followBoard({ kind: 'runtime', device: at() }, ['1-2'], () => {});
  const connect = async (device: UsbDeviceInfo) => {
    log.push(`connect ${device.address}`);
    const odrive = {
      roundTrips: 7,
      [Symbol.asyncDispose]: async () => {
        log.push('close');
      },
    };
    return { odrive, device: { ...device, serial: 'ASKED' } } as unknown as ConnectedBoard;
  };
  const open = (serial?: string) => async (device: UsbDeviceInfo) => {
    log.push(`open ${device.address}`);
    return {
      identity: { key: { serial } },
      [Symbol.asyncDispose]: async () => {
        log.push('close dfu');
      },
    } as unknown as Board;
  };
  return { board, log, connect, open };
}

describe('a board that is followed', () => {
  it('is connected once, and known by what it says of itself', async () => {
    const { board, log, connect } = followed();
    const first = await board.running(connect);
    expect(await board.running(connect)).toBe(first);
    expect([log, board.device.serial, board.roundTrips]).toEqual([['connect 5'], 'ASKED', 7]);
    expect([board.foundIn, board.others]).toEqual(['runtime', ['1-2']]);
  });

  it('is opened once in DFU mode, and keeps the name it had where its chip shows none', async () => {
    const { board, log, open } = followed();
    const first = await board.inDfu(open());
    expect(await board.inDfu(open())).toBe(first);
    expect([log, board.device.serial]).toEqual([['open 5'], '356A38673332']);
    await board.release();
    await board.inDfu(open('FROM THE CHIP'));
    expect([log.length, board.device.serial]).toEqual([3, 'FROM THE CHIP']);
  });

  it.each([
    ['another port', { path: '1-3' }],
    ['another mode', { productId: 0xdf11 }],
    ['another address', { address: 6 }],
  ])('that appears at %s is not talked to through the old wire', async (_where, change) => {
    const { board, log, connect } = followed();
    await board.running(connect);
    await board.seen(at(change));
    expect([log, board.device]).toEqual([['connect 5', 'close'], at(change)]);
    await board.running(connect);
    expect(log).toHaveLength(3);
    // What was asked over both of them.
    expect(board.roundTrips).toBe(14);
  });

  it('that is seen where it is keeps its wire', async () => {
    const { board, log, connect } = followed();
    await board.running(connect);
    await board.seen(at({ serial: 'NEW' }));
    await board.running(connect);
    expect([log, board.roundTrips]).toEqual([['connect 5'], 7]);
  });

  it('closes all that is open when it is let go, and nothing twice', async () => {
    const { board, log, connect, open } = followed();
    await board.running(connect);
    await board.inDfu(open());
    await board[Symbol.asyncDispose]();
    await board.release();
    expect(log).toEqual(['connect 5', 'open 5', 'close', 'close dfu']);
    expect(board.roundTrips).toBe(7);
  });
});
