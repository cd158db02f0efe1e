// A board on the bench, driven request by request over its port, without any host model between.

import type { DeviceAnswer } from '@odflash/core/ports';
import {
  createVirtualBoard,
  type VirtualBoard,
  type VirtualBoardOptions,
  type VirtualClock,
  virtualClock,
} from '../src/index.ts';

export const requests = { download: 1, upload: 2, getStatus: 3, clearStatus: 4, getState: 5, abort: 6 } as const;

const none = new Uint8Array(0);

/** bStatus, bwPollTimeout, bState. */
interface Status {
  readonly status: number;
  readonly poll: number;
  readonly state: number;
}

export interface Bench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  control(
    requestType: number,
    request: number,
    value: number,
    index: number,
    data: Uint8Array | number,
  ): Promise<DeviceAnswer>;
  /** Class request with a data stage to the device, or none. */
  out(request: number, value?: number, data?: Uint8Array): Promise<DeviceAnswer>;
  in(request: number, value: number, length: number): Promise<DeviceAnswer>;
  status(): Promise<Status>;
  state(): Promise<number>;
  /** A command of block 0 with both its GETSTATUS; the second one's state and status. */
  command(...bytes: readonly number[]): Promise<Status>;
  setAddress(address: number): Promise<Status>;
  erase(address: number): Promise<Status>;
  write(block: number, data: Uint8Array): Promise<Status>;
  read(block: number, length: number): Promise<DeviceAnswer>;
  /** To dfuIDLE from any state that has a way. */
  idle(): Promise<void>;
}

export function bench(profile = 'v3.6-56V+dfu', options: Partial<VirtualBoardOptions> = {}): Bench {
  const clock = (options.clock as VirtualClock | undefined) ?? virtualClock();
  const board = createVirtualBoard(profile, { ...options, clock });
  return benchOf(clock, board);
}

export function benchOf(clock: VirtualClock, board: VirtualBoard): Bench {
  const never = new AbortController().signal;
  let configured: unknown;
  const control: Bench['control'] = async (requestType, request, value, index, data) => {
    const port = board.socket.port;
    if (!port) throw new Error('nothing is plugged in');
    const submit = (setup: readonly [number, number, number, number], sent: Uint8Array, length: number) =>
      port.submit(
        {
          endpoint: 0,
          setup: { requestType: setup[0], request: setup[1], value: setup[2], index: setup[3] },
          data: sent,
          length,
        },
        never,
      );
    if (configured !== port) {
      configured = port;
      await submit([0x00, 9, 1, 0], none, 0);
    }
    const [sent, length] = typeof data === 'number' ? [none, data] : [data, data.length];
    return await submit([requestType, request, value, index], sent, length);
  };
  const out: Bench['out'] = (request, value = 0, data = none) => control(0x21, request, value, 0, data);
  const input: Bench['in'] = (request, value, length) => control(0xa1, request, value, 0, length);
  const status = async () => {
    const { data } = await input(requests.getStatus, 0, 6);
    const [first = -1, low = 0, middle = 0, high = 0, last = -1] = data;
    return { status: first, poll: low | (middle << 8) | (high << 16), state: last };
  };
  const run = async (block: number, data: Uint8Array) => {
    await out(requests.download, block, data);
    await status();
    return await status();
  };
  const command: Bench['command'] = (...bytes) => run(0, Uint8Array.from(bytes));
  const addressed = (opcode: number) => (address: number) =>
    command(opcode, address & 0xff, (address >>> 8) & 0xff, (address >>> 16) & 0xff, address >>> 24);
  return {
    clock,
    board,
    control,
    out,
    in: input,
    status,
    state: async () => (await input(requests.getState, 0, 1)).data[0] ?? -1,
    command,
    setAddress: addressed(0x21),
    erase: addressed(0x41),
    write: run,
    read: (block, length) => input(requests.upload, block, length),
    idle: async () => {
      const state = (await input(requests.getState, 0, 1)).data[0];
      if (state === 10) await out(requests.clearStatus);
      else if (state !== 2) await out(requests.abort);
    },
  };
}

/** A bench whose ROM is in dfuIDLE. */
export async function idleBench(profile?: string, options?: Partial<VirtualBoardOptions>): Promise<Bench> {
  const made = bench(profile, options);
  await made.idle();
  return made;
}

/** Bytes that are not all alike. */
export function pattern(length: number, step = 7): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i * step + (i >> 8));
}
