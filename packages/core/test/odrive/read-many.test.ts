// Reads that go together: faster, and never another value than the same reads one by one.

import { describe, expect, it } from 'vitest';
import { connectOdrive } from '../../src/odrive/device.ts';
import { connect, bench as makeBench } from '../update/bench.ts';
import { endpointOf, type FakeBoard, type Fate, smallBoard } from './fake-board.ts';

const paths = ['hw_version_major', 'serial_number', 'otp_valid', 'user_config_loaded', 'config.uart_a_baudrate'];
const values = [3, 0x356933603436n, true, 1, 0];

async function wideBoard(): Promise<{ board: FakeBoard; device: Awaited<ReturnType<typeof connectOdrive>> }> {
  const board = Object.assign(smallBoard(), { window: 4 });
  const device = await connectOdrive(board, { clock: board.clock, sequence: 0x80 });
  board.sent.length = 0;
  return { board, device };
}

/** Requests that were on the way together at most. */
function watchDepth(board: FakeBoard): () => number {
  const { send, receive } = board;
  let open = 0;
  let most = 0;
  board.send = async (packet, timeoutMs) => {
    most = Math.max(most, ++open);
    await send(packet, timeoutMs);
  };
  board.receive = async (timeoutMs) => {
    try {
      await Promise.resolve();
      return await receive(timeoutMs);
    } finally {
      open--;
    }
  };
  return () => most;
}

describe('reads on a virtual board', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])(
    'of four properties go at least four times as fast together with %s',
    async (firmware) => {
      const bench = makeBench(`v3.6-56V,firmware=${firmware}`);
      await using odrive = await connect(bench);
      const four = ['vbus_voltage', 'axis0.encoder.pos_estimate', 'axis1.encoder.pos_estimate', 'axis0.motor.error'];
      await odrive.readMany(four);
      expect(odrive.window).toBe(4);
      const timed = async (work: () => Promise<unknown>) => {
        const begun = bench.clock.now();
        for (let round = 0; round < 50; round++) await work();
        return bench.clock.now() - begun;
      };
      const together = await timed(() => odrive.readMany(four));
      const alone = await timed(async () => {
        for (const path of four) await odrive.read(path);
      });
      expect(alone / together).toBeGreaterThanOrEqual(4);
    },
  );

  it('give what single reads give, for every property there is', async () => {
    const bench = makeBench('v3.6-56V');
    await using odrive = await connect(bench);
    const all = [...odrive.tree.byEndpoint.values()].map(({ path }) => path).filter((path) => path.includes('config.'));
    const together = await odrive.readMany(all);
    for (const [index, path] of all.entries()) expect([path, together[index]]).toEqual([path, await odrive.read(path)]);
    expect(odrive.window).toBe(4);
  });
});

describe('a wire that misbehaves while reads go together', () => {
  it.each<[string, Fate]>([
    ['a lost request', 'lose-request'],
    ['a lost reply', 'lose-reply'],
    ['a reply that comes with a later one', 'late-reply'],
    ['a reply that comes twice', 'twice'],
    ['a failed transfer', 'broken'],
    ['an empty packet instead of the reply', new Uint8Array(0)],
    ['a reply to another program', Uint8Array.of(0x01, 0x80, 7)],
  ])('makes no wrong value of %s, and reads go one by one after it', async (_, fate) => {
    for (const victim of [0, 1, 3, 4]) {
      const { board, device } = await wideBoard();
      expect(await device.readMany(paths)).toEqual(values);
      expect(device.window).toBe(4);
      let request = 0;
      board.options.fate = () => (request++ === victim ? fate : 'normal');
      expect(await device.readMany(paths)).toEqual(values);
      // What comes too much is read by the next reads.
      expect(await device.readMany(paths)).toEqual(values);
      expect(device.window).toBe(1);
      const depth = watchDepth(board);
      expect(await device.readMany(paths)).toEqual(values);
      expect(depth()).toBe(1);
    }
  });

  it('is trusted again after many clean reads, and not permanently', async () => {
    const { board, device } = await wideBoard();
    let isOdd = false;
    board.options.fate = () => {
      const fate = isOdd ? 'twice' : 'normal';
      isOdd = false;
      return fate;
    };
    const windows: number[] = [];
    for (let time = 0; time < 4; time++) {
      for (let round = 0; round < 60; round++) await device.readMany(paths);
      windows.push(device.window);
      isOdd = true;
      await device.readMany(paths);
    }
    expect(windows).toEqual([4, 4, 4, 1]);
  });

  it('that answers with another endpoint’s value is never trusted', async () => {
    const { board, device } = await wideBoard();
    const { receive } = board;
    const pending: Uint8Array[] = [];
    let swaps = 0;
    // Two replies wait at once only where requests go together: their data changes places then.
    const one = async (timeoutMs: number) => {
      const ready = pending.shift();
      if (ready) return ready;
      const first = await receive(timeoutMs);
      const second = await receive(0).catch(() => undefined);
      if (!second) return first;
      if (first.length !== second.length) {
        pending.push(second);
        return first;
      }
      swaps++;
      pending.push(Uint8Array.from([...second.subarray(0, 2), ...first.subarray(2)]));
      return Uint8Array.from([...first.subarray(0, 2), ...second.subarray(2)]);
    };
    let turn: Promise<unknown> = Promise.resolve();
    board.receive = (timeoutMs) => {
      const mine = turn.then(() => one(timeoutMs));
      turn = mine.catch(() => undefined);
      return mine;
    };
    expect(await device.readMany(paths)).toEqual(values);
    expect(swaps).toBeGreaterThan(0);
    expect(device.window).toBe(1);
  });

  it('and a board that leaves end in the failure of a single read', async () => {
    const { board, device } = await wideBoard();
    await device.readMany(paths);
    board.options.fate = () => 'gone';
    await expect(device.readMany(paths)).rejects.toMatchObject({ code: 'disconnected' });
  });
});

it('writes never go together with anything', async () => {
  const { board, device } = await wideBoard();
  await device.readMany(paths);
  const depth = watchDepth(board);
  const endpoint = endpointOf(board, 'config.brake_resistance');
  await Promise.all([
    device.write('config.brake_resistance', 2),
    device.readMany(['otp_valid']),
    device.write('config.brake_resistance', 3),
  ]);
  expect(depth()).toBe(1);
  expect(board.touched).toEqual([endpoint, endpoint]);
});
