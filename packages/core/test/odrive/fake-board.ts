// A board for these tests, written against the protocol's description and not against our client: a packet channel on a
// clock that jumps, with faults on the connection. packages/virtual has the real virtual ODrive.

import { type Clock, LinkError } from '../../src/index.ts';
import type { PacketChannel } from '../../src/odrive/protocol/channel.ts';
import { crc16 } from '../../src/odrive/protocol/crc.ts';

/** A clock that only moves while a reply is waited for. */
export function jumpingClock(): Clock & { advance(ms: number): void } {
  let time = 0;
  return {
    now: () => time,
    date: () => new Date(Date.UTC(2024, 0, 1) + time),
    sleep: async (ms) => {
      time += ms;
    },
    advance: (ms) => {
      time += ms;
    },
  };
}

/** What happens to one request and its reply. */
export type Fate = 'normal' | 'lose-request' | 'lose-reply' | 'late-reply' | 'twice' | 'broken' | 'gone' | Uint8Array;

export interface FakeBoardOptions {
  /** Text of endpoint 0. */
  json: string;
  /** Bytes by endpoint. */
  readonly values: Map<number, Uint8Array>;
  /** Endpoints that ignore writes. */
  readonly readOnly?: ReadonlySet<number>;
  /** Functions by endpoint. `leave` = the board restarts. */
  readonly functions?: ReadonlyMap<number, (values: Map<number, Uint8Array>) => 'leave' | undefined>;
  readonly replyLimit?: number;
  readonly hasVersionId?: boolean;
  /** Called with the number of the request, from 0. */
  fate?: (request: number, packet: Uint8Array) => Fate;
}

export interface FakeBoard extends PacketChannel {
  readonly clock: ReturnType<typeof jumpingClock>;
  readonly options: FakeBoardOptions;
  /** Every packet that was sent to the board. */
  readonly sent: Uint8Array[];
  /** Endpoints whose value was set or that were triggered, in order. */
  readonly touched: number[];
  reopened: number;
  closed: boolean;
}

const u16 = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

export function fakeBoard(options: FakeBoardOptions): FakeBoard {
  const clock = jumpingClock();
  const replies: Uint8Array[] = [];
  const late: Uint8Array[] = [];
  let requests = 0;
  let gone = false;

  let described = { json: '', text: new Uint8Array(0), checksum: 0 };
  const description = () => {
    if (described.json !== options.json) {
      const text = new TextEncoder().encode(options.json);
      described = { json: options.json, text, checksum: crc16(text, 1) };
    }
    return described;
  };

  const answer = (packet: Uint8Array): Uint8Array | undefined => {
    if (packet.length < 8) return undefined;
    const endpoint = u16(packet, 2) & 0x7fff;
    const { text, checksum } = description();
    if (u16(packet, packet.length - 2) !== (endpoint === 0 ? 1 : checksum)) return undefined;
    const room = Math.min(u16(packet, 4), options.replyLimit ?? 61);
    const payload = packet.subarray(6, -2);
    const data = endpoint === 0 ? descriptorPiece(text, checksum, payload) : operate(endpoint, payload, room);
    const reply = new Uint8Array(2 + Math.min(room, data.length));
    reply.set([u16(packet, 0) & 0xff, (u16(packet, 0) >> 8) | 0x80]);
    reply.set(data.subarray(0, room), 2);
    return u16(packet, 2) & 0x8000 ? reply : undefined;
  };

  const descriptorPiece = (text: Uint8Array, checksum: number, payload: Uint8Array): Uint8Array => {
    const offset = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
    if (offset !== 0xffff_ffff) return text.subarray(offset);
    if (options.hasVersionId === false) return new Uint8Array(0);
    const id = new Uint8Array(4);
    new DataView(id.buffer).setUint32(0, ((checksum << 16) | crc16(text, checksum)) >>> 0, true);
    return id;
  };

  const operate = (endpoint: number, payload: Uint8Array, room: number): Uint8Array => {
    const run = options.functions?.get(endpoint);
    if (run) {
      board.touched.push(endpoint);
      if (run(options.values) === 'leave') gone = true;
      return new Uint8Array(0);
    }
    const value = options.values.get(endpoint);
    if (!value) return new Uint8Array(0);
    if (payload.length >= value.length && !options.readOnly?.has(endpoint)) {
      options.values.set(endpoint, payload.slice(0, value.length));
      board.touched.push(endpoint);
    }
    return value.length <= room ? value : new Uint8Array(0);
  };

  const board: FakeBoard = {
    clock,
    options,
    sent: [],
    touched: [],
    reopened: 0,
    closed: false,
    maxPacket: 64,
    send: async (packet) => {
      if (gone) throw new LinkError('disconnected', 'gone');
      clock.advance(0.5);
      board.sent.push(packet);
      const fate = options.fate?.(requests++, packet) ?? 'normal';
      if (fate === 'gone') {
        gone = true;
        throw new LinkError('disconnected', 'pulled out');
      }
      if (fate === 'broken') throw new LinkError('io', 'the transfer failed');
      replies.push(...late.splice(0));
      if (fate === 'lose-request') return;
      const reply = answer(packet);
      if (!reply || gone || fate === 'lose-reply') return;
      if (fate === 'late-reply') late.push(reply);
      else if (fate instanceof Uint8Array) replies.push(fate);
      else replies.push(reply, ...(fate === 'twice' ? [reply] : []));
    },
    receive: async (timeoutMs) => {
      if (gone) throw new LinkError('disconnected', 'gone');
      const reply = replies.shift();
      clock.advance(reply ? 0.5 : timeoutMs);
      if (!reply) throw new LinkError('timeout', 'nothing came');
      return reply;
    },
    reopen: async () => {
      board.reopened += 1;
    },
    [Symbol.asyncDispose]: async () => {
      board.closed = true;
    },
  };
  return board;
}

