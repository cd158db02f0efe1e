import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { readImage } from '../../src/image/read-image.ts';
import { maxImageFileBytes } from '../../src/image/read-image-by.ts';
import {
  bytesOf,
  concat,
  failure,
  firmware,
  flashStart,
  hexFile,
  hexRecord,
  pattern,
  u16,
  u32,
  withSuffix,
} from './makers.ts';

const program = firmware(512);

describe('where a raw binary goes', () => {
  test('to the start of the flash if it begins with a vector table of this chip', () => {
    expect(readImage(program)).toMatchObject({ format: 'raw', segments: [{ address: flashStart, data: program }] });
  });

  test('to the address that was named, whatever it begins with', () => {
    const noise = pattern(64, 9);
    expect(readImage(noise, { address: 0x080c_0000 }).segments).toEqual([{ address: 0x080c_0000, data: noise }]);
  });

  test('nowhere past the end of the address space, and up to its very end if it is named', () => {
    const noise = pattern(64, 9);
    expect(readImage(noise, { address: 0xffff_ffc0 }).segments).toEqual([{ address: 0xffff_ffc0, data: noise }]);
    for (const address of [0xffff_ffc1, 0x1_0000_0000, -4, 0.5])
      expect(failure('usage', () => readImage(noise, { address })).details).toEqual({ address });
  });

  test.each([
    ['all 0xFF', new Uint8Array(64).fill(0xff), 'erased'],
    ['all zeros', new Uint8Array(64), 'invalidated'],
    ['noise', pattern(64, 200), 'stack-pointer'],
    [
      'firmware of another chip: RAM elsewhere',
      concat(u32(0x2004_0000), u32(flashStart + 9), pattern(64)),
      'stack-pointer',
    ],
    ['firmware linked for elsewhere', concat(u32(0x2002_0000), u32(0x0001_0009), pattern(64)), 'reset-handler'],
    [
      'firmware that was cut off',
      concat(u32(0x2002_0000), u32(flashStart + 0x4001), pattern(64)),
      'reset-handler-outside-image',
    ],
    ['four bytes', program.subarray(0, 4), 'absent'],
  ])('nowhere without a name: %s', (_name, bytes, reason) => {
    const error = failure('image-implausible', () => readImage(bytes));
    expect(error.details).toMatchObject({ format: 'raw', reason });
    expect(inEnglish(error.next)).toContain('--address');
  });

  test.each([-4, 0.5, 0x1_0000_0000, 0xffff_fff0, Number.NaN])(
    'an address that cannot be is a usage error: %d',
    (address) => {
      expect(failure('usage', () => readImage(program, { address })).exit).toBe(2);
    },
  );

  test('files with their own addresses accept only the address they start at', () => {
    const file = hexFile(hexRecord(4, 0, [0x08, 0]), hexRecord(0, 0x10, program.subarray(0, 16)));
    expect(readImage(file, { address: flashStart + 0x10 }).segments).toHaveLength(1);
    const error = failure('usage', () => readImage(file, { address: flashStart }));
    expect(inEnglish(error.text)).toContain('0x08000010');
  });
});

describe('a DFU suffix', () => {
  test.each([0x0100, 0x0110, 0x011a])('bcdDFU %i is stripped with a note', (bcdDfu) => {
    const image = readImage(withSuffix(program, { bcdDfu }));
    expect(image.segments).toEqual([{ address: flashStart, data: program }]);
    expect(image.notes).toEqual([{ code: 'suffix-stripped', text: saying(/0483:df11/) }]);
  });

  test('a longer one is stripped whole', () => {
    const image = readImage(withSuffix(program, { longerSuffix: 9 }));
    expect(image.segments[0]?.data).toEqual(program);
  });

  test('with bytes behind it refuses the file: they would be flashed with the suffix', () => {
    const file = withSuffix(program);
    for (const rest of [pattern(1), new Uint8Array(64), new Uint8Array(512).fill(0xff), file]) {
      const { details } = failure('bad-file', () => readImage(concat(file, rest)));
      expect(details).toMatchObject({
        format: 'raw',
        reason: 'trailing-data',
        offset: file.length,
        found: rest.length,
      });
    }
  });

  test('is not seen in "UFD" that happens to stand in the firmware', () => {
    const file = concat(program, bytesOf('UFD\x10UFD\x10UFD'), [16, 1, 2, 3, 4], pattern(64));
    expect(readImage(file).segments[0]?.data).toEqual(file);
  });

  test('with a wrong CRC the file is damaged', () => {
    const file = withSuffix(program);
    file[100]! ^= 4;
    expect(failure('bad-file', () => readImage(file)).details).toMatchObject({ reason: 'checksum' });
  });

  test('nothing but a suffix is an empty image', () => {
    failure('image-empty', () => readImage(withSuffix(new Uint8Array(0)), { address: flashStart }));
  });

  test('"UFD" with an impossible length is firmware', () => {
    const file = concat(program, bytesOf('UFD'), [15, 0, 0, 0, 0]);
    expect(readImage(file).segments[0]?.data).toEqual(file);
  });
});

