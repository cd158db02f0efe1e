// The three things a device can say to a transfer.

import type { DeviceAnswer } from '@odflash/core/ports';

const empty = new Uint8Array(0);

/** Refuses the request. */
export const stalled: DeviceAnswer = { status: 'stall', bytes: 0, data: empty };

/** A request without data stage was accepted. */
export const done: DeviceAnswer = { status: 'ok', bytes: 0, data: empty };

/** Sends `data`, at most `room` bytes of it. */
export function sent(data: Uint8Array, room: number): DeviceAnswer {
  const shown = data.length > room ? data.subarray(0, room) : data;
  return { status: 'ok', bytes: shown.length, data: shown };
}

/** Took `bytes` bytes from the host. */
export function taken(bytes: number): DeviceAnswer {
  return { status: 'ok', bytes, data: empty };
}
