import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { readImage } from '../../src/image/read-image.ts';
import { concat, elfFile, failure, flashStart, pattern, u16, u32 } from './makers.ts';

const text = pattern(300, 1);
const initialised = pattern(40, 2);

/** .text in flash, .data that runs in RAM and lies in flash behind it, .bss. */
const parts = [
  { virtual: flashStart, data: text },
  { virtual: 0x2000_0000, physical: flashStart + text.length, data: initialised, memory: 4096 },
];

function patched(file: Uint8Array, offset: number, bytes: readonly number[]): Uint8Array {
  const copy = file.slice();
  copy.set(bytes, offset);
  return copy;
}

/** File offset of a field of the nth program header. */
function programField(index: number, field: number): number {
  return 52 + 32 * index + field;
}

describe('what is loaded', () => {
  test.each([
    ['with section headers', true],
    ['without section headers', false],
  ])('bytes behind everything named in the headers refuse the file (%s), zero padding does not', (_name, sections) => {
    const file = elfFile({ parts, sections });
    expect(readImage(concat(file, new Uint8Array(13))).segments).toHaveLength(1);
    for (const rest of [pattern(1), pattern(100), file]) {
      const { details } = failure('bad-file', () => readImage(concat(file, rest)));
      expect(details).toMatchObject({
        format: 'elf',
        reason: 'trailing-data',
        offset: file.length,
        found: rest.length,
      });
    }
  });

  test('a section without bytes in the file, however large, hides nothing that is behind everything else', () => {
    const file = elfFile({ parts, sections: true });
    const view = new DataView(file.buffer);
    // The first section header names .text: sh_type 8 is SHT_NOBITS, 64 KiB that no file has.
    const second = view.getUint32(32, true) + 40;
    const bss = patched(patched(file, second + 4, u32(8)), second + 20, u32(0x1_0000));
    expect(readImage(bss).segments).toHaveLength(1);
    const { details } = failure('bad-file', () => readImage(concat(bss, pattern(20))));
    expect(details).toMatchObject({ reason: 'trailing-data', offset: file.length, found: 20 });
  });

  test.each([
    ['with section headers', true],
    ['without section headers', false],
  ])('segments lie at p_paddr, not p_vaddr, and memory beyond the file is nothing (%s)', (_name, sections) => {
    const image = readImage(elfFile({ parts, entry: flashStart + 0x45, sections }));
    expect(image).toMatchObject({ format: 'elf', entry: flashStart + 0x45, notes: [] });
    expect(image.segments).toEqual([{ address: flashStart, data: concat(text, initialised) }]);
  });

  test('segments in any order, with a gap', () => {
    const swapped = [
      { virtual: flashStart + 0x1000, data: initialised },
      { virtual: flashStart, data: text },
    ];
    expect(readImage(elfFile({ parts: swapped })).segments).toEqual([
      { address: flashStart, data: text },
      { address: flashStart + 0x1000, data: initialised },
    ]);
  });

  test('segments that are only memory, and headers that are no PT_LOAD, give nothing', () => {
    const bss = { virtual: 0x2000_1000, data: new Uint8Array(0), memory: 4096 };
    const file = elfFile({ parts: [...parts, bss, { virtual: 0x0807_0000, data: initialised }] });
    const image = readImage(patched(file, programField(3, 0), u32(0x7000_0001)));
    expect(image.segments).toEqual([{ address: flashStart, data: concat(text, initialised) }]);
  });

  test('a RAM segment next to flash is left out with a note, alone it is an empty image', () => {
    const ram = { virtual: 0x2000_0000, data: initialised };
    const image = readImage(elfFile({ parts: [{ virtual: flashStart, data: text }, ram] }));
    expect(image.segments).toEqual([{ address: flashStart, data: text }]);
    expect(image.notes.map(({ code }) => code)).toEqual(['segment-skipped']);
    expect(failure('image-empty', () => readImage(elfFile({ parts: [ram] }))).details).toMatchObject({
      reason: 'ram-only',
    });
  });

  test('e_type 3 is accepted, e_entry 0 is no entry', () => {
    const image = readImage(elfFile({ parts, type: 3 }));
    expect(image.segments).toHaveLength(1);
    expect(image.entry).toBeUndefined();
  });

  test('overlapping segments: equal bytes are a note, different ones an error with offsets', () => {
    const same = [
      { virtual: flashStart, data: text },
      { virtual: flashStart + 100, data: text.subarray(100, 120) },
    ];
    expect(readImage(elfFile({ parts: same })).notes[0]?.code).toBe('equal-overlap');
    const differs = [
      { virtual: flashStart, data: text },
      { virtual: flashStart + 100, data: initialised },
    ];
    const error = failure('image-overlap', () => readImage(elfFile({ parts: differs })));
    expect(error.details).toMatchObject({ address: flashStart + 100, offsets: [52 + 64 + 100, 52 + 64 + 300] });
  });
});

