// What a kernel and a descriptor dump see. The bytes are those of real devices, written out here again.

import { describe, expect, test } from 'vitest';
import { silentEndpoint } from '../src/usb/function.ts';
import { type Bench, bench } from './bench.ts';

function bytes(text: string): number[] {
  return text
    .trim()
    .split(/\s+/)
    .map((digits) => Number.parseInt(digits, 16));
}

function utf16(text: string): number[] {
  return [2 + 2 * text.length, 3, ...Array.from(text).flatMap((letter) => [letter.charCodeAt(0), 0])];
}

async function descriptor(made: Bench, type: number, index = 0, length = 255) {
  return await made.control(0x80, 6, (type << 8) | index, type === 3 ? 0x0409 : 0, length);
}

describe('the ROM', () => {
  test('has the descriptors of an STM32F405, byte for byte', async () => {
    const made = bench();
    expect([...(await descriptor(made, 1)).data]).toEqual(
      bytes('12 01 00 01 00 00 00 40 83 04 11 DF 00 22 01 02 03 01'),
    );
    expect([...(await descriptor(made, 2)).data]).toEqual(
      bytes(`09 02 36 00 01 01 00 C0 32
        09 04 00 00 00 FE 01 02 04   09 04 00 01 00 FE 01 02 05
        09 04 00 02 00 FE 01 02 06   09 04 00 03 00 FE 01 02 07
        09 21 0B FF 00 00 08 1A 01`),
    );
  });

  test('has its strings, blanks included', async () => {
    const made = bench('v3.6-56V+dfu,serial=325E35633334');
    const strings = [];
    for (let index = 0; index < 9; index++) strings.push([...(await descriptor(made, 3, index)).data]);
    expect(strings).toEqual([
      [4, 3, 9, 4],
      utf16('STMicroelectronics'),
      utf16('STM32  BOOTLOADER'),
      utf16('325E35633334'),
      utf16('@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg'),
      utf16('@Option Bytes  /0x1FFFC000/01*016 e'),
      utf16('@OTP Memory /0x1FFF7800/01*512 e,01*016 e'),
      utf16('@Device Feature/0xFFFF0000/01*004 e'),
      [],
    ]);
    expect((await descriptor(made, 3, 8)).status).toBe('stall');
  });

  test('cuts a descriptor at the length that was asked for', async () => {
    const made = bench();
    expect([...(await descriptor(made, 2, 0, 9)).data]).toEqual(bytes('09 02 36 00 01 01 00 C0 32'));
    expect([...(await descriptor(made, 1, 0, 64)).data]).toHaveLength(18);
  });

  test('shows its DFU functional descriptor to a request of its own', async () => {
    const { data } = await bench().control(0x81, 6, 0x2100, 0, 9);
    expect([...data]).toEqual(bytes('09 21 0B FF 00 00 08 1A 01'));
  });

  test('answers chapter 9 for its four alternate settings', async () => {
    const made = bench();
    expect([...(await made.control(0x80, 0, 0, 0, 2)).data]).toEqual([1, 0]);
    expect([...(await made.control(0x80, 8, 0, 0, 1)).data]).toEqual([1]);
    for (const alternate of [3, 1, 2, 0]) {
      expect((await made.control(0x01, 11, alternate, 0, 0)).status).toBe('ok');
      expect([...(await made.control(0x81, 10, 0, 0, 1)).data]).toEqual([alternate]);
    }
    expect((await made.control(0x01, 11, 4, 0, 0)).status).toBe('stall');
    expect((await made.control(0x01, 11, 0, 1, 0)).status).toBe('stall');
  });

  test('stalls what it has not: device qualifier, BOS, SET_ADDRESS, a second configuration, remote wake-up', async () => {
    const made = bench();
    for (const type of [6, 7, 15]) expect((await descriptor(made, type)).status).toBe('stall');
    expect((await made.control(0x00, 5, 7, 0, 0)).status).toBe('stall');
    expect((await made.control(0x00, 9, 2, 0, 0)).status).toBe('stall');
    expect((await made.control(0x00, 3, 1, 0, 0)).status).toBe('stall');
    expect((await descriptor(made, 2, 1)).status).toBe('stall');
  });

  test.each([
    ['GET_STATUS as OUT', 0x00, 0],
    ['GET_DESCRIPTOR as OUT', 0x00, 6],
    ['GET_CONFIGURATION as OUT', 0x00, 8],
    ['GET_INTERFACE as OUT', 0x01, 10],
    ['SET_CONFIGURATION as IN', 0x80, 9],
    ['SET_INTERFACE as IN', 0x81, 11],
    ['CLEAR_FEATURE as IN', 0x82, 1],
  ])(
    'stalls a request the wrong way round, and never answers an OUT with data: %s',
    async (_, requestType, request) => {
      const port = bench().board.socket.port!;
      const setup = { requestType, request, value: request === 6 ? 0x0100 : 0, index: 0 };
      const never = new AbortController().signal;
      const answer = await port.submit({ endpoint: 0, setup, data: new Uint8Array(1), length: 1 }, never);
      expect(answer).toMatchObject({ status: 'stall', data: new Uint8Array(0) });
    },
  );

  test('knows no class request before it is configured, and none to another interface', async () => {
    const made = bench();
    const port = made.board.socket.port!;
    const getState = { requestType: 0xa1, request: 5, value: 0, index: 0 };
    const never = new AbortController().signal;
    const ask = () => port.submit({ endpoint: 0, setup: getState, data: new Uint8Array(0), length: 1 }, never);
    expect((await ask()).status).toBe('stall');
    expect(await made.state()).toBe(10);
    expect((await ask()).status).toBe('ok');
    expect((await made.control(0xa1, 5, 0, 1, 1)).status).toBe('stall');
    expect((await made.control(0xc0, 5, 0, 0, 1)).status).toBe('stall');
    port.busReset();
    expect((await ask()).status).toBe('stall');
  });
});

