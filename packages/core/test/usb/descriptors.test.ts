import {
  configurationLength,
  isDfuInterface,
  maxConfiguration,
  parseConfiguration,
  parseDeviceDescriptor,
  parseLanguages,
  parseString,
} from '@odflash/core/usb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';

// As an STM32F405 sends them.
const device = bytes('12 01 00 01 00 00 00 40 83 04 11 DF 00 22 01 02 03 01');
const head = bytes('09 02 36 00 01 01 00 C0 32');
const alternates = [0, 1, 2, 3].map((n) => bytes(`09 04 00 0${n} 00 FE 01 02 0${4 + n}`));
const functional = bytes('09 21 0B FF 00 00 08 1A 01');
const rom = Uint8Array.from([head, ...alternates, functional].flatMap((piece) => [...piece]));

const joined = (...pieces: readonly string[]) => bytes(pieces.join(' '));
const text = (string: string) =>
  Uint8Array.from([
    2 + 2 * string.length,
    3,
    ...[...string].flatMap((c) => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8]),
  ]);

describe('device descriptors', () => {
  it('reads the ROM bootloader', () => {
    expect(parseDeviceDescriptor(device)).toEqual({
      usbRelease: 0x0100,
      vendorId: 0x0483,
      productId: 0xdf11,
      release: 0x2200,
      manufacturerIndex: 1,
      productIndex: 2,
      serialIndex: 3,
      configurations: 1,
    });
  });

  it('is undefined for anything else', () => {
    for (const other of [new Uint8Array(0), device.subarray(0, 17), rom, text('hello, hello, hello')])
      expect(parseDeviceDescriptor(other)).toBeUndefined();
  });
});

describe('configurations', () => {
  it('reads the alternate settings and the functional descriptor of the ROM', () => {
    const { interfaces, dfu, remarks, value } = parseConfiguration(rom);
    expect(value).toBe(1);
    expect(interfaces.map(({ number, alternate, nameIndex }) => [number, alternate, nameIndex])).toEqual([
      [0, 0, 4],
      [0, 1, 5],
      [0, 2, 6],
      [0, 3, 7],
    ]);
    expect(interfaces.every(isDfuInterface)).toBe(true);
    expect(dfu).toEqual({
      canDownload: true,
      canUpload: true,
      manifestationTolerant: false,
      willDetach: true,
      detachTimeoutMs: 255,
      transferSize: 2048,
      version: 0x011a,
    });
    expect(remarks).toEqual([]);
  });

  it('treats 0x21 as DFU only after a DFU interface: HID has the same number', () => {
    const hid = joined('09 02 1b 00 01 01 00 80 32', '09 04 00 00 01 03 01 01 00', '09 21 11 01 00 01 22 3f 00');
    expect(parseConfiguration(hid)).toMatchObject({ interfaces: [{ interfaceClass: 3 }], remarks: [] });
    expect(parseConfiguration(hid).dfu).toBeUndefined();
  });

  it('reads the short functional descriptor of DFU 1.0', () => {
    const old = joined('09 02 19 00 01 01 00 80 32', '09 04 00 00 00 fe 01 02 00', '07 21 03 ff 00 00 04');
    expect(parseConfiguration(old).dfu).toMatchObject({ transferSize: 1024, version: 0x0100 });
  });

  it('files endpoints under their interface', () => {
    const runtime = joined(
      '09 02 20 00 01 01 00 c0 32',
      '09 04 02 00 02 00 00 01 00',
      '07 05 03 02 40 00 00',
      '07 05 83 02 40 00 00',
    );
    expect(parseConfiguration(runtime).interfaces).toMatchObject([
      {
        number: 2,
        endpoints: [
          { address: 0x03, attributes: 2, maxPacketSize: 64 },
          { address: 0x83, attributes: 2, maxPacketSize: 64 },
        ],
      },
    ]);
  });

  it.each([
    ['no bytes', ''],
    ['a length of 0', '09 02 36 00 01 01 00 c0 32 00 04'],
    ['a length of 1', '09 02 36 00 01 01 00 c0 32 01'],
    ['a descriptor cut off', '09 02 36 00 01 01 00 c0 32 09 04 00'],
    [
      'a functional descriptor that is too short',
      '09 02 18 00 01 01 00 c0 32 09 04 00 00 00 fe 01 02 04 06 21 0b ff 00 00',
    ],
  ])('reports %s and keeps what came before', (_name, garbage) => {
    const { remarks, dfu } = parseConfiguration(bytes(garbage));
    expect(remarks.length).toBeGreaterThan(0);
    expect(dfu).toBeUndefined();
  });

  it('has a plausible length, or none', () => {
    expect(configurationLength(head)).toBe(54);
    expect(configurationLength(bytes('09 02 ff ff 01 01 00 c0 32'))).toBeUndefined();
    expect(configurationLength(bytes('09 02 08 00 01 01 00 c0 32'))).toBeUndefined();
    expect(configurationLength(bytes('09 02 36'))).toBeUndefined();
    expect(configurationLength(device)).toBeUndefined();
  });
});

