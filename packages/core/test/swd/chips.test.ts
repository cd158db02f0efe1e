// Which chip answers: every value that was seen on an F405, and the chips that are refused by name.

import { expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { chipOf, chipSerial } from '../../src/swd/chips.ts';

const m4 = 0x410fc241;
const m3 = 0x411fc231;

test.each([
  ['0x10016413, most parts', 0x10016413],
  ['0x10076413, an ODrive', 0x10076413],
  ['0x20006411, a part of 2012 with the id of the F2', 0x20006411],
])('an F405 with IDCODE %s is one', (_name, idcode) => {
  expect(chipOf({ cpuid: m4, idcode, flashKiB: 1024 }).isF405).toBe(true);
});

test('the name tells revision and flash', () => {
  const { name } = chipOf({ cpuid: m4, idcode: 0x10016413, flashKiB: 1024 });
  expect(inEnglish(name)).toBe('STM32F405/407 rev Z, 1024 KiB');
});

test.each([
  ['A', 0x10006413],
  ['Y', 0x10036413],
  ['1', 0x10076413],
  ['0x100f', 0x100f6413],
])('revision %s is told by IDCODE', (revision, idcode) => {
  expect(inEnglish(chipOf({ cpuid: m4, idcode, flashKiB: 1024 }).name)).toContain(` rev ${revision},`);
});

test('a flash size of zero counts as unknown: a protected F415RG reads zero', () => {
  for (const flashKiB of [0, 0xffff, undefined]) {
    const chip = chipOf({ cpuid: m4, idcode: 0x10016413, flashKiB });
    expect(chip).toEqual({ isF405: true, name: saying(/STM32F405\/407 rev Z, flash size unknown/) });
  }
});

test.each([
  ['F103', m3, 0x20036410, 128, 'STM32F103 (medium density) (Cortex-M3)'],
  ['F411', m4, 0x10006431, 512, 'STM32F411 (Cortex-M4)'],
  ['F2 with its own core', m3, 0x20006411, 1024, 'STM32F205/207 (Cortex-M3)'],
  ['GD32F103', m3, 0x13030410, 128, 'a copy of STM32F103 (medium density), such as GigaDevice makes'],
  ['copy of the F405', m4, 0x16080413, 1024, 'a copy of STM32F405/407, such as GigaDevice makes'],
  ['chip without an id', 0x410cc200, undefined, undefined, 'a chip with a Cortex-M0'],
])('the %s is refused by name', (_chip, cpuid, idcode, flashKiB, name) => {
  const chip = chipOf({ cpuid, idcode, flashKiB });
  expect(chip.isF405).toBe(false);
  expect(inEnglish(chip.name)).toContain(name);
});

test('an F405 with half the flash is not an ODrive', () => {
  expect(chipOf({ cpuid: m4, idcode: 0x10016413, flashKiB: 512 }).isF405).toBe(false);
});

test('the serial number is the one ROM and firmware make of the unique id', () => {
  const uniqueId = new Uint8Array(Uint32Array.of(0x002d0030, 0x3334510b, 0x32313533).buffer);
  expect(chipSerial(uniqueId)).toBe('325E35633334');
});