describe('prefixes of other bootloaders are refused by name', () => {
  const stellaris = concat([1, 0], u16(0x10), u32(program.length), program);
  const lpc = concat([0x1a, 0x3f, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255], program);

  test.each([
    ['TI Stellaris', stellaris],
    ['TI Stellaris', withSuffix(stellaris)],
    ['NXP LPC', lpc],
  ])('%s', (maker, file) => {
    for (const options of [{}, { address: flashStart }]) {
      const error = failure('bad-file', () => readImage(file, options));
      expect(inEnglish(error.text)).toContain(maker);
      expect(error.details).toMatchObject({ reason: 'wrong-chip' });
    }
  });

  test('but data that merely begins like one is not', () => {
    expect(readImage(concat([1, 0, 0, 0], program), { address: 0x0804_0000 }).segments).toHaveLength(1);
  });
});

describe('what is no firmware is named', () => {
  const page = '<!DOCTYPE html>\n<html><head><title>ODriveFirmware_v3.6-56V.hex</title></head></html>';

  test.each([
    ['HTML', bytesOf(page), 'web page'],
    ['HTML after blanks and a byte order mark', bytesOf(`\ufeff\n  ${page}`), 'web page'],
    ['XML', bytesOf('<?xml version="1.0"?>\n<a/>'), 'XML'],
    ['JSON', bytesOf('{"message":"Not Found"}'), 'JSON'],
    [
      "ArduPilot's container",
      bytesOf(JSON.stringify({ image: 'eNp=', magic: 'APJFWv1', board_id: 9, summary: 'Pixhawk1-1M', image_size: 4 })),
      'ArduPilot (.apj) for board 9 (Pixhawk1-1M)',
    ],
    [
      "PX4's container, in any order of keys and with hostile words",
      bytesOf(
        `{ "description": "a\\u001b[31m\\u202e b${'!'.repeat(90)}", "board_id": 50, "magic": "PX4FWv2", "image": "" }`,
      ),
      'PX4 (.px4) for board 50 (a?[31m? b!!!',
    ],
    ['a container without a board', bytesOf('{"magic":"APJFWv1","image":""}'), 'JSON document'],
    ['a Git LFS pointer', bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), 'Git LFS'],
    ['other text', bytesOf('404: Not Found\n'), '404: Not Found'],
    ['text in another language', bytesOf('Fichier introuvable : réessayez\n'), 'text'],
    ['hex digits without colons', bytesOf('020000040800F2\n'), 'neither Intel HEX nor S-record'],
    ['UTF-16', Uint8Array.from(Buffer.from('\ufeff:020000040800F2\r\n:00000001FF\r\n', 'utf16le')), 'UTF-16'],
    ['UTF-16 without its mark', Uint8Array.from(Buffer.from(':020000040800F2\r\n', 'utf16le')), 'UTF-16'],
    ['a ZIP archive', concat(bytesOf('PK\x03\x04'), pattern(40)), 'ZIP'],
    ['a gzip archive', concat([0x1f, 0x8b, 8, 0], pattern(40)), 'gzip'],
    ['a 7-Zip archive', concat([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], pattern(40)), '7-Zip'],
    [
      'a tar archive',
      concat(bytesOf('firmware.hex'), new Uint8Array(245), bytesOf('ustar\0'), new Uint8Array(250)),
      'tar',
    ],
    ['a PNG picture', concat([0x89], bytesOf('PNG\r\n\x1a\n'), pattern(40)), 'PNG'],
    ['a JPEG picture', concat([0xff, 0xd8, 0xff, 0xe0], pattern(40)), 'JPEG'],
    ['a PDF', bytesOf('%PDF-1.7\n%'), 'PDF'],
    ['a Windows program', concat([0x4d, 0x5a, 0x90, 0], pattern(40)), 'Windows'],
    ['a static library', bytesOf('!<arch>\nfoo.o/'), 'library'],
    ['a macOS resource file', concat([0, 5, 0x16, 7, 0, 2, 0, 0], pattern(40)), 'macOS'],
  ])('%s', (_name, bytes, named) => {
    for (const options of [{}, { address: flashStart }]) {
      const error = failure('bad-file', () => readImage(bytes, options));
      expect(error.details).toMatchObject({ reason: 'not-firmware' });
      expect(inEnglish(error.text)).toContain(named);
    }
  });

  test('an empty file, and one that is only blanks', () => {
    expect(failure('bad-file', () => readImage(new Uint8Array(0))).details).toMatchObject({ reason: 'empty' });
    failure('bad-file', () => readImage(bytesOf('\r\n \n')));
  });

  test('a file larger than the limit, which is 32 MiB unless said otherwise', () => {
    expect(maxImageFileBytes).toBe(32 * 1024 * 1024);
    const huge = failure('bad-file', () => readImage(new Uint8Array(maxImageFileBytes + 1)));
    expect(huge.details).toMatchObject({
      reason: 'too-big',
      found: maxImageFileBytes + 1,
      expected: maxImageFileBytes,
    });
    failure('bad-file', () => readImage(program, { maxBytes: program.length - 1 }));
    expect(readImage(program, { maxBytes: program.length }).segments).toHaveLength(1);
  });
});

test('a file is a view: bytes around it are not read', () => {
  const shelf = concat(pattern(13), withSuffix(program), pattern(13));
  const file = shelf.subarray(13, shelf.length - 13);
  expect(readImage(file).segments[0]?.data).toEqual(program);
});
