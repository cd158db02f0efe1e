// Damaged files of every format: only FlasherError may come out, quickly, and what is accepted must be sound.
// ODFLASH_FUZZ_RUNS raises the number of files for each format.

import { describe, expect, test } from 'vitest';
import { endOf } from '../../src/bytes.ts';
import { isFlasherError } from '../../src/errors.ts';
import { describeImage } from '../../src/image/describe-image.ts';
import { readImage } from '../../src/image/read-image.ts';
import { writeImage } from '../../src/image/write-image.ts';
import {
  bytesOf,
  concat,
  dfuFile,
  elfFile,
  firmware,
  flashStart,
  hexBase,
  hexFile,
  hexRecord,
  pattern,
  sFile,
  sRecord,
  uf2File,
  withSuffix,
} from './makers.ts';

const runs = Number(process.env.ODFLASH_FUZZ_RUNS ?? 500);

const program = concat(firmware(200), bytesOf('ODrive 3.6 CDC Interface\0'), pattern(40));
const target = {
  name: 'flash',
  elements: [
    { address: flashStart, data: program },
    { address: 0x0801_0000, data: pattern(9) },
  ],
};

const seeds: Readonly<Record<string, Uint8Array>> = {
  'Intel HEX': hexFile(
    hexBase(flashStart),
    ...Array.from({ length: 6 }, (_, index) => hexRecord(0, index * 16, program.subarray(index * 16, index * 16 + 16))),
    hexRecord(2, 0, [0x10, 0]),
    hexRecord(0, 0xfff0, pattern(16)),
    hexRecord(5, 0, [8, 0, 1, 0x89]),
  ),
  'S-record': sFile(
    sRecord(0, 0, bytesOf('seed')),
    ...Array.from({ length: 6 }, (_, index) => sRecord(3, flashStart + index * 16, pattern(16, index))),
    sRecord(1, 16, pattern(4)),
    sRecord(5, 7),
    sRecord(7, flashStart + 0x189),
  ),
  ELF: elfFile({
    parts: [
      { virtual: flashStart, data: program },
      { virtual: 0x2000_0000, physical: flashStart + program.length, data: pattern(24), memory: 400 },
    ],
    entry: flashStart + 9,
    headersInFirst: 256,
    symbols: [
      { name: 'fw_version_major_', address: flashStart + 1 },
      { name: 'fw_version_minor_', address: flashStart + 2 },
      { name: 'fw_version_revision_', address: 0x2000_0003 },
    ],
  }),
  DfuSe: dfuFile({ targets: [target, { alternate: 1, elements: [{ address: 0x1fff_c000, data: pattern(16) }] }] }),
  UF2: uf2File({ address: flashStart, data: program }, { address: flashStart + program.length, data: pattern(256) }),
  raw: program,
  'raw with suffix': withSuffix(program),
};

/** Numbers that break address arithmetic, as bytes to paste. */
const nasty = [
  [0xff, 0xff, 0xff, 0xff],
  [0, 0, 0, 0],
  [0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0x80],
  [1, 0, 0, 0],
  [0xf0, 0xff, 0xff, 0xff],
];

