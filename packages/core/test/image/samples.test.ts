// Real files: what arm-none-eabi-gcc and objcopy made of one program, and a DfuSe file packed by a script of its own.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeImage } from '../../src/image/describe-image.ts';
import { readImage } from '../../src/image/read-image.ts';

function sample(version: string, extension: string): Uint8Array {
  const path = `../../../../samples/built/odflash-sample-${version}.${extension}`;
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

describe.each(['1.0.0', '2.0.0'])('sample firmware %s', (version) => {
  test('HEX, ELF and DFU hold the bytes of the BIN', () => {
    const plain = readImage(sample(version, 'bin'));
    expect(describeImage(plain)).toMatchObject({ format: 'raw', vector: { plausible: true }, gaps: [], outside: [] });
    for (const extension of ['hex', 'elf', 'dfu']) {
      const image = readImage(sample(version, extension));
      expect(image.notes).toEqual([]);
      expect(image.segments).toHaveLength(1);
      expect(image.segments[0]?.address).toBe(0x0800_0000);
      expect(Buffer.compare(image.segments[0]!.data, plain.segments[0]!.data), extension).toBe(0);
    }
  });

  test('the ELF names its version, HEX and ELF their entry', () => {
    const elf = readImage(sample(version, 'elf'));
    expect(elf.claims).toEqual({ firmwareVersion: version });
    expect(readImage(sample(version, 'hex')).entry).toBe(elf.entry);
  });
});
