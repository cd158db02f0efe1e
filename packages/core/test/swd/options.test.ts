// The option bytes as the debugger sees them.

import { expect, test } from 'vitest';
import { optionBytesOf, withoutReadProtection, withoutSectorProtection } from '../../src/swd/options.ts';

const factory = 0x0fffaaed;

test('a new chip is open', () => {
  expect(optionBytesOf(factory)).toMatchObject({ readProtection: 0, writeProtected: [], brownOut: 0 });
});

test('they read as the bootloader shows them', () => {
  expect([...optionBytesOf(factory).raw.slice(0, 4)]).toEqual([0xef, 0xaa, 0x10, 0x55]);
});

test('any byte but 0xAA and 0xCC is read protection level 1', () => {
  for (const rdp of [0x00, 0x55, 0xff]) expect(optionBytesOf(0x0fff00ed | (rdp << 8)).readProtection).toBe(1);
  expect(optionBytesOf(0x0fffcced).readProtection).toBe(2);
});

test('a cleared bit is a protected sector', () => {
  expect(optionBytesOf(0x0bf6aaed).writeProtected).toEqual([0, 3, 10]);
});

test('the brown-out threshold comes from BOR_LEV', () => {
  expect(optionBytesOf(0x0fffaae1).brownOut).toBe(2.7);
});

test('removing a protection changes nothing else', () => {
  expect(withoutReadProtection(0x0bf655e1)).toBe(0x0bf6aae1);
  expect(withoutSectorProtection(0x0bf6aae1)).toBe(0x0fffaae1);
});
