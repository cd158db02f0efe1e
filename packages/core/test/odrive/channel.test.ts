// The connection of the native protocol over USB: claimed when it is opened, closed whatever happens, and no crash when it is used closed.

import { LinkError, type UsbLink } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { describe, expect, it } from 'vitest';
import { openUsbChannel, streamChannel } from '../../src/odrive/protocol/channel.ts';
import { createClient } from '../../src/odrive/protocol/client.ts';
import { encodeFrame } from '../../src/odrive/protocol/stream-framing.ts';
import { bench } from '../update/bench.ts';
import { jumpingClock } from './fake-board.ts';

const request = Uint8Array.of(0x81, 0, 0, 0x80, 4, 0, 0xff, 0xff, 0xff, 0xff, 1, 0);

/** A channel to a virtual board, and how its links are opened and closed. `refuse`: the opening of that number fails. */
async function channelTo(refuse = 0, changed: (link: UsbLink) => Partial<UsbLink> = () => ({})) {
  const { env, clock } = bench('v3.6-56V');
  const seen: string[] = [];
  const device = (await env.bus.list()).find((info) => classifyDevice(info) === 'runtime')!;
  let openings = 0;
  const open = async (): Promise<UsbLink> => {
    openings += 1;
    if (openings === refuse) throw new LinkError('busy', 'no');
    seen.push('open');
    const link = await env.bus.open(device);
    const close = async () => {
      seen.push('close');
      await link[Symbol.asyncDispose]();
    };
    return { ...link, [Symbol.asyncDispose]: close, ...changed(link) };
  };
  return { channel: openUsbChannel(open), seen, clock };
}

function scriptedLink(calls: string[]): UsbLink {
  const unused = async () => {
    throw new Error('not expected');
  };
  return {
    info: { vendorId: 0x1209, productId: 0x0d32, release: 0x0300, path: '1-1' },
    controlIn: unused,
    controlOut: unused,
    bulkIn: async (endpoint, length) => {
      calls.push(`in ${endpoint.toString(16)} ${length}`);
      return { status: 'ok', data: Uint8Array.of(1, 0x80) };
    },
    bulkOut: async (endpoint, data) => {
      calls.push(`out ${endpoint.toString(16)} ${data.length}`);
      return { status: 'ok', bytes: data.length === 9 ? 3 : data.length };
    },
    claim: async (number) => {
      calls.push(`claim ${number}`);
    },
    selectAlternate: unused,
    reset: unused,
    [Symbol.asyncDispose]: async () => {
      calls.push('close');
    },
  };
}

describe('a USB channel', () => {
  it('claims interface 2, uses its endpoints and selects no alternate setting', async () => {
    const calls: string[] = [];
    const channel = await openUsbChannel(async () => scriptedLink(calls));
    await channel.send(new Uint8Array(8), 100);
    await channel.receive(100);
    await channel.reopen?.();
    await channel[Symbol.asyncDispose]();
    expect(calls).toEqual(['claim 2', 'out 3 8', 'in 83 64', 'close', 'claim 2', 'close']);
  });

  it('notices that the board accepted less than was sent', async () => {
    const channel = await openUsbChannel(async () => scriptedLink([]));
    await expect(channel.send(new Uint8Array(9), 100)).rejects.toMatchObject({ kind: 'io' });
  });

  it('closes the link when the interface cannot be claimed', async () => {
    const calls: string[] = [];
    const link = {
      ...scriptedLink(calls),
      claim: async () => {
        throw new LinkError('busy', 'another program has it');
      },
    };
    await expect(openUsbChannel(async () => link)).rejects.toMatchObject({ kind: 'busy' });
    expect(calls).toEqual(['close']);
  });

  it('carries a request and its reply, also after it was closed and opened again', async () => {
    const { channel, seen } = await channelTo();
    await using wire = await channel;
    for (let time = 0; time < 2; time += 1) {
      await wire.send(request, 100);
      expect([...(await wire.receive(100)).subarray(0, 2)]).toEqual([0x81, 0x80]);
      await wire.reopen?.();
    }
    expect(seen).toEqual(['open', 'close', 'open', 'close', 'open']);
  });

  it('that could not be opened again is closed, and says so to its user', async () => {
    const { channel } = await channelTo(2);
    await using wire = await channel;
    await expect(wire.reopen?.()).rejects.toMatchObject({ kind: 'busy' });
    await expect(wire.send(request, 100)).rejects.toBeInstanceOf(LinkError);
    await expect(wire.receive(100)).rejects.toMatchObject({ kind: 'io' });
    await wire.reopen?.();
    await wire.send(request, 100);
  });

  it('closes the link of a board whose interface another program holds', async () => {
    const claim = () => Promise.reject(new LinkError('busy', 'held'));
    const { channel, seen } = await channelTo(0, () => ({ claim }));
    await expect(channel).rejects.toMatchObject({ kind: 'busy' });
    expect(seen).toEqual(['open', 'close']);
  });

  it.each([
    ['took only a part of the request', { bulkOut: async () => ({ status: 'ok', bytes: 3 }) as const }],
    ['refused the request', { bulkOut: async () => ({ status: 'stall', bytes: request.length }) as const }],
    ['refused the reply', { bulkIn: async () => ({ status: 'stall', data: Uint8Array.of(1, 2) }) as const }],
  ])('fails where the board %s', async (_name, changed) => {
    const { channel } = await channelTo(0, () => changed);
    await using wire = await channel;
    const talk = async () => {
      await wire.send(request, 100);
      return wire.receive(100);
    };
    await expect(talk()).rejects.toMatchObject({ kind: 'io' });
  });
});

