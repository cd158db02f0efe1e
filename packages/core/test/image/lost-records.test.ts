// Lines that are missing from a text file, and layouts that look similar and are not.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import type { Block } from '../../src/bytes.ts';
import { readImage } from '../../src/image/read-image.ts';
import { writeImage } from '../../src/image/write-image.ts';
import { bytesOf, concat, flashStart, pattern, sFile, sRecord, u32 } from './makers.ts';

function sampleHex(name: string): readonly string[] {
  const path = `../../../../samples/built/odflash-sample-${name}.hex`;
  return readFileSync(new URL(path, import.meta.url), 'ascii').split(/\r?\n/);
}

function lostIn(file: Uint8Array): readonly string[] {
  return readImage(file)
    .notes.filter(({ code }) => code === 'records-lost')
    .map(({ text }) => inEnglish(text));
}

function withoutLines(lines: readonly string[], from: number, count: number): Uint8Array {
  return bytesOf([...lines.slice(0, from), ...lines.slice(from + count)].join('\n'));
}

function hexOf(...segments: readonly Block[]): Uint8Array {
  return writeImage({ segments }, 'intel-hex');
}

const block = (address: number, length: number): Block => ({ address, data: pattern(length, address >> 4) });

describe.each(['1.0.0', '2.0.0', 'odrive-v3.5-48V', 'odrive-v3.6-56V'])('the HEX file of the sample %s', (name) => {
  const lines = sampleHex(name);
  const dataLines = lines.flatMap((line, index) => (/^:10....00/.test(line) ? [index] : []));

  test('is not suspected of lost lines as it is', () => {
    expect(lostIn(bytesOf(lines.join('\n')))).toEqual([]);
  });

  test('is suspected wherever a single full line is missing in its middle', () => {
    const everywhere = dataLines.slice(1, -1).filter((_, index) => index < 70 || index % 997 === 0);
    for (const index of everywhere) {
      const [text] = lostIn(withoutLines(lines, index, 1));
      expect(text, `without line ${index + 1}`).toContain('16 bytes');
    }
  });

  test('is suspected once, with their number, of several places', () => {
    const twice = lines.filter((_, index) => index !== dataLines[100] && index !== dataLines[300]);
    expect(lostIn(bytesOf(twice.join('\n')))).toEqual([expect.stringContaining('2 gaps')]);
  });

  test('is suspected if a stretch of lines is missing', () => {
    expect(lostIn(withoutLines(lines, dataLines[101] as number, 37))).toEqual([expect.stringContaining('592 bytes')]);
  });
});

describe('a gap that no lost line explains is no reason for suspicion', () => {
  const table = concat(u32(0x2002_0000), ...Array.from({ length: 97 }, () => u32(flashStart + 0x401)));
  const tableOf = (words: number): Block => ({ address: flashStart, data: table.subarray(0, 4 * words) });

  test.each<[string, readonly Block[]]>([
    ['8 bytes behind the vector table of the STM32F405', [tableOf(98), block(flashStart + 0x190, 4000)]],
    ['56 bytes behind a section of any length', [block(flashStart, 0x1c8), block(flashStart + 0x200, 4000)]],
    ['a short record before the gap', [block(flashStart, 0x10c), block(flashStart + 0x120, 4000)]],
    ['a gap that is no whole number of records', [block(flashStart, 0x100), block(flashStart + 0x108, 4000)]],
    [
      'a vector table that ends with a whole record, and code aligned to 64',
      [tableOf(84), block(flashStart + 0x180, 4000)],
    ],
    ['a whole sector', [block(flashStart, 0x4000), block(flashStart + 0x8000, 4000)]],
    ['the rest of a sector', [block(flashStart, 0x1230), block(flashStart + 0x4000, 4000)]],
    ['a settings block at a fixed address', [block(flashStart, 0x1230), block(flashStart + 0x2000, 4000)]],
    ['another memory', [block(flashStart, 0x100), block(0x1fff_c000, 16)]],
  ])('%s', (_name, segments) => {
    expect(lostIn(hexOf(...segments))).toEqual([]);
  });

  test('records of fewer than 8 bytes are no lines of a dump', () => {
    const records = [0, 4, 8, 16, 20].map((at) => sRecord(3, flashStart + at, pattern(4)));
    expect(lostIn(sFile(...records, sRecord(7, 0)))).toEqual([]);
  });
});

describe('a lost line', () => {
  test('of a vector table is noticed, although tables are followed by gaps', () => {
    const table = concat(u32(0x2002_0000), ...Array.from({ length: 97 }, () => u32(flashStart + 0x401)));
    const file = Buffer.from(hexOf({ address: flashStart, data: concat(table, pattern(4000)) })).toString();
    const lines = file.split('\n');
    for (let index = 2; index < 24; index++)
      expect(lostIn(withoutLines(lines, index, 1)), `without line ${index + 1}`).toHaveLength(1);
  });

  test.each([8, 16, 32, 64])('of %i bytes is noticed in S-records without a count', (length) => {
    const records = Array.from({ length: 40 }, (_, index) =>
      sRecord(3, flashStart + 0x1000 + index * length, pattern(length, index)),
    );
    const end = sRecord(7, 0);
    expect(lostIn(sFile(...records, end))).toEqual([]);
    for (let index = 1; index < 39; index++)
      expect(lostIn(sFile(...records.filter((_, at) => at !== index), end))).toHaveLength(1);
    const meant = records.filter((_, at) => at !== 20);
    expect(lostIn(sFile(...meant, sRecord(5, meant.length), end))).toEqual([]);
  });

  test('is noticed in a file whose lines stand in any order', () => {
    const records = Array.from({ length: 40 }, (_, index) => sRecord(3, flashStart + index * 16, pattern(16, index)));
    const mixed = records.filter((_, at) => at !== 20).sort((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1));
    expect(lostIn(sFile(...mixed, sRecord(7, 0)))).toHaveLength(1);
  });

  test('is not looked for in a DfuSe file, whose gaps are meant', () => {
    const segments = [block(flashStart, 0x100), block(flashStart + 0x110, 0x100)];
    expect(lostIn(writeImage({ segments }, 'dfuse'))).toEqual([]);
  });
});
