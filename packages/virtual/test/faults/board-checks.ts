// The knobs of the board as a whole.

import { decodeOtp, firstDifference } from '@odflash/core';
import { expect } from 'vitest';
import { otherFirmware, parseProfile } from '../../src/index.ts';
import { bench, idleBench } from '../bench.ts';
import { type Checks, profile, text, took } from './bench.ts';

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
    const kinds = ['own', 'blank', 'foreign', 'v3.5-48V'].map((value) =>
      decodeOtp(bench(profile(`otp=${value}`)).board.otp),
    );
    expect(kinds).toMatchObject([
      { kind: 'odrive', version: { name: 'v3.6-56V' } },
      { kind: 'blank' },
      { kind: 'foreign' },
      { kind: 'odrive', version: { name: 'v3.5-48V' } },
    ]);
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
  'wrp-reserved': async () => {
    expect(bench(profile('wrp-reserved=15')).board.optionBytes[9]).toBe(0xff);
  },
  'option-pointer': async () => {
    const strict = await idleBench(profile('rdp=1,option-pointer=vendor'));
    expect(await strict.setAddress(0x1fff_c000)).toMatchObject({ status: 11, state: 10 });
    const open = await idleBench(profile('option-pointer=vendor'));
    expect(await open.setAddress(0x1fff_c000)).toMatchObject({ state: 5 });
  },
};
