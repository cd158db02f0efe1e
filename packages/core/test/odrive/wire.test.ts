import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc8, crc16, descriptorChecksum, streamCrc8Init, streamCrc16Init } from '../../src/odrive/protocol/crc.ts';
import {
  decodeReply,
  decodeRequest,
  encodeReply,
  encodeRequest,
  nextSequence,
} from '../../src/odrive/protocol/packet.ts';
import { createDeframer, encodeFrame } from '../../src/odrive/protocol/stream-framing.ts';

const hex = (text: string) => Uint8Array.from(text.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16));
const bytes = (constraints?: fc.IntArrayConstraints) => fc.uint8Array(constraints);

describe('checksums of the native protocol', () => {
  it('gives the published values', () => {
    expect(crc8(hex('01 02 03 04'), streamCrc8Init)).toBe(0x61);
    expect(crc8(hex('05 04 03 02 01'), streamCrc8Init)).toBe(0x64);
    expect(crc16(hex('01 02 03 04'), streamCrc16Init)).toBe(0x672e);
    expect(crc16(hex('05 04 03 02 01'), streamCrc16Init)).toBe(0xe251);
  });

  it('agrees with a division bit by bit', () => {
    const slow = (data: Uint8Array, init: number) => {
      let crc = init;
      for (const byte of data) {
        for (let bit = 7; bit >= 0; bit--) {
          const carry = ((crc >> 15) ^ (byte >> bit)) & 1;
          crc = ((crc << 1) ^ (carry ? 0x3d65 : 0)) & 0xffff;
        }
      }
      return crc;
    };
    fc.assert(fc.property(bytes(), fc.nat(0xffff), (data, init) => crc16(data, init) === slow(data, init)));
  });

  it('starts the descriptor checksum at the protocol version', () => {
    expect(descriptorChecksum(new Uint8Array(0))).toBe(1);
  });
});

// Firmware 0.5.6: the checksum of its descriptor is 0xC1A0.
const trailer = 0xc1a0;
const examples: readonly [string, Parameters<typeof encodeRequest>[0], string, string][] = [
  [
    'first piece of the descriptor',
    {
      sequence: 0x81,
      endpoint: 0,
      wantsReply: true,
      replyLength: 512,
      payload: hex('00 00 00 00'),
      trailer: 1,
    },
    '81 00 00 80 00 02 00 00 00 00 01 00',
    '30 13',
  ],
  [
    'version id',
    { sequence: 0x82, endpoint: 0, wantsReply: true, replyLength: 4, payload: hex('FF FF FF FF'), trailer: 1 },
    '82 00 00 80 04 00 FF FF FF FF 01 00',
    'B3 74',
  ],
  [
    'read n_evt_control_loop',
    { sequence: 0x83, endpoint: 17, wantsReply: true, replyLength: 4, payload: hex('00').subarray(1), trailer },
    '83 00 11 80 04 00 A0 C1',
    '00 4B',
  ],
  [
    'write config.brake_resistance',
    { sequence: 0x84, endpoint: 86, wantsReply: true, replyLength: 0, payload: hex('00 00 00 40'), trailer },
    '84 00 56 80 00 00 00 00 00 40 A0 C1',
    'BC 03',
  ],
  [
    'exchange config.brake_resistance',
    { sequence: 0x84, endpoint: 86, wantsReply: true, replyLength: 4, payload: hex('00 00 00 40'), trailer },
    '84 00 56 80 04 00 00 00 00 40 A0 C1',
    'F1 19',
  ],
  [
    'input of test_function',
    { sequence: 0x85, endpoint: 767, wantsReply: true, replyLength: 0, payload: hex('05 00 00 00'), trailer },
    '85 00 FF 82 00 00 05 00 00 00 A0 C1',
    '90 2B',
  ],
  [
    'trigger test_function',
    { sequence: 0x86, endpoint: 766, wantsReply: true, replyLength: 0, payload: new Uint8Array(0), trailer },
    '86 00 FE 82 00 00 A0 C1',
    'B0 7E',
  ],
  [
    'output of test_function',
    { sequence: 0x87, endpoint: 768, wantsReply: true, replyLength: 4, payload: new Uint8Array(0), trailer },
    '87 00 00 83 04 00 A0 C1',
    'C4 0A',
  ],
  [
    'reboot',
    { sequence: 0x88, endpoint: 775, wantsReply: true, replyLength: 0, payload: new Uint8Array(0), trailer },
    '88 00 07 83 00 00 A0 C1',
    '6A EF',
  ],
  [
    'enter_dfu_mode',
    { sequence: 0x89, endpoint: 776, wantsReply: true, replyLength: 0, payload: new Uint8Array(0), trailer },
    '89 00 08 83 00 00 A0 C1',
    '5A 77',
  ],
  [
    'read serial_number',
    { sequence: 0x8a, endpoint: 5, wantsReply: true, replyLength: 8, payload: new Uint8Array(0), trailer },
    '8A 00 05 80 08 00 A0 C1',
    '65 78',
  ],
];