/** A small generator with a seed, so that a failing run can be repeated from its number alone. */
function random(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Mutation = (file: Uint8Array, below: (limit: number) => number) => Uint8Array;

const mutations: readonly Mutation[] = [
  function flipBit(file, below) {
    const copy = file.slice();
    if (copy.length > 0) copy[below(copy.length)]! ^= 1 << below(8);
    return copy;
  },
  function setByte(file, below) {
    const copy = file.slice();
    if (copy.length > 0) copy[below(copy.length)] = below(256);
    return copy;
  },
  function truncate(file, below) {
    return file.slice(0, below(file.length + 1));
  },
  function duplicate(file, below) {
    const from = below(file.length + 1);
    const to = Math.min(file.length, from + below(80));
    return concat(file.subarray(0, to), file.subarray(from));
  },
  function drop(file, below) {
    const from = below(file.length + 1);
    return concat(file.subarray(0, from), file.subarray(from + below(40)));
  },
  function insert(file, below) {
    const at = below(file.length + 1);
    return concat(file.subarray(0, at), pattern(below(30), below(99)), file.subarray(at));
  },
  function pasteNumber(file, below) {
    const copy = file.slice();
    copy.set((nasty[below(nasty.length)] ?? []).slice(0, copy.length), below(Math.max(1, copy.length - 4)));
    return copy;
  },
  function pasteDigits(file, below) {
    const at = below(file.length + 1);
    const digits = ['FF', 'FFFFFFFF', '00000001FF\n', ':', 'S3', '\r', '\n\n'][below(7)] ?? '';
    return concat(file.subarray(0, at), bytesOf(digits), file.subarray(at + below(9)));
  },
];

function mutate(file: Uint8Array, below: (limit: number) => number): Uint8Array {
  let mutant = file;
  for (let left = 1 + below(3); left > 0; left--) {
    mutant = (mutations[below(mutations.length)] ?? ((same) => same))(mutant, below);
  }
  return mutant;
}

/** Repairs what guards a format, so that damage reaches the parser behind checksum and CRC. */
const repairs: Readonly<Record<string, (file: Uint8Array) => Uint8Array>> = {
  DfuSe: (file) => (file.length < 16 ? file : withSuffix(file.subarray(0, -16), { bcdDfu: 0x011a })),
  'Intel HEX': (file) => repairLines(file, 1, 0),
  'S-record': (file) => repairLines(file, 2, 0xff),
};

/** Gives every line of digit pairs behind `marks` characters the last byte with which all bytes add up to `sum`. */
function repairLines(file: Uint8Array, marks: number, sum: number): Uint8Array {
  const lines = Buffer.from(file).toString('latin1').split('\n');
  const repaired = lines.map((line) => {
    const digits = line.slice(marks, -2);
    if (!/^([0-9a-f]{2})+$/i.test(digits)) return line;
    const total = Buffer.from(digits, 'hex').reduce((left, byte) => left - byte, sum);
    return line.slice(0, -2) + (total & 0xff).toString(16).padStart(2, '0');
  });
  return Uint8Array.from(Buffer.from(repaired.join('\n'), 'latin1'));
}

/** True if the file was accepted; then the image must keep what the type promises. */
function accepted(file: Uint8Array, run: number): boolean {
  const before = file.slice();
  try {
    const image = readImage(file, run % 5 === 0 ? { address: 0x0804_0000 } : {});
    let end = -1;
    for (const segment of image.segments) {
      if (segment.data.length === 0 || segment.address <= end) throw new Error('segments touch, overlap or are empty');
      end = endOf(segment);
    }
    if (end > 0x1_0000_0000) throw new Error('a segment beyond the address space');
    if (describeImage(image).bytes > file.length) throw new Error('more data than the file holds');
    for (const format of ['intel-hex', 's-record', 'dfuse'] as const) {
      if (run % 50 === 0) expect(readImage(writeImage(image, format)).segments).toEqual(image.segments);
    }
    return true;
  } catch (error) {
    if (!isFlasherError(error)) throw new Error(`run ${run}: ${String(error)}`, { cause: error });
    expect([2, 5], error.message).toContain(error.exit);
    return false;
  } finally {
    expect(Buffer.compare(before, file), 'the input must not be changed').toBe(0);
  }
}

describe('a damaged file is refused with a FlasherError, or read to a sound image', () => {
  test.each(Object.entries(seeds))('%s', { timeout: 30_000 + 10 * runs }, (name, seed) => {
    expect(accepted(seed, 1)).toBe(true);
    let survivors = 0;
    for (let run = 0; run < runs; run++) {
      const below = random(run);
      const mutant = mutate(seed, below);
      const repair = run % 4 === 0 ? undefined : repairs[name];
      if (accepted(repair?.(mutant) ?? mutant, run)) survivors++;
    }
    expect(survivors).toBeLessThan(runs);
  });
});

describe('hostile files take time and memory in proportion to their size', () => {
  const million = 1 << 20;

  test.each([
    ['colons', bytesOf(':\n'.repeat(million / 2))],
    ['one endless line', bytesOf(`:${'0'.repeat(million)}`)],
    ['only line ends', concat(bytesOf(':00000001FF'), new Uint8Array(million).fill(0x0d))],
    ['CR and LF in a strange order', bytesOf(`${':0000000000\n\r\r'.repeat(70_000)}:00000001FF`)],
    ['capital letters O', new Uint8Array(million).fill(0x4f)],
    ['records in descending order', bytesOf(descending(60_000))],
    ['DfuSe elements of no bytes', dfuFile({ targets: [{ elements: emptyElements(20_000) }] })],
  ])('%s', (_name, file) => {
    const before = process.memoryUsage().arrayBuffers;
    const start = process.cpuUsage();
    accepted(file, 1);
    // Processor time, not the clock on the wall: other programs on the machine do not count.
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(12 * file.length + 4 * million);
  });
});

function descending(count: number): string {
  let text = '';
  for (let index = count; index > 0; index--) text += `${hexRecord(0, index, [index & 0xff])}\n`;
  return `${text}:00000001FF\n`;
}

function emptyElements(count: number) {
  return Array.from({ length: count }, () => ({ address: flashStart, data: new Uint8Array(0) }));
}
