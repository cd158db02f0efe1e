import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePdu, MalformedPdu, type Pdu, replyDecoder, requestDecoder } from '../src/index.ts';
import { defaultLimits, operationHeaderLength } from '../src/wire.ts';
import { inward, joined, mutation, pieces, replies, requests } from './pdus.ts';

const expected = (seqnum: number) => ({ direction: inward(seqnum) ? 'in' : 'out', length: 300 }) as const;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('the transfers captured in the kernel document (usbip_protocol.rst, EXAMPLE)', () => {
  const outData = `ffffffff860008a784ce5ae2123763${'00'.repeat(49)}`;
  const inData = `ffffffff860011a784ce5ae2123763612891b10201000004${'00'.repeat(40)}`;
  const submitIn = '00000001 00000d05 0001000f 00000001 00000001 00000200 00000040 ffffffff 00000000 00000004';
  const submitOut = '00000001 00000d06 0001000f 00000000 00000001 00000000 00000040 ffffffff 00000000 00000004';
  const reply = '00000000 00000000 00000000 00000000 00000040 ffffffff 00000000 00000000 00000000 00000000';

  it('are read as what they were', () => {
    const stream = bytesOf(`${submitIn} 0000000000000000 ${submitOut} 0000000000000000 ${outData}`);
    const [first, second] = requestDecoder().push(stream);
    expect(first).toMatchObject({
      type: 'CMD_SUBMIT',
      seqnum: 0xd05,
      devid: 0x1000f,
      direction: 'in',
      endpoint: 1,
      flags: 0x200,
      length: 64,
      interval: 4,
      packets: [],
    });
    expect(second).toMatchObject({ seqnum: 0xd06, direction: 'out', length: 64, data: bytesOf(outData) });
  });

  it('are answered with the captured bytes, and those are read back', () => {
    const stream = bytesOf(`00000003 00000d06 ${reply} 00000003 00000d05 ${reply} ${inData}`);
    const decoder = replyDecoder((seqnum) => ({ direction: seqnum === 0xd05 ? 'in' : 'out', length: 64 }));
    const decoded = decoder.push(stream);
    expect(decoded).toMatchObject([
      { type: 'RET_SUBMIT', seqnum: 0xd06, status: 0, actualLength: 64, data: new Uint8Array(0) },
      { type: 'RET_SUBMIT', seqnum: 0xd05, status: 0, actualLength: 64, data: bytesOf(inData) },
    ]);
    expect(hexOf(joined(decoded.map(encodePdu)))).toBe(hexOf(stream));
  });
});

describe('fixed layouts', () => {
  it('writes a device list of the documented offsets', () => {
    const list = encodePdu({
      type: 'OP_REP_DEVLIST',
      status: 0,
      devices: [
        {
          interfaces: [{ interfaceClass: 0xfe, interfaceSubclass: 1, interfaceProtocol: 2 }],
          record: {
            path: '/sys/x',
            busid: '3-2',
            busnum: 3,
            devnum: 2,
            speed: 2,
            vendorId: 0x0483,
            productId: 0xdf11,
            release: 0x2200,
            deviceClass: 0,
            deviceSubclass: 0,
            deviceProtocol: 0,
            configurationValue: 1,
            configurations: 1,
            interfaces: 1,
          },
        },
      ],
    });
    const view = new DataView(list.buffer);
    expect(hexOf(list.subarray(0, 12))).toBe('011100050000000000000001');
    expect(Buffer.from(list.subarray(0x0c, 0x12)).toString()).toBe('/sys/x');
    expect(Buffer.from(list.subarray(0x10c, 0x10f)).toString()).toBe('3-2');
    expect([0x12c, 0x130, 0x134].map((at) => view.getUint32(at))).toEqual([3, 2, 2]);
    expect([0x138, 0x13a, 0x13c].map((at) => view.getUint16(at))).toEqual([0x0483, 0xdf11, 0x2200]);
    expect(hexOf(list.subarray(0x141, 0x148))).toBe('010101fe010200');
    expect(list.length).toBe(0x148);
  });

  it('refuses to cut a name that does not fit', () => {
    expect(() => encodePdu({ type: 'OP_REQ_IMPORT', busid: 'x'.repeat(32) })).toThrow(RangeError);
  });
});

