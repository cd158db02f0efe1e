// A device by its names, over a connection that loses, damages and repeats.

import { describe, expect, it } from 'vitest';
import { isFlasherError } from '../../src/index.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import { endpointOf, type FakeBoard, type Fate, smallBoard } from './fake-board.ts';

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
