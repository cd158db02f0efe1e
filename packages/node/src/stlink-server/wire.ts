// The TCP protocol of ST's stlink-server as its clients see it: one opcode byte, a request of fixed length, a reply that
// mostly begins with a status. As OpenOCD 0.12 sends it (backend tcp, port 7184). Codec only.

export const stlinkServerPort = 7184;

/** API 3: clients may send lists of registers and whole blocks. */
const serverVersion = { api: 3, major: 2, minor: 1, build: 1 } as const;

export const replies = {
  ok: 0x1,
  timeout: 0x1001,
  badParameter: 0x1002,
  transferFailed: 0x1052,
  busy: 0x2003,
} as const;

export type ServerReply = (typeof replies)[keyof typeof replies];

/** Longest data phase of one command. */
const maxData = 0x1_0000;

export type ServerRequest =
  | { readonly kind: 'version' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'count' }
  | { readonly kind: 'info'; readonly index: number }
  | { readonly kind: 'open'; readonly device: number }
  | { readonly kind: 'close'; readonly connection: number }
  | {
      readonly kind: 'command';
      readonly connection: number;
      readonly packet: Uint8Array;
      readonly direction: 'out' | 'in' | 'trace';
      readonly size: number;
    };

/** By opcode: the length of the request, and what it says. */
const requests: readonly { readonly length: number; readonly read: (view: DataView) => ServerRequest | undefined }[] = [
  { length: 2, read: () => ({ kind: 'refresh' }) },
  { length: 1, read: () => ({ kind: 'count' }) },
  { length: 8, read: (view) => ({ kind: 'info', index: view.getUint8(1) }) },
  { length: 8, read: (view) => ({ kind: 'open', device: view.getUint32(4, true) }) },
  { length: 8, read: (view) => ({ kind: 'close', connection: view.getUint32(4, true) }) },
  { length: 32, read: readCommand },
  { length: 4, read: () => ({ kind: 'version' }) },
];

const directions = ['out', 'in', undefined, 'trace'] as const;

function readCommand(view: DataView): ServerRequest | undefined {
  const direction = directions[view.getUint8(24)];
  const size = view.getUint32(28, true);
  if (direction === undefined || size > maxData) return undefined;
  const packet = new Uint8Array(view.buffer.slice(view.byteOffset + 8, view.byteOffset + 24));
  return { kind: 'command', connection: view.getUint32(4, true), packet, direction, size };
}

/** How long the request is that begins with that byte; `undefined` if there is none. */
export function requestLength(opcode: number): number | undefined {
  return requests[opcode]?.length;
}

/** What a whole request says; `undefined` if it cannot be. */
export function readRequest(bytes: Uint8Array): ServerRequest | undefined {
  return requests[bytes[0] ?? -1]?.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export function words(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [at, value] of values.entries()) view.setUint32(4 * at, value, true);
  return new Uint8Array(view.buffer);
}

export function versionReply(): Uint8Array {
  const { api, major, minor, build } = serverVersion;
  return words(api, major, minor, build);
}

export interface ListedProbe {
  readonly device: number;
  readonly serial: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly used: boolean;
}

const serialLength = 32;

/** 45 bytes: status, id, serial number, USB ids, whether it is in use. */
export function infoReply({ device, serial, vendorId, productId, used }: ListedProbe): Uint8Array {
  const reply = new Uint8Array(45);
  const view = new DataView(reply.buffer);
  view.setUint32(0, replies.ok, true);
  view.setUint32(4, device, true);
  reply.set(new TextEncoder().encode(serial).subarray(0, serialLength), 8);
  view.setUint16(40, vendorId, true);
  view.setUint16(42, productId, true);
  view.setUint8(44, used ? 1 : 0);
  return reply;
}