/** A board in the manner of firmware 0.5: a few properties, a configuration, an axis, functions. */
export function smallBoard(options: Partial<FakeBoardOptions> = {}): FakeBoard {
  const { json, values, functions } = smallFirmware();
  return fakeBoard({ json, values, functions, readOnly: new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]), ...options });
}

const smallPaths = [
  ['serial_number', 'uint64', 'r'],
  ['hw_version_major', 'uint8', 'r'],
  ['hw_version_minor', 'uint8', 'r'],
  ['hw_version_variant', 'uint8', 'r'],
  ['fw_version_major', 'uint8', 'r'],
  ['fw_version_minor', 'uint8', 'r'],
  ['fw_version_revision', 'uint8', 'r'],
  ['fw_version_unreleased', 'uint8', 'r'],
  ['user_config_loaded', 'uint32', 'r'],
] as const;

const sizes: Record<string, number> = { bool: 1, uint8: 1, int32: 4, uint32: 4, uint64: 8, float: 4, endpoint_ref: 4 };

function smallFirmware() {
  const values = new Map<number, Uint8Array>();
  let id = 1;
  const property = (name: string, type: string, access = 'rw', bytes?: number[]) => {
    values.set(id, Uint8Array.from(bytes ?? new Array(sizes[type] ?? 0).fill(0)));
    return { name, id: id++, type, access };
  };
  const object = (name: string, members: () => unknown[]) => ({ name, type: 'object', members: members() });
  const known: Record<string, number[]> = {
    serial_number: [0x36, 0x34, 0x60, 0x33, 0x69, 0x35, 0, 0],
    hw_version_major: [3],
    hw_version_minor: [6],
    hw_version_variant: [56],
    fw_version_minor: [5],
    fw_version_revision: [6],
    user_config_loaded: [1, 0, 0, 0],
  };
  const members: unknown[] = [
    { name: '', id: 0, type: 'json', access: 'r' },
    ...smallPaths.map(([name, type, access]) => property(name, type, access, known[name])),
    property('otp_valid', 'bool', 'r', [1]),
    object('config', () => [
      property('brake_resistance', 'float'),
      property('uart_a_baudrate', 'uint32'),
      object('gpio1_pwm_mapping', () => [property('endpoint', 'endpoint_ref'), property('min', 'float')]),
    ]),
    object('axis0', () => [
      property('current_state', 'uint8', 'r', [1]),
      property('requested_state', 'uint8'),
      object('config', () => [
        property('startup_closed_loop_control', 'bool'),
        property('startup_motor_calibration', 'bool'),
      ]),
      object('encoder', () => [
        object('config', () => [
          property('pre_calibrated', 'bool'),
          property('cpr', 'int32'),
          property('phase_offset', 'int32'),
        ]),
      ]),
      object('controller', () => [
        object('config', () => [property('vel_limit', 'float'), property('cogging_ratio', 'float', 'r')]),
      ]),
    ]),
  ];
  const start = id;
  const functionOf = (name: string, inputs: [string, string][] = [], outputs: [string, string][] = []) => {
    const own = id++;
    return {
      name,
      id: own,
      type: 'function',
      inputs: inputs.map(([input, type]) => property(input, type)),
      outputs: outputs.map(([output, type]) => property(output, type, 'r')),
    };
  };
  members.push(
    functionOf('test_function', [['delta', 'int32']], [['cnt', 'int32']]),
    functionOf('save_configuration', [], [['success', 'bool']]),
    functionOf('reboot'),
  );
  const functions = new Map<number, (values: Map<number, Uint8Array>) => 'leave' | undefined>([
    [
      start,
      (store) => {
        store.set(start + 2, (store.get(start + 1) ?? new Uint8Array(4)).slice());
        return undefined;
      },
    ],
    [start + 3, () => 'leave'],
    [start + 5, () => 'leave'],
  ]);
  return { json: JSON.stringify(members), values, functions };
}

/** The endpoint of a path in a board's own text. */
export function endpointOf(board: FakeBoard, path: string): number {
  let members = JSON.parse(board.options.json) as { name: string; id?: number; members?: never[] }[];
  let found: { id?: number; members?: never[] } | undefined;
  for (const name of path.split('.')) {
    found = members.find((member) => member.name === name);
    members = found?.members ?? [];
  }
  if (found?.id === undefined) throw new Error(`no ${path}`);
  return found.id;
}