describe('a channel over a byte stream', () => {
  it('carries packets in frames, through noise and in pieces', async () => {
    const clock = jumpingClock();
    const incoming = [Uint8Array.of(0x0d, 0xaa), encodeFrame(Uint8Array.of(1, 0x80, 5)).subarray(0, 4)];
    incoming.push(encodeFrame(Uint8Array.of(1, 0x80, 5)).subarray(4));
    const written: Uint8Array[] = [];
    const channel = streamChannel(
      {
        write: async (data) => {
          written.push(data);
        },
        read: async (timeoutMs) => {
          const next = incoming.shift();
          if (next) return next;
          clock.advance(timeoutMs);
          throw new LinkError('timeout', 'nothing');
        },
        [Symbol.asyncDispose]: async () => undefined,
      },
      clock.now,
    );
    await channel.send(Uint8Array.of(1, 2, 3), 100);
    expect(written).toEqual([encodeFrame(Uint8Array.of(1, 2, 3))]);
    expect(await channel.receive(100)).toEqual(Uint8Array.of(1, 0x80, 5));
    await expect(channel.receive(100)).rejects.toMatchObject({ kind: 'timeout' });
    expect(createClient(channel, { clock }).maxPayload).toBe(119);
  });

  it('does not wait forever for a packet that arrives byte by byte', async () => {
    const clock = jumpingClock();
    const channel = streamChannel(
      {
        write: async () => undefined,
        read: async () => {
          clock.advance(10);
          return Uint8Array.of(0xaa);
        },
        [Symbol.asyncDispose]: async () => undefined,
      },
      clock.now,
    );
    await expect(channel.receive(100)).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('waits for the rest of a packet as long as is left of the time for the whole of it, and not one byte longer', async () => {
    let time = 0;
    const frame = encodeFrame(request);
    const asked: number[] = [];
    const stream = {
      write: async () => undefined,
      read: async (timeoutMs: number) => {
        const at = asked.push(timeoutMs) - 1;
        time += 10;
        return frame.subarray(at, at + 1);
      },
      [Symbol.asyncDispose]: async () => undefined,
    };
    await expect(streamChannel(stream, () => time).receive(30)).rejects.toMatchObject({ kind: 'timeout' });
    expect(asked).toEqual([30, 20, 10]);
  });

  it('gives two packets that came at once one after the other', async () => {
    const frames = Uint8Array.of(...encodeFrame(request), ...encodeFrame(request.with(0, 0x82)));
    let reads = 0;
    const stream = {
      write: async () => undefined,
      read: async () => {
        reads += 1;
        return frames;
      },
      [Symbol.asyncDispose]: async () => undefined,
    };
    const channel = streamChannel(stream, () => 0);
    expect([(await channel.receive(1))[0], (await channel.receive(1))[0], reads]).toEqual([0x81, 0x82, 1]);
  });
});
