// A flasher that died between DNLOAD and GETSTATUS leaves a command in the device that the next GETSTATUS would execute.

import type { UsbLink } from '@odflash/core';
import { isErased } from '@odflash/core/bytes';
import { dfuCommands, dfuRequests, dfuState } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import type { ControlSetup } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, expectSame } from './bench.ts';
import { bytes } from './scripted-link.ts';

const timeoutMs = 5_000;
const send = (link: UsbLink, setup: ControlSetup, data: Uint8Array) => link.controlOut(setup, data, timeoutMs);
const status = (link: UsbLink) => link.controlIn(dfuRequests.getStatus(0), 6, timeoutMs);
const download = (link: UsbLink, block: number, data: Uint8Array) => send(link, dfuRequests.download(0, block), data);

async function execute(link: UsbLink, block: number, data: Uint8Array): Promise<void> {
  await download(link, block, data);
  await status(link);
  await status(link);
}

/** A session that does `what` from dfuIDLE and then is no more. */
async function die({ bus }: Bench, what: (link: UsbLink) => Promise<unknown>): Promise<void> {
  await using link = await bus.open(await findRom(bus));
  await link.claim(0);
  await send(link, dfuRequests.clearStatus(0), new Uint8Array(0));
  await what(link);
}

const deaths: readonly (readonly [string, number, (link: UsbLink) => Promise<unknown>])[] = [
  ['a set address', dfuState.downloadSync, (link) => download(link, 0, dfuCommands.setAddress(0x0800_4000))],
  ['a sector erase', dfuState.downloadSync, (link) => download(link, 0, dfuCommands.eraseSector(0x0800_0000))],
  ['a mass erase', dfuState.downloadSync, (link) => download(link, 0, bytes('41'))],
  ['a read unprotect', dfuState.downloadSync, (link) => download(link, 0, dfuCommands.readUnprotect())],
  ['a block', dfuState.downloadSync, (link) => download(link, 2, new Uint8Array(2048))],
  [
    'new option bytes',
    dfuState.downloadSync,
    async (link) => {
      await execute(link, 0, dfuCommands.setAddress(0x1fff_c000));
      await download(link, 2, bytes('ef 00 10 ff ef 00 10 ff 00 00 ff ff 00 00 ff ff'));
    },
  ],
  [
    'OTP',
    dfuState.downloadSync,
    async (link) => {
      await execute(link, 0, dfuCommands.setAddress(0x1fff_7800));
      await download(link, 2, new Uint8Array(16));
    },
  ],
  ['a leave', dfuState.manifestSync, (link) => download(link, 0, dfuCommands.leave())],
  ['an unknown opcode', dfuState.downloadSync, (link) => download(link, 0, bytes('77'))],
  ['a finished command', dfuState.downloadIdle, (link) => execute(link, 0, dfuCommands.setAddress(0x0800_4000))],
  ['a failed command', dfuState.error, (link) => execute(link, 0, dfuCommands.setAddress(0x4000_0000))],
  ['an upload', dfuState.uploadIdle, (link) => link.controlIn(dfuRequests.upload(0, 2), 2048, timeoutMs)],
];

describe('after a session that died behind', () => {
  it.each(deaths)('%s, nothing is executed and the board is identified', async (_name, state, last) => {
    const setting = bench();
    const { board } = setting;
    await die(setting, last);
    expect(board.rom()?.state).toBe(state);
    const before = { flash: board.flash.slice(), otp: board.otp.slice(), optionBytes: board.optionBytes.slice() };
    const operations = board.recorder.operations.length;
    await using target = await setting.open();
    expect(board.rom()?.state).toBe(dfuState.idle);
    expect(await target.identify()).toMatchObject({ isF405: true, board: { known: true, evidence: 'otp' } });
    expect(board.running()).toBe('rom');
    expect(board.recorder.operations).toHaveLength(operations);
    expectSame(board.flash, before.flash);
    expectSame(board.otp, before.otp);
    expectSame(board.optionBytes, before.optionBytes);
    expect(target.anomalies).toEqual({});
  });

  it('an erase that is still running, the erase is waited for', async () => {
    const setting = bench();
    await die(setting, async (link) => {
      await download(link, 0, dfuCommands.eraseSector(0x0802_0000));
      await status(link);
    });
    await using target = await setting.open();
    expect(isErased(await target.read({ address: 0x0802_0000, length: 2048 }))).toBe(true);
    expect(target.anomalies).toEqual({});
  });
});
