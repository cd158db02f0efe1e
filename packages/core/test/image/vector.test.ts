import { expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { vectorTable } from '../../src/image/vector.ts';
import { concat, firmware, flashStart, pattern, u32 } from './makers.ts';

function judge(stackPointer: number, resetHandler: number) {
  return vectorTable(concat(u32(stackPointer), u32(resetHandler)));
}

test('a table of this chip is plausible', () => {
  expect(judge(0x2002_0000, 0x0800_0189)).toMatchObject({
    plausible: true,
    stackPointer: 0x2002_0000,
    resetHandler: 0x0800_0189,
  });
  expect(judge(0x2002_0000, 0x0800_0189).problem).toBeUndefined();
});

test.each([
  ['top of SRAM', 0x2002_0000, true],
  ['lowest possible in SRAM', 0x2000_0004, true],
  ['top of CCM', 0x1001_0000, true],
  ['above SRAM', 0x2002_0004, false],
  ['bottom of SRAM: no stack at all', 0x2000_0000, false],
  ['above CCM', 0x1001_0004, false],
  // ARMv7-M reads bits 1:0 of the stack pointer as zero (B1.4.7); Crazyflie's firmware has 0x2001FFFF.
  ['not aligned: the core rounds it down', 0x2001_0002, true],
  ['0x2001FFFF', 0x2001_ffff, true],
  ['top of SRAM, rounded down to it', 0x2002_0003, true],
  ['rounded down to the bottom of SRAM', 0x2000_0003, false],
  ['flash', 0x0800_0000, false],
  ['RAM of an STM32F103, 20 KiB, is also ours', 0x2000_5000, true],
])('stack pointer: %s', (_name, stackPointer, plausible) => {
  const verdict = judge(stackPointer, flashStart + 9);
  expect(verdict.plausible).toBe(plausible);
  if (!plausible) expect(verdict.problem).toBe('stack-pointer');
});

test.each([
  ['first byte of flash', 0x0800_0001, true],
  ['last halfword of flash', 0x080f_ffff, true],
  ['even', 0x0800_0188, false],
  ['past the end', 0x0810_0001, false],
  ['in RAM', 0x2000_0101, false],
  ['in the ROM', 0x1fff_0001, false],
  ['zero', 0, false],
  ['one', 1, false],
  ['0xFFFFFFFF', 0xffff_ffff, false],
])('reset handler: %s', (_name, resetHandler, plausible) => {
  const verdict = judge(0x2002_0000, resetHandler);
  expect(verdict.plausible).toBe(plausible);
  if (!plausible) expect(verdict.problem).toBe('reset-handler');
});

test('a reset handler that cannot be one is reported with what is wrong with it', () => {
  expect(judge(0x2002_0000, 0x0800_0188).why).toEqual(
    saying('the reset handler 0x08000188 is even, so not Thumb code'),
  );
  expect(judge(0x2002_0000, 0x0810_0001).why).toEqual(saying('the reset handler 0x08100001 is outside the flash'));
});

test('erased, invalidated and half-committed tables are distinguished', () => {
  expect(judge(0xffff_ffff, 0xffff_ffff).problem).toBe('erased');
  expect(judge(0, 0).problem).toBe('invalidated');
  expect(judge(0x2002_0000, 0).problem).toBe('reset-handler');
  expect(judge(0, 0x0800_0189).problem).toBe('stack-pointer');
});

test('in an image the reset handler must be in the image', () => {
  const image = (handler: number, ...rest: { address: number; data: Uint8Array }[]) =>
    vectorTable({ segments: [{ address: flashStart, data: concat(u32(0x2002_0000), u32(handler)) }, ...rest] });
  expect(image(flashStart + 0x101).problem).toBe('reset-handler-outside-image');
  expect(image(flashStart + 0x101, { address: flashStart + 0x100, data: pattern(2) }).plausible).toBe(true);
  expect(image(flashStart + 0x101, { address: flashStart + 0x100, data: pattern(1) }).plausible).toBe(false);
});

test('an image without the first eight bytes has no vector table', () => {
  const absent = { plausible: false, problem: 'absent' };
  expect(vectorTable({ segments: [] })).toMatchObject(absent);
  expect(vectorTable({ segments: [{ address: flashStart + 4, data: firmware(64) }] })).toMatchObject(absent);
  expect(vectorTable({ segments: [{ address: flashStart, data: firmware(64).subarray(0, 7) }] })).toMatchObject(absent);
  expect(vectorTable(new Uint8Array(7))).toMatchObject(absent);
});

test('a segment that starts below the flash still holds the table', () => {
  const data = concat(pattern(16), firmware(64));
  expect(vectorTable({ segments: [{ address: flashStart - 16, data }] }).plausible).toBe(true);
});
