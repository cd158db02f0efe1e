// The requests odrivetool 0.4.1 makes in an update, and what it makes of the answers (ODrive, tools/odrive/dfuse at
// fw-v0.4.1). A test holds the requests against a recorded session, so that this is that tool as far as a board can tell.

import type { VirtualBoard, VirtualClock } from '@odflash/virtual';
import { benchOf } from '../../packages/virtual/test/bench.ts';

/** How the tool dies. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** bmRequestType, bRequest, wValue, wIndex, wLength. */
export type Request = readonly [number, number, number, number, number];

export interface ToolOptions {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  /** Content of sectors 0 and 1. */
  readonly sectors: readonly Uint8Array[];
}

const blockLength = 2048;
const firstSector = 0x0800_0000;
const sectorLength = 16 * 1024;
const otp = { address: 0x1fff_7800, length: 512 };

/** Reads OTP, erases, writes, verifies, leaves. Resolves with the requests it made; throws {@link ToolError} as the tool would. */
export async function runOdrivetool({ clock, board, sectors }: ToolOptions): Promise<readonly Request[]> {
  const { control } = benchOf(clock, board);
  const requests: Request[] = [];
  const send = async (type: number, request: number, value: number, data: Uint8Array | number) => {
    requests.push([type, request, value, 0, typeof data === 'number' ? data : data.length]);
    // How much of it was taken is not looked at.
    return (await control(type, request, value, 0, data)).data;
  };
  const none = new Uint8Array(0);
  const status = async () => {
    const reply = await send(0xa1, 3, 0, 6);
    const [first = -1, low = 0, middle = 0, high = 0, state = -1, text = 0] = reply;
    const poll = low | (middle << 8) | (high << 16);
    return { state, tuple: `(${first}, ${state}, ${poll}, ${text})` };
  };
  /** Asks again after an answer that is too short, and as long as the board is busy. */
  const expectState = async (wanted: number, what: string) => {
    let reply = await status();
    if (reply.state === -1) reply = await status();
    while (reply.state === 4) reply = await status();
    if (reply.state !== wanted) throw new ToolError(`RuntimeError: Device Status: ${reply.tuple} while ${what}`);
  };
  const begin = async (alternate: number) => {
    requests.push([0x01, 11, alternate, 0, 0]);
    await control(0x01, 11, alternate, 0, none);
    const [state] = await send(0xa1, 5, 0, 1);
    if (state === undefined) throw new ToolError('IndexError: get_state');
    if (state !== 10) return;
    await send(0x21, 4, 0, none);
    await status();
  };
  const command = (opcode: number, address: number) =>
    send(0x21, 1, 0, Uint8Array.of(opcode, address, address >>> 8, address >>> 16, address >>> 24));
  const abort = () => send(0xa1, 6, 0, 0);
  const setAddress = async (address: number) => {
    await command(0x21, address);
    await expectState(5, 'setting the address');
    await abort();
    await expectState(2, 'aborting');
  };
  const read = async (alternate: number, address: number, length: number) => {
    await begin(alternate);
    await setAddress(address);
    const pieces: Uint8Array[] = [];
    for (let block = 0; block * blockLength < length; block++)
      pieces.push(await send(0xa1, 2, 2 + block, Math.min(blockLength, length)));
    await abort();
    return Buffer.concat(pieces);
  };
  const addressOf = (index: number) => firstSector + index * sectorLength;

  requests.push([0x00, 9, 1, 0, 0]);
  const record = await read(2, otp.address, otp.length);
  if (record.length < otp.length) throw new ToolError('IndexError: OTP');
  for (const [index] of sectors.entries()) {
    await begin(0);
    await command(0x41, addressOf(index));
    await expectState(5, 'erasing');
  }
  for (const [index, data] of sectors.entries()) {
    await begin(0);
    await setAddress(addressOf(index));
    for (let block = 0; block * blockLength < data.length; block++) {
      await send(0x21, 1, 2 + block, data.subarray(block * blockLength, (block + 1) * blockLength));
      await expectState(5, `writing sector ${index}`);
    }
  }
  for (const [index, data] of sectors.entries()) {
    const found = await read(0, addressOf(index), data.length);
    if (found.length !== data.length) throw new ToolError('Exception: arrays must be same size');
    if (Buffer.compare(found, data) !== 0) throw new ToolError(`RuntimeError: Verification failed in sector ${index}`);
  }
  await setAddress(firstSector);
  await send(0x21, 1, 0, none);
  await expectState(7, 'leaving');
  return requests;
}