describe('packets of the native protocol', () => {
  it.each(examples)('encodes and decodes: %s', (_name, request, packet, frameEnd) => {
    expect(encodeRequest(request)).toEqual(hex(packet));
    expect(decodeRequest(hex(packet))).toEqual(request);
    const frame = encodeFrame(hex(packet));
    expect(frame.subarray(-2)).toEqual(hex(frameEnd));
    expect(createDeframer().push(frame)).toEqual([hex(packet)]);
  });

  it('frames a reply as published', () => {
    expect(encodeFrame(hex('84 80'))).toEqual(hex('AA 02 DC 84 80 A8 D2'));
    expect(encodeFrame(hex('81 00 00 80 00 02 00 00 00 00 01 00')).subarray(0, 3)).toEqual(hex('AA 0C E1'));
    expect(encodeFrame(hex('83 00 11 80 04 00 A0 C1')).subarray(0, 3)).toEqual(hex('AA 08 3D'));
  });

  it('decodes what it encodes', () => {
    const request = fc.record({
      sequence: fc.nat(0x7fff),
      endpoint: fc.nat(0x7fff),
      wantsReply: fc.boolean(),
      replyLength: fc.nat(0xffff),
      payload: bytes({ maxLength: 200 }),
      trailer: fc.nat(0xffff),
    });
    fc.assert(
      fc.property(request, (value) => {
        expect(decodeRequest(encodeRequest(value))).toEqual(value);
      }),
    );
    const reply = fc.record({ sequence: fc.nat(0x7fff), data: bytes({ maxLength: 200 }) });
    fc.assert(
      fc.property(reply, (value) => {
        expect(decodeReply(encodeReply(value))).toEqual(value);
      }),
    );
  });

  it('never takes a request for a reply, nor the other way round, and survives anything', () => {
    fc.assert(
      fc.property(bytes({ maxLength: 80 }), (data) => {
        expect(decodeRequest(data) !== undefined && decodeReply(data) !== undefined).toBe(false);
      }),
    );
  });

  it('numbers requests so that none starts like text, and comes round', () => {
    expect([0x80, 0x81, 0xff, 0x7fff].map(nextSequence)).toEqual([0x81, 0x82, 0x180, 0x80]);
    let sequence = 0x80;
    const seen = new Set<number>();
    for (let i = 0; i < 0x4000; i++) {
      sequence = nextSequence(sequence);
      if ((sequence & 0x8080) === 0x80) seen.add(sequence);
    }
    expect(seen.size).toBe(0x4000);
  });
});

describe('stream framing', () => {
  const packets = fc.array(bytes({ minLength: 1, maxLength: 127 }), { maxLength: 6 });

  it('gives back every packet, however the stream is cut', () => {
    fc.assert(
      fc.property(packets, fc.array(fc.nat(40), { minLength: 1 }), (list, cuts) => {
        const stream = Uint8Array.from(list.flatMap((packet) => [...encodeFrame(packet)]));
        const deframer = createDeframer();
        const found: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const step = 1 + (cuts[turn % cuts.length] ?? 0);
          found.push(...deframer.push(stream.subarray(at, at + step)));
          at += step;
        }
        expect(found).toEqual(list);
      }),
    );
  });

  it('finds a frame behind any rubbish once enough bytes have come', () => {
    fc.assert(
      fc.property(bytes({ maxLength: 300 }), bytes({ minLength: 8, maxLength: 60 }), (rubbish, packet) => {
        const deframer = createDeframer();
        const found = [
          ...deframer.push(rubbish),
          ...deframer.push(encodeFrame(packet)),
          ...deframer.push(new Uint8Array(140)),
        ];
        expect(found).toContainEqual(packet);
      }),
    );
  });

  it('never lets a packet with a flipped bit through', () => {
    fc.assert(
      fc.property(bytes({ minLength: 1, maxLength: 60 }), fc.nat(), (packet, place) => {
        const frame = encodeFrame(packet);
        const bit = place % (frame.length * 8);
        frame[bit >> 3] = (frame[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const found = createDeframer().push(Uint8Array.from([...frame, ...new Uint8Array(140)]));
        expect(found).not.toContainEqual(packet);
      }),
    );
  });

  it('refuses a packet that does not fit the length byte', () => {
    expect(() => encodeFrame(new Uint8Array(128))).toThrow(RangeError);
  });
});
