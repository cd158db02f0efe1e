import type { UsbDeviceInfo } from '@odflash/core';
import { traceDecoder } from '@odflash/core/trace';
import type { LinkEntry, TraceEntry } from '@odflash/core/usb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';

const rom: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2',
  serial: '325E35633334',
};
const odrive: UsbDeviceInfo = { ...rom, vendorId: 0x1209, productId: 0x0d32 };

const common = { at: 0, duration: 1, outcome: 'ok', link: 1 } as const;
const open = (device: UsbDeviceInfo): TraceEntry => ({ operation: 'open', ...common, device });
const setupOf = (requestType: number, request: number, value: number, index = 0) => ({
  requestType,
  request,
  value,
  index,
});

function out(request: number, value: number, hex: string, fields: Partial<LinkEntry> = {}): LinkEntry {
  const data = bytes(hex);
  const length = data.length;
  return {
    operation: 'control-out',
    ...common,
    setup: setupOf(0x21, request, value),
    data,
    length,
    bytes: length,
    ...fields,
  };
}

function input(
  request: number,
  value: number,
  length: number,
  hex: string,
  fields: Partial<LinkEntry> = {},
): LinkEntry {
  const data = bytes(hex);
  return {
    operation: 'control-in',
    ...common,
    setup: setupOf(0xa1, request, value),
    data,
    length,
    bytes: data.length,
    ...fields,
  };
}

/** `request -> answer` of each, `!` before what did not go well. */
function words(...entries: readonly TraceEntry[]): string[] {
  const decode = traceDecoder();
  return entries.map(decode).map(({ request, answer, well }) => `${well ? '' : '! '}${request} -> ${answer}`);
}