describe('ELF headers inside the first segment', () => {
  const lead = 0x1000;

  test('are trimmed up to the first section, wherever the segment starts', () => {
    for (const virtual of [flashStart, flashStart + 0x2_0000]) {
      const image = readImage(elfFile({ parts: [{ virtual, data: text }], headersInFirst: lead, sections: true }));
      expect(image.segments).toEqual([{ address: virtual, data: text }]);
      expect(image.notes).toEqual([{ code: 'segment-skipped', text: saying(/4096 bytes of ELF headers/) }]);
    }
  });

  test('without section headers, headers and zeros below the flash are trimmed', () => {
    const image = readImage(elfFile({ parts: [{ virtual: flashStart, data: text }], headersInFirst: lead }));
    expect(image.segments).toEqual([{ address: flashStart, data: text }]);
  });

  test('without section headers, anything but zeros below the flash stays, for the planner to refuse', () => {
    const file = elfFile({ parts: [{ virtual: flashStart, data: text }], headersInFirst: lead });
    file[lead - 1] = 1;
    expect(readImage(file).segments[0]?.address).toBe(flashStart - lead + 52 + 32);
  });
});

describe('refuses what is not for this chip, by name', () => {
  test.each([
    ['64-bit', elfFile({ parts, fileClass: 2 }), '64-bit'],
    ['big-endian', elfFile({ parts, byteOrder: 2 }), 'big-endian'],
    ['x86-64', elfFile({ parts, machine: 62 }), 'x86-64'],
    ['RISC-V', elfFile({ parts, machine: 243 }), 'RISC-V'],
    ['Xtensa', elfFile({ parts, machine: 94 }), 'Xtensa'],
    ['a machine without a name', elfFile({ parts, machine: 4711 }), 'machine 4711'],
  ])('%s', (_name, file, named) => {
    const error = failure('bad-file', () => readImage(file));
    expect(inEnglish(error.text)).toContain(named);
    expect(error.details).toMatchObject({ format: 'elf', reason: 'wrong-chip' });
  });

  test('object files and core dumps', () => {
    expect(inEnglish(failure('bad-file', () => readImage(elfFile({ parts, type: 1 }))).text)).toContain('object file');
    expect(inEnglish(failure('bad-file', () => readImage(elfFile({ parts, type: 4 }))).text)).toContain('core dump');
  });
});