describe('strings', () => {
  it('reads UTF-16', () => {
    expect(parseString(text('STM32  BOOTLOADER'))).toBe('STM32  BOOTLOADER');
    expect(parseString(text('Größe Ω 板'))).toBe('Größe Ω 板');
    expect(parseString(bytes('02 03'))).toBe('');
  });

  it('believes what was delivered rather than bLength', () => {
    const promised = text('STM32');
    promised[0] = 200;
    expect(parseString(promised)).toBe('STM32');
    expect(parseString(promised.subarray(0, promised.length - 1))).toBe('STM3');
    const more = Uint8Array.from([...text('STM32'), 0x41, 0]);
    expect(parseString(more)).toBe('STM32');
  });

  it('reads the 8-bit serial number of a GD32', () => {
    expect(parseString(bytes('06 03 33 43 42 4a'))).toBe('3CBJ');
  });

  it('ends at a zero', () => {
    expect(parseString(Uint8Array.from([...text('AB'), 0, 0, 0x43, 0].with(0, 10)))).toBe('AB');
  });

  it('is undefined for what is no string', () => {
    for (const other of [new Uint8Array(0), bytes('04'), bytes('00 03'), device, head])
      expect(parseString(other)).toBeUndefined();
  });

  it('lists languages, or none', () => {
    expect(parseLanguages(bytes('04 03 09 04'))).toEqual([0x0409]);
    expect(parseLanguages(bytes('06 03 07 04 09 04'))).toEqual([0x0407, 0x0409]);
    expect(parseLanguages(bytes('02 03'))).toEqual([]);
    expect(parseLanguages(new Uint8Array(0))).toEqual([]);
  });
});

describe('any bytes', () => {
  const mutated = fc
    .tuple(fc.array(fc.tuple(fc.nat(rom.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(rom.length))
    .map(([changes, length]) => {
      const copy = rom.slice(0, length);
      for (const [at, value] of changes) if (at < length) copy[at] = value;
      return copy;
    });
  const any = fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated);

  it('never crash, hang or blow up a parser', () => {
    fc.assert(
      fc.property(any, (input) => {
        const { interfaces, remarks } = parseConfiguration(input);
        expect(interfaces.length).toBeLessThanOrEqual(input.length / 9);
        expect(remarks.length).toBeLessThanOrEqual(input.length + 2);
        parseDeviceDescriptor(input);
        const total = configurationLength(input);
        expect(total === undefined || total <= maxConfiguration).toBe(true);
        expect(parseString(input)?.length ?? 0).toBeLessThanOrEqual(input.length);
        expect(parseLanguages(input).length).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('are read up to a limit', () => {
    const huge = new Uint8Array(900_000).fill(9);
    for (let i = 0; i < huge.length; i += 9) huge.set([9, 4], i);
    expect(parseConfiguration(huge).interfaces.length).toBeLessThanOrEqual(maxConfiguration / 9);
  });
});