describe('the ODrive firmware', () => {
  test('has the descriptors of firmware 0.4 and 0.5, byte for byte', async () => {
    const made = bench('v3.6-56V,serial=356933603436');
    expect([...(await descriptor(made, 1)).data]).toEqual(
      bytes('12 01 00 02 EF 02 01 40 09 12 32 0D 00 03 01 02 03 01'),
    );
    expect([...(await descriptor(made, 2)).data]).toEqual(
      bytes(`09 02 6A 00 03 01 00 C0 32
        08 0B 00 02 02 02 01 00
        09 04 00 00 01 02 02 01 00
        05 24 00 10 01   05 24 01 00 01   04 24 02 02   05 24 06 00 01
        07 05 82 03 08 00 10
        09 04 01 00 02 0A 00 00 00
        07 05 01 02 40 00 00   07 05 81 02 40 00 00
        08 0B 02 01 00 00 00 06
        09 04 02 00 02 00 01 00 00
        07 05 03 02 40 00 00   07 05 83 02 40 00 00`),
    );
    const texts = ['ODrive Robotics', 'ODrive 3.6 CDC Interface', '356933603436', 'CDC Config', 'CDC Interface'];
    for (const [i, text] of [...texts, 'ODrive 3.6 Native Interface'].entries()) {
      expect([...(await descriptor(made, 3, i + 1)).data]).toEqual(utf16(text));
    }
    expect([...(await descriptor(made, 3, 0xee)).data]).toEqual(utf16('MSFT100P'));
  });

  test('takes SET_INTERFACE on interfaces 0 and 1 and stalls it on 2; stalls Microsoft OS descriptors', async () => {
    const made = bench('v3.5-24V');
    expect((await made.control(0x01, 11, 0, 0, 0)).status).toBe('ok');
    expect((await made.control(0x01, 11, 0, 1, 0)).status).toBe('ok');
    expect((await made.control(0x01, 11, 0, 2, 0)).status).toBe('stall');
    expect((await made.control(0x81, 10, 0, 2, 1)).status).toBe('stall');
    expect((await made.control(0xc0, 0x50, 0, 4, 40)).status).toBe('stall');
    expect((await made.control(0xc1, 0x50, 0, 5, 182)).status).toBe('stall');
  });

  test('is asked for a device qualifier by every kernel, being USB 2.00 at full speed, and stalls it', async () => {
    const made = bench('v3.5-24V');
    for (const type of [6, 15]) expect((await descriptor(made, type, 0, 10)).status).toBe('stall');
  });

  test('keeps the line coding of its CDC interface', async () => {
    const made = bench('v3.5-24V');
    const coding = Uint8Array.of(0x80, 0x25, 0, 0, 0, 0, 8);
    expect(await made.control(0x21, 0x20, 0, 0, coding)).toMatchObject({ status: 'ok', bytes: 7 });
    expect([...(await made.control(0xa1, 0x21, 0, 0, 7)).data]).toEqual([...coding]);
    expect((await made.control(0x21, 0x22, 3, 0, 0)).status).toBe('ok');
  });

  test('can be halted and cleared endpoint by endpoint', async () => {
    const made = bench('v3.5-24V');
    expect((await made.control(0x02, 3, 0, 0x83, 0)).status).toBe('ok');
    expect([...(await made.control(0x82, 0, 0, 0x83, 2)).data]).toEqual([1, 0]);
    const never = new AbortController().signal;
    const read = { endpoint: 0x83, data: new Uint8Array(0), length: 64 };
    expect((await made.board.socket.port!.submit(read, never)).status).toBe('stall');
    expect((await made.control(0x02, 1, 0, 0x83, 0)).status).toBe('ok');
    expect([...(await made.control(0x82, 0, 0, 0x83, 2)).data]).toEqual([0, 0]);
    expect((await made.control(0x82, 0, 0, 0x85, 2)).status).toBe('stall');
  });

  test('parks reads of its data endpoints without holding anything else up, until they are taken back', async () => {
    const made = bench('v3.5-24V');
    await made.control(0x80, 8, 0, 0, 1);
    const port = made.board.socket.port!;
    const giveUp = new AbortController();
    const ends: string[] = [];
    const reads = [0x81, 0x83, 0x82].map((endpoint) =>
      port.submit({ endpoint, data: new Uint8Array(0), length: 64 }, giveUp.signal).catch((error: Error) => {
        ends.push(error.message);
      }),
    );
    expect([...(await made.control(0x80, 8, 0, 0, 1)).data]).toEqual([1]);
    expect(ends).toEqual([]);
    giveUp.abort(new Error('taken back'));
    await Promise.all(reads);
    expect(ends).toEqual(['taken back', 'taken back', 'taken back']);
  });

  test('hands its endpoints to a runtime that is plugged into it', async () => {
    const seen: number[][] = [];
    const sink = {
      ...silentEndpoint(),
      submit: async ({ data }: { data: Uint8Array }) => {
        seen.push([...data]);
        return { status: 'ok' as const, bytes: data.length, data: new Uint8Array(0) };
      },
    };
    const made = bench('v3.6-24V', {
      runtime: ({ board }) => ({ endpoints: new Map([[0x03, sink]]), busReset: () => seen.push([Number(board)]) }),
    });
    await made.control(0x80, 8, 0, 0, 1);
    const port = made.board.socket.port!;
    const sent = { endpoint: 0x03, data: Uint8Array.of(1, 2, 3), length: 3 };
    expect(await port.submit(sent, new AbortController().signal)).toMatchObject({ status: 'ok', bytes: 3 });
    port.busReset();
    expect(seen).toEqual([[1, 2, 3], [3.6]]);
  });
});

describe('a port', () => {
  test('rejects everything in flight when the device leaves, and everything after', async () => {
    const made = bench('v3.6-56V');
    await made.control(0x80, 8, 0, 0, 1);
    const port = made.board.socket.port!;
    const never = new AbortController().signal;
    const read = { endpoint: 0x83, data: new Uint8Array(0), length: 64 };
    const parked = port.submit(read, never);
    made.board.cutPower();
    await expect(parked).rejects.toMatchObject({ name: 'LinkError', kind: 'disconnected' });
    await expect(port.submit(read, never)).rejects.toMatchObject({ kind: 'disconnected' });
    expect(port.unplugged.aborted).toBe(true);
    expect(made.board.socket.port).toBeUndefined();
  });
});