describe('refuses what is damaged, naming the offset', () => {
  const file = elfFile({ parts });

  test('a file cut off anywhere', () => {
    for (const length of [5, 20, 51, 52, 60, 52 + 63, 52 + 64, 52 + 64 + 299, file.length - 1]) {
      const error = failure('bad-file', () => readImage(file.subarray(0, length)));
      expect(error.details).toMatchObject({ format: 'elf' });
    }
    const error = failure('bad-file', () => readImage(file.subarray(0, file.length - 1)));
    expect(error.details).toMatchObject({ reason: 'truncated', offset: 52 + 64 + 300 });
  });

  test('no program headers', () => {
    failure('bad-file', () => readImage(elfFile({ parts: [] })));
  });

  test('program headers of an impossible size', () => {
    failure('bad-file', () => readImage(patched(file, 42, u16(31))));
  });

  test('more bytes in the file than in memory', () => {
    failure('bad-file', () => readImage(patched(file, programField(0, 20), u32(4))));
  });

  test('a segment past the end of the address space', () => {
    const error = failure('bad-file', () => readImage(patched(file, programField(0, 12), u32(0xffff_fff0))));
    expect(error.details).toMatchObject({ reason: 'address-wrap' });
  });

  test('thousands of headers that all load the whole file', () => {
    const whole = { virtual: flashStart, data: pattern(4000) };
    const copies = Array.from({ length: 2000 }, () => ({ virtual: flashStart, data: new Uint8Array(0) }));
    const bomb = elfFile({ parts: [...copies, whole] });
    const start = programField(2001, 0);
    for (let index = 0; index < 2000; index++) {
      bomb.set([start, flashStart, flashStart, 4000, 4000].flatMap(u32), programField(index, 4));
    }
    expect(failure('bad-file', () => readImage(bomb)).details).toMatchObject({ reason: 'inconsistent' });
  });

  test('section headers that are nonsense do not stop a file that loads', () => {
    const withSections = elfFile({ parts, sections: true });
    for (const [offset, bytes] of [
      [32, u32(0xffff_ff00)],
      [46, u16(1)],
      [48, u16(0xffff)],
    ] as const) {
      expect(readImage(patched(withSections, offset, bytes)).segments).toHaveLength(1);
    }
  });
});

describe('version symbols', () => {
  const constants = concat(text, [0, 5, 6, 0, 1, 3, 6, 56]);
  const at = (index: number) => flashStart + text.length + index;
  const named = (names: readonly string[]) => names.map((name, index) => ({ name, address: at(index) }));
  const old = ['fw_version_major', 'fw_version_minor', 'fw_version_revision', 'fw_version_unreleased'];

  function claims(symbols: readonly { readonly name: string; readonly address: number; readonly size?: number }[]) {
    return readImage(elfFile({ parts: [{ virtual: flashStart, data: constants }], symbols })).claims;
  }

  test('of firmware 0.4 (plain) and 0.5 (underscore)', () => {
    expect(claims(named(old))).toEqual({ firmwareVersion: '0.5.6' });
    expect(claims(named(old.map((name) => `${name}_`)))).toEqual({ firmwareVersion: '0.5.6' });
  });

  test('an unreleased build says so', () => {
    const symbols = [...named(old.slice(0, 3)), { name: 'fw_version_unreleased', address: at(4) }];
    expect(claims(symbols)).toEqual({ firmwareVersion: '0.5.6-dev' });
  });

  test('the board from constants in flash, also file-local C++ ones', () => {
    const board = ['hw_version_major', '_ZL16hw_version_minor', 'hw_version_variant_'];
    expect(claims(board.map((name, index) => ({ name, address: at(5 + index) })))).toEqual({
      boardVersion: 'v3.6-56V',
    });
  });

  test('nothing is claimed from .bss, from objects of another size, from a part, or from symbols that contradict', () => {
    expect(claims(named(old).map(({ name }) => ({ name, address: 0x2000_0100 })))).toEqual({});
    expect(claims(named(old).map((symbol) => ({ ...symbol, size: 4 })))).toEqual({});
    expect(claims(named(old.slice(0, 2)))).toEqual({});
    expect(claims([...named(old), { name: 'fw_version_minor_', address: at(7) }])).toEqual({});
  });

  test('nothing is claimed for a board that does not exist', () => {
    const board = ['hw_version_major', 'hw_version_minor', 'hw_version_variant'];
    expect(claims(board.map((name, index) => ({ name, address: at(4 + index) })))).toEqual({});
  });
});
