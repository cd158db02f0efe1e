// Raw binaries that were linked for another place than the one they are read for.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { sectors } from '../../src/board/stm32f405.ts';
import { readImage } from '../../src/image/read-image.ts';
import { concat, flashStart, u32, withSuffix } from './makers.ts';

function fileAt(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

function linkedNote(bytes: Uint8Array, address?: number): string | undefined {
  const { notes } = readImage(bytes, address === undefined ? {} : { address });
  const note = notes.find(({ code }) => code === 'linked-elsewhere');
  return note && inEnglish(note.text);
}

/** Words that look like code: the same for the same seed, none an address of the flash. */
function noise(words: number, seed: number): Uint8Array {
  let state = seed;
  const bytes = new Uint8Array(words * 4).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  for (let at = 3; at < bytes.length; at += 4) if (bytes[at] === 0x08) bytes[at] = 0x09;
  return bytes;
}

interface Made {
  readonly base: number;
  readonly length: number;
  /** Where its handlers lie, from its start. */
  readonly handlers: number;
  /** How many addresses of itself it holds. */
  readonly pointers: number;
}

/** A program with a whole vector table and pointers all over itself. */
function program({ base, length, handlers, pointers }: Made): Uint8Array {
  const entries = Array.from({ length: 97 }, (_, index) => u32(base + handlers + 1 + 16 * (index % 40)));
  const bytes = concat(u32(0x2002_0000), ...entries, noise(length / 4 - 98, base + length));
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < pointers; index++) {
    const target = Math.floor(((index * 0.618_034) % 1) * length);
    view.setUint32(0x200 + 4 * Math.floor((index * (length - 0x200)) / 4 / pointers), base + target, true);
  }
  return bytes;
}

test('the application for a resident bootloader is recognised by its vector table', () => {
  const bytes = fileAt('inputs/linked-8008000-big.bin');
  expect(linkedNote(bytes)).toContain('0x08008000');
  expect(linkedNote(withSuffix(bytes))).toContain('0x08008000');
  expect(linkedNote(bytes, 0x0800_8000)).toBeUndefined();
});

describe.each([0x0800_4000, 0x0800_8000, 0x0800_c000, 0x0801_0000, 0x0802_0000])('a program linked for %i', (base) => {
  const behind = base - flashStart;

  test.each<[string, Omit<Made, 'base'>]>([
    ['small, with handlers right behind its table', { length: behind + 0x2000, handlers: 0x200, pointers: 0 }],
    ['with handlers far inside and pointers everywhere', { length: 200_000, handlers: 30_000, pointers: 800 }],
    ['with a few pointers only', { length: 3 * behind, handlers: 0x400, pointers: 40 }],
  ])('%s: is distinguished from one for the start of the flash', (_name, made) => {
    const bytes = program({ base, ...made });
    expect(linkedNote(bytes)).toContain(`0x${base.toString(16).toUpperCase().padStart(8, '0')}`);
    expect(linkedNote(bytes, base)).toBeUndefined();
  });
});

test('a program whose handlers lie behind its end is for the first sector from which it reaches them', () => {
  for (const base of [0x0800_4000, 0x0801_0000, 0x0802_0000])
    expect(linkedNote(program({ base, length: 0x2000, handlers: 0x200, pointers: 0 }), flashStart)).toContain(
      `a program at 0x0${base.toString(16).toUpperCase()}`,
    );
});

test('a program whose handlers no sector reaches is for the start of the flash, if it is not read for that', () => {
  const far = program({ base: 0x0803_0000, length: 0x2000, handlers: 0x200, pointers: 0 });
  expect(linkedNote(far, 0x0806_0000)).toContain('a program at 0x08000000');
});

test('a large program is recognised although some of its words look like addresses in front of it by chance', () => {
  // Of 2^32 values 0xE0000 lie in front: of 229,000 random words some 48 do.
  const [base, length] = [0x080e_0000, 0xe_2000];
  const bytes = program({ base, length, handlers: 0x200, pointers: 200 });
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < 40; word++) view.setUint32(0x1000 + 0x4000 * word + 4, flashStart + 0x1000 * word, true);
  expect(linkedNote(bytes)).toContain('a program at 0x080E0000');
});

describe('a program for the start of the flash is not suspected', () => {
  test.each<[string, Omit<Made, 'base'>]>([
    ['small', { length: 4096, handlers: 0x200, pointers: 10 }],
    ['with all handlers near its end', { length: 250_000, handlers: 240_000, pointers: 900 }],
    ['with all handlers right behind the start of a sector', { length: 250_000, handlers: 0x8100, pointers: 900 }],
    ['with few pointers', { length: 120_000, handlers: 0x4200, pointers: 60 }],
  ])('%s', (_name, made) => {
    expect(linkedNote(program({ base: flashStart, ...made }))).toBeUndefined();
  });

  test.each(['1.0.0', '2.0.0'])('the sample %s as the compiler made it', (version) => {
    const bytes = fileAt(`../../../../samples/built/odflash-sample-${version}.bin`);
    expect(linkedNote(bytes)).toBeUndefined();
    for (const { address } of sectors.slice(1, 6)) expect(linkedNote(bytes, address)).toContain('0x08000000');
  });
});

test('bytes without a vector table, and tables of other chips, are not judged', () => {
  expect(linkedNote(noise(4000, 3), 0x0804_0000)).toBeUndefined();
  const other = concat(u32(0x3000_0000), u32(0x0800_8201), noise(4000, 3));
  expect(linkedNote(other, 0x0804_0000)).toBeUndefined();
});
