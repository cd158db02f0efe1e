// The options of the board as a whole.

import { decodeOtp } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import { expect } from 'vitest';
import { otherFirmware, parseProfile, type VirtualBoard } from '../../src/index.ts';
import { bench, idleBench, requests } from '../bench.ts';
import { connect, bench as running } from '../odrive/bench.ts';
import { type Checks, eraseFirst, ones, profile, text, took } from './bench.ts';

export const boardChecks: Checks = {
  seed: async () => {
    const [a, b] = [bench(profile('seed=7')).board, bench(profile('seed=8')).board];
    expect(a.serial).not.toBe(b.serial);
    expect(firstDifference(a.flash, b.flash)).toBeGreaterThanOrEqual(0);
  },
  serial: async () => {
    const made = bench(profile('serial=00000000abcd'));
    expect(made.board.serial).toBe('00000000ABCD');
    expect(await text(made, 3)).toBe('00000000ABCD');
  },
  otp: async () => {
    const kinds = ['own', 'blank', 'foreign', 'corrected', 'v3.5-48V'].map((value) =>
      decodeOtp(bench(profile(`otp=${value}`)).board.otp),
    );
    expect(kinds).toMatchObject([
      { kind: 'odrive', version: { name: 'v3.6-56V' } },
      { kind: 'blank' },
      { kind: 'foreign' },
      { kind: 'odrive', version: { name: 'v3.6-56V' } },
      { kind: 'odrive', version: { name: 'v3.5-48V' } },
    ]);
    expect([...bench(profile('otp=corrected')).board.otp.subarray(0, 7)]).toEqual([0, 0, 0, 0, 0, 0, 0xff]);
  },
  flash: async () => {
    expect(bench(profile('flash=blank')).board.flash.every((byte) => byte === 0xff)).toBe(true);
    const { flash } = bench(profile('flash=other,seed=2')).board;
    expect(firstDifference(flash.subarray(0, 1024), otherFirmware(2).subarray(0, 1024))).toBe(-1);
  },
  chip: async () => {
    const made = await idleBench(profile('chip=f411'));
    expect(await text(made, 4)).toBe('@Internal Flash  /0x08000000/04*016Kg,01*064Kg,03*128Kg');
    expect(await made.erase(0x0808_0000)).toMatchObject({ status: 1, state: 10 });
    const paged = await idleBench(profile('chip=g431'));
    expect(await took(paged, () => paged.erase(0x0800_0800))).toBe(22);
    expect(paged.board.recorder.operations).toMatchObject([{ sector: 1, length: 2048 }]);
  },
  rom: async () => {
    const old = bench(profile('rom=v3.0'));
    expect([...(await old.control(0x80, 6, 0x0100, 0, 18)).data].slice(12, 14)).toEqual([0x00, 0x21]);
    expect(await text(old, 5)).toBe('@Option Bytes  /0x1FFFC000/01*016 g');
    await old.idle();
    await old.setAddress(0xffff_0000);
    expect(await old.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff))).toMatchObject({ state: 10 });
    const older = await idleBench(profile('rom=v3.1'));
    expect(await older.setAddress(0x2000_2000)).toMatchObject({ state: 5 });
  },
  time: async () => {
    expect(parseProfile(profile('time=real')).settings.time).toBe('real');
    expect(parseProfile(profile()).settings.time).toBe('virtual');
  },
  rdp: async () => {
    const made = await idleBench(profile('rdp=1'));
    expect((await made.read(2, 64)).status).toBe('stall');
    expect(await made.status()).toMatchObject({ status: 11 });
  },
  wrp: async () => {
    const made = await idleBench(profile('wrp=0:2-3'));
    expect([...made.board.optionBytes.subarray(8, 10)]).toEqual([0xf2, 0x0f]);
    expect(await made.erase(0x0800_8000)).toMatchObject({ status: 0, state: 5 });
    expect(made.board.recorder.operations).toMatchObject([{ sector: 2, without: 'write-protected' }]);
  },
  'save-cut': async () => {
    const protectionAfter = async (boardOption: string, cut: (board: VirtualBoard) => void) => {
      const it = running(`v3.6-56V,${boardOption}`);
      await using device = await connect(it);
      const saving = device.call('save_configuration').catch(() => undefined);
      await it.clock.sleep(3);
      cut(it.board);
      await saving;
      const [, level] = it.board.optionBytes;
      const [low = 0, high = 0] = it.board.optionBytes.subarray(8, 10);
      return { level: level === 0xaa ? 0 : 1, closed: 12 - ones(low) - ones(high) };
    };
    const power = (board: VirtualBoard) => board.cutPower();
    expect(await protectionAfter('save-cut=harmless', power)).toEqual({ level: 0, closed: 0 });
    expect(await protectionAfter('save-cut=read-protected', power)).toEqual({ level: 1, closed: 0 });
    const closed = await protectionAfter('save-cut=write-protected', power);
    expect(closed.level).toBe(0);
    expect(closed.closed).toBeGreaterThan(0);
    // A reset leaves the supply to the flash, and a supply that fails while the ROM writes was never seen to do this.
    expect(await protectionAfter('save-cut=read-protected', (board) => board.reset())).toEqual({ level: 0, closed: 0 });
    const rom = await idleBench(profile('save-cut=read-protected'));
    await rom.out(requests.download, 0, eraseFirst);
    await rom.status();
    rom.board.cutPower();
    expect(rom.board.optionBytes[1]).toBe(0xaa);
  },
  'wrp-reserved': async () => {
    expect(bench(profile('wrp-reserved=15')).board.optionBytes[9]).toBe(0xff);
  },
  'refused-pointers': async () => {
    const [flash, otp, lockBytes, options] = [0x0800_0000, 0x1fff_7800, 0x1fff_7a00, 0x1fff_c000];
    const refusedBy = async (boardOptions: string) => {
      const made = await idleBench(profile(boardOptions));
      const refused: number[] = [];
      for (const address of [flash, otp, lockBytes, options]) {
        const status = await made.setAddress(address);
        if (status.state === 5) continue;
        expect(status).toEqual({ status: 11, poll: 0, state: 10 });
        refused.push(address);
        await made.out(requests.clearStatus);
      }
      return refused;
    };
    expect(await refusedBy('rdp=1')).toEqual([otp, lockBytes, options]);
    expect(await refusedBy('rdp=1,refused-pointers=none')).toEqual([]);
    expect(await refusedBy('rdp=1,refused-pointers=all')).toEqual([flash, otp, lockBytes, options]);
    expect(await refusedBy('refused-pointers=all')).toEqual([]);
  },
};