describe('a decoded trace', () => {
  it('names DFU requests, DfuSe commands with their addresses, states and statuses', () => {
    expect(
      words(
        open(rom),
        input(5, 0, 1, '0a'),
        out(4, 0, ''),
        out(1, 0, '21 00 40 00 08'),
        input(3, 0, 6, '00 68 00 00 04 00'),
        out(1, 2, '01 02 03 04 05 06 07 08'),
        out(1, 5, '01 02 03 04 05 06 07 08'),
        out(1, 0, '41 00 80 00 08'),
        out(1, 0, '41'),
        out(1, 0, '92'),
        out(1, 0, '77 01'),
        out(6, 0, ''),
        input(2, 2, 4, 'fe 01 01 03'),
        input(2, 0, 4, '00 21 41 92'),
        out(1, 0, ''),
      ),
    ).toEqual([
      'open 0483:df11 325E35633334 at 1-2 -> ok',
      'GETSTATE -> dfuERROR',
      'CLRSTATUS -> ok',
      'SET_ADDRESS 0x08004000 -> ok',
      'GETSTATUS -> OK, dfuDNBUSY, asks for 104 ms',
      'DNLOAD 2: 8 bytes to 0x08004000 -> ok',
      'DNLOAD 5: 8 bytes to 0x08005800 -> ok',
      'ERASE 0x08008000 -> ok',
      'MASS_ERASE -> ok',
      'READ_UNPROTECT -> ok',
      'DNLOAD 0: unknown command [77 01] -> ok',
      'ABORT -> ok',
      'UPLOAD 2: 4 bytes from 0x08004000 -> [fe 01 01 03]',
      'GET_COMMANDS -> [00 21 41 92]',
      'DNLOAD 0: leave, start at 0x08004000 -> ok',
    ]);
  });

  it('takes the size of a block from the configuration it saw being read', () => {
    const functional = '09 21 0b ff 00 00 04 1a 01';
    const setting = '09 04 00 00 00 fe 01 02 04';
    const configuration = input(6, 0x0200, 27, `09 02 1b 00 01 01 00 c0 32 ${setting} ${functional}`, {
      setup: setupOf(0x80, 6, 0x0200),
    });
    const [, , write] = words(open(rom), configuration, out(1, 3, '01'));
    expect(write).toBe('DNLOAD 3: 1 bytes to 0x08000400 -> ok');
  });

  it('marks failed requests', () => {
    expect(
      words(
        open(rom),
        input(3, 0, 6, '', { outcome: 'timeout', text: 'no answer within 5000 ms' }),
        input(3, 0, 6, '0b 00 00 00 0a 00'),
        input(3, 0, 6, '0a 00 00 00 0a 00'),
        input(3, 0, 6, '01 02'),
        out(1, 2, '01 02', { bytes: 0 }),
        input(2, 2, 2048, '01', {}),
        out(6, 0, '', { outcome: 'stall' }),
        input(6, 0, 0, ''),
      ),
    ).toEqual([
      'open 0483:df11 325E35633334 at 1-2 -> ok',
      '! GETSTATUS -> timeout: no answer within 5000 ms',
      '! GETSTATUS -> errVENDOR, dfuERROR',
      'GETSTATUS -> errFIRMWARE, dfuERROR',
      '! GETSTATUS -> not a status: [01 02], 2 of 6 bytes',
      '! DNLOAD 2: 2 bytes to 0x08000000 -> 0 of 2 bytes',
      '! UPLOAD 2: 2048 bytes from 0x08000000 -> [01], 1 of 2048 bytes',
      '! ABORT -> stall',
      'ABORT as an IN request -> ok',
    ]);
  });

  it('summarises the native protocol of a running ODrive, and decodes none of it as DFU', () => {
    const packet = (hex: string): LinkEntry => {
      const data = bytes(hex);
      return { operation: 'bulk-out', ...common, endpoint: 3, data, length: data.length, bytes: data.length };
    };
    const reply: LinkEntry = { ...packet('81 80 04 00'), operation: 'bulk-in', endpoint: 0x83, length: 64 };
    const [, ...rest] = words(
      open(odrive),
      packet('81 00 00 80 00 02 00 00 00 00 01 00'),
      packet('82 00 2a 80 04 00 34 12'),
      reply,
      packet('01'),
      out(1, 0, '21 00 40 00 08'),
    );
    expect(rest).toEqual([
      'native #0081 description: text from 0, reply up to 512 bytes -> ok',
      'native #0082 endpoint 42, reply up to 4 bytes -> ok',
      'native reply -> #0081 [04 00]',
      'bulk-out 3 [01] -> ok',
      'control-out 21 01 0000 0000 [21 00 40 00 08] -> ok',
    ]);
  });

  it('reads descriptors, and shows in hex what it does not know', () => {
    const standard = (value: number, hex: string) => input(6, value, 255, hex, { setup: setupOf(0x80, 6, value, 0) });
    const vendor = input(0, 0, 4, '01 02', { setup: setupOf(0xc0, 0x20, 0, 4) });
    expect(
      words(
        standard(0x0100, '12 01 00 01 00 00 00 40 83 04 11 df 00 22 01 02 03 01'),
        standard(0x0300, '04 03 09 04'),
        standard(0x0303, '06 03 33 00 32 00'),
        vendor,
        { operation: 'claim', ...common, interfaceNumber: 2, length: 0, bytes: 0, data: bytes('') },
        { operation: 'left', at: 0, device: rom },
        { operation: 'list', at: 0, duration: 0, outcome: 'ok', devices: [] },
      ),
    ).toEqual([
      'GET_DESCRIPTOR device 0 -> 0483:df11 release 2200, USB 0100',
      'GET_DESCRIPTOR string 0 -> languages 0409',
      'GET_DESCRIPTOR string 3 -> "32"',
      'control-in c0 20 0000 0004 -> [01 02]',
      'claim interface 2 -> ok',
      'left: 0483:df11 325E35633334 at 1-2 -> ',
      'list devices -> nothing',
    ]);
  });

  it('never throws, whatever was transferred', () => {
    const byte = fc.nat({ max: 255 });
    const setup = fc.record({
      requestType: byte,
      request: fc.nat({ max: 12 }),
      value: fc.nat({ max: 1023 }),
      index: byte,
    });
    const operation = fc.constantFrom<LinkEntry['operation']>('control-in', 'control-out', 'bulk-in', 'bulk-out');
    const entry = fc.record({
      operation,
      setup,
      data: fc.uint8Array({ maxLength: 40 }),
      length: byte,
      bulk: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 10 }), fc.constantFrom(rom, odrive), (entries, device) => {
        const decode = traceDecoder();
        decode(open(device));
        for (const { bulk, setup: packet, ...rest } of entries) {
          const where = bulk ? { endpoint: 3 } : { setup: packet };
          const decoded = decode({ ...common, ...rest, ...where, bytes: rest.data.length });
          expect(decoded.request.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