describe('decoders', () => {
  const streams = <P extends Pdu>(one: fc.Arbitrary<P>) =>
    fc.tuple(
      fc.array(one, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 9 }),
    );

  it('give back every request, however the stream is cut', () => {
    fc.assert(
      fc.property(streams(requests), ([pdus, cuts]) => {
        const decoder = requestDecoder();
        const stream = joined(pdus.map(encodePdu));
        expect([...pieces(stream, cuts)].flatMap((piece) => decoder.push(piece))).toEqual(pdus);
        expect(decoder.buffered).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('give back every reply, however the stream is cut', () => {
    fc.assert(
      fc.property(streams(replies), ([pdus, cuts]) => {
        const decoder = replyDecoder(expected);
        const stream = joined(pdus.map(encodePdu));
        expect([...pieces(stream, cuts)].flatMap((piece) => decoder.push(piece))).toEqual(pdus);
        expect(decoder.buffered).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  const limits = { transferLength: 2000, devices: 5, isoPackets: 4 };
  /** The largest PDU those limits allow. */
  const maxBuffered = operationHeaderLength + 4 + 5 * (312 + 255 * 4);

  function feed(decoder: { push(piece: Uint8Array): unknown; readonly buffered: number }, parts: Iterable<Uint8Array>) {
    try {
      for (const part of parts) {
        decoder.push(part);
        expect(decoder.buffered).toBeLessThanOrEqual(maxBuffered + part.length);
      }
    } catch (thrown) {
      if (!(thrown instanceof MalformedPdu)) throw thrown;
    }
  }

  it('meet any mutation of a stream with PDUs or MalformedPdu, and hold no more than the limits', () => {
    const hostile = <P extends Pdu>(one: fc.Arbitrary<P>) =>
      fc.tuple(streams(one), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    const spoilt = ([[pdus, cuts], mutations]: [[Pdu[], number[]], ((stream: Uint8Array) => Uint8Array)[]]) =>
      pieces(
        mutations.reduce((stream, mutate) => mutate(stream), joined(pdus.map(encodePdu))),
        cuts,
      );
    fc.assert(
      fc.property(hostile(requests), (stream) => feed(requestDecoder(limits), spoilt(stream))),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(hostile(replies), (stream) => feed(replyDecoder(expected, limits), spoilt(stream))),
      { numRuns: 2000 },
    );
  });

  it('meet pure noise the same way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (noise) => {
        feed(requestDecoder(limits), [noise]);
        feed(replyDecoder(expected, limits), [noise]);
      }),
      { numRuns: 2000 },
    );
  });

  const header = (words: readonly number[]) => {
    const view = new DataView(new ArrayBuffer(48));
    words.forEach((word, i) => {
      view.setUint32(i * 4, word);
    });
    return new Uint8Array(view.buffer);
  };

  it.each([
    ['a transfer of 4 GiB', header([1, 1, 0, 0, 0, 0, 0xffff_fff0])],
    ['a transfer one byte over the limit', header([1, 1, 0, 0, 0, 0, defaultLimits.transferLength + 1])],
    ['more isochronous packets than the kernel takes', header([1, 1, 0, 0, 1, 0, 8, 0, 1025])],
    ['an endpoint that USB has not', header([1, 1, 0, 0, 16, 0, 8])],
    ['a direction that is none', header([1, 1, 0, 2, 1, 0, 8])],
    ['a reply', header([3, 1])],
    ['another version', bytesOf('0110800500000000')],
    ['an unknown operation', bytesOf('0111800900000000')],
  ])('refuses %s from a client at once', (_name, bytes) => {
    expect(() => requestDecoder().push(bytes)).toThrow(MalformedPdu);
  });

  it.each([
    ['a list of 4 Gi devices', bytesOf('0111000500000000ffffffff')],
    ['more data than was asked for', header([3, 7, 0, 0, 0, 0, 65])],
    ['an answer to nothing', header([3, 8])],
    ['a command', header([1, 7])],
  ])('refuses %s from a server at once', (_name, bytes) => {
    const decoder = replyDecoder((seqnum) => (seqnum === 7 ? { direction: 'in', length: 64 } : undefined));
    expect(() => decoder.push(bytes)).toThrow(MalformedPdu);
  });

  it('takes a stream of single bytes in linear time', () => {
    const data = new Uint8Array(1024 * 1024).fill(0x5a);
    const stream = encodePdu({
      type: 'CMD_SUBMIT',
      seqnum: 1,
      devid: 1,
      direction: 'out',
      endpoint: 1,
      flags: 0,
      length: data.length,
      startFrame: 0,
      interval: 0,
      setup: new Uint8Array(8),
      data,
      packets: [],
    });
    const decoder = requestDecoder();
    const decoded = [...pieces(stream, [1])].flatMap((piece) => decoder.push(piece));
    expect(decoded).toHaveLength(1);
    expect(decoded[0]).toMatchObject({ length: data.length });
  });

  it('reads -1 packets as "not isochronous", as the document asks', () => {
    expect(requestDecoder().push(header([1, 1, 0, 1, 1, 0, 8, 0, 0xffff_ffff]))).toMatchObject([{ packets: [] }]);
  });
});
