import { describe, expect, it } from 'vitest';
import { isFlasherError, LinkError } from '../../src/index.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import { openUsbChannel, streamChannel } from '../../src/odrive/protocol/channel.ts';
import { createClient } from '../../src/odrive/protocol/client.ts';
import { encodeFrame } from '../../src/odrive/protocol/stream-framing.ts';
import type { UsbLink } from '../../src/ports.ts';
import { endpointOf, type FakeBoard, type Fate, jumpingClock, smallBoard } from './fake-board.ts';

const code = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isFlasherError(error) ? error.code : error;
};

async function connected(board: FakeBoard) {
  const device = await connectOdrive(board, { clock: board.clock, sequence: 0x80 });
  board.sent.length = 0;
  board.touched.length = 0;
  return device;
}

/** The fate of the first request after this call only. */
function once(board: FakeBoard, fate: Fate): void {
  let pending = true;
  board.options.fate = () => {
    const now = pending ? fate : 'normal';
    pending = false;
    return now;
  };
}

describe('a device by its names', () => {
  it('reads, writes, exchanges and calls', async () => {
    const device = await connected(smallBoard());
    expect(await device.read('serial_number')).toBe(0x356933603436n);
    await device.write('config.brake_resistance', 2);
    expect(await device.exchange('config.brake_resistance', 0.5)).toBe(2);
    expect(await device.read('config.brake_resistance')).toBe(0.5);
    expect(await device.call('test_function', [-5])).toEqual([-5]);
  });

  it('says so when the firmware has no such path', async () => {
    const device = await connected(smallBoard());
    expect(await code(device.read('axis0.no_such_thing'))).toBe('unexpected-reply');
    expect(await code(device.read('axis0'))).toBe('unexpected-reply');
    expect(await code(device.call('axis0.config'))).toBe('unexpected-reply');
  });

  it('refuses a value that does not fit before anything is sent', async () => {
    const board = smallBoard();
    const device = await connected(board);
    await expect(device.write('config.uart_a_baudrate', -1)).rejects.toThrow(TypeError);
    await expect(device.call('test_function', [])).rejects.toThrow(TypeError);
    expect(board.sent).toEqual([]);
  });

  it('makes calls asked for at once one after the other', async () => {
    const device = await connected(smallBoard());
    const paths = ['hw_version_major', 'hw_version_minor', 'hw_version_variant', 'fw_version_minor'];
    expect(await Promise.all(paths.map((path) => device.read(path)))).toEqual([3, 6, 56, 5]);
  });
});

describe('a wire that misbehaves', () => {
  it.each<[string, Fate]>([
    ['a lost request', 'lose-request'],
    ['a lost reply', 'lose-reply'],
    ['a reply that comes with the next one', 'late-reply'],
    ['a reply that comes twice', 'twice'],
    ['a failed transfer', 'broken'],
    ['an empty packet instead of the reply', new Uint8Array(0)],
    ['a short reply', Uint8Array.of(0x00, 0x80)],
  ])('survives %s on every kind of access', async (_name, fate) => {
    const board = smallBoard();
    const device = await connected(board);
    for (const access of [
      () => device.read('hw_version_minor'),
      () => device.write('config.brake_resistance', 2),
      () => device.exchange('config.uart_a_baudrate', 9600),
    ]) {
      once(board, fate);
      await access();
      expect(await device.read('hw_version_minor')).toBe(6);
    }
    expect(await device.read('config.brake_resistance')).toBe(2);
    expect(await device.read('config.uart_a_baudrate')).toBe(9600);
  });

  it('repeats with the same sequence number, and takes a new one for the next request', async () => {
    const board = smallBoard();
    const device = await connected(board);
    once(board, 'lose-reply');
    await device.read('hw_version_minor');
    await device.read('hw_version_major');
    const sequences = board.sent.map((packet) => packet[0]);
    expect(sequences[0]).toBe(sequences[1]);
    expect(sequences[2]).not.toBe(sequences[1]);
  });

  it('ignores a whole backlog of replies to another program', async () => {
    const board = smallBoard();
    const device = await connected(board);
    board.options.fate = () => Uint8Array.of(0x01, 0x80, 7);
    expect(await code(device.read('hw_version_minor'))).toBe('timeout');
    board.options.fate = () => 'normal';
    expect(await device.read('hw_version_minor')).toBe(6);
  });

  it('gives up after five attempts with the code of the failure', async () => {
    const board = smallBoard();
    const device = await connected(board);
    board.options.fate = () => 'lose-request';
    expect(await code(device.read('hw_version_minor'))).toBe('timeout');
    expect(board.sent).toHaveLength(5);
    expect(board.touched).toEqual([]);
  });

  it('reopens a wire whose transfers fail', async () => {
    const board = smallBoard();
    const device = await connected(board);
    once(board, 'broken');
    await device.read('hw_version_minor');
    expect(board.reopened).toBe(1);
  });

  it('does not wait for a board that was pulled out', async () => {
    const board = smallBoard();
    const device = await connected(board);
    board.options.fate = () => 'gone';
    expect(await code(device.read('hw_version_minor'))).toBe('disconnected');
    expect(board.sent).toHaveLength(1);
  });

  it('stops between attempts when told to', async () => {
    const board = smallBoard();
    const device = await connected(board);
    const stop = new AbortController();
    board.options.fate = () => {
      stop.abort();
      return 'lose-reply';
    };
    expect(await code(device.read('hw_version_minor', { signal: stop.signal }))).toBe('aborted');
    expect(board.sent).toHaveLength(1);
  });
});

describe('functions', () => {
  it('are triggered once only, though their reply is lost', async () => {
    const board = smallBoard();
    const device = await connected(board);
    const trigger = endpointOf(board, 'test_function');
    board.options.fate = (_request, packet) => ((packet[2] ?? 0) === trigger ? 'lose-reply' : 'normal');
    expect(await code(device.call('test_function', [1]))).toBe('timeout');
    expect(board.touched.filter((endpoint) => endpoint === trigger)).toHaveLength(1);
  });

  it('count a board that disconnects as success where it was asked to restart', async () => {
    const board = smallBoard();
    const device = await connected(board);
    expect(await device.callAndDisconnect('reboot')).toBe('left');
    expect(board.sent).toHaveLength(1);
  });

  it('tell a silent board from one that answered', async () => {
    const silent = smallBoard();
    const device = await connected(silent);
    silent.options.fate = () => 'lose-request';
    expect(await device.callAndDisconnect('reboot')).toBe('silent');
    const stubborn = smallBoard({ functions: new Map([[endpointOf(silent, 'reboot'), () => undefined]]) });
    expect(await (await connected(stubborn)).callAndDisconnect('reboot')).toBe('replied');
  });
});

describe('the USB channel', () => {
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
});

describe('the stream channel', () => {
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

  it('does not wait for ever for a packet whose bytes trickle in', async () => {
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
});
