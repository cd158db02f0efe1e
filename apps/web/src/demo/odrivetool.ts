// What odrivetool 0.4.1 asks of a board in DFU mode, request by request, and how it dies (ODrive, tools/odrive/dfuse at fw-v0.4.1):
// the old failure, to be shown beside ours. A test holds the requests against a recorded session.

/** How the tool dies. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** bmRequestType, bRequest, wValue, wIndex. */
type Setup = readonly [requestType: number, request: number, value: number, index: number];

/** One control transfer: bytes to send, or how many to ask for. Resolves with what came. */
export type Control = (setup: Setup, data: Uint8Array | number) => Promise<Uint8Array>;

export type ToolPhase = 'otp' | 'erase' | 'write' | 'verify' | 'leave';

interface ToolSector {
  readonly address: number;
  readonly data: Uint8Array;
}

export interface ToolOptions {
  readonly control: Control;
  /** Whole sectors, from the first on. */
  readonly sectors: readonly ToolSector[];
  /** Before each sector of each phase. */
  readonly onStep?: ((phase: ToolPhase, sector: number) => void) | undefined;
}

const blockLength = 2048;
const otp = { alternate: 2, address: 0x1fff_7800, length: 512 };
const none = new Uint8Array(0);

/** Reads OTP, erases, writes, verifies, leaves. Throws {@link ToolError} as the tool would. */
export async function runOdrivetool({ control, sectors, onStep = () => undefined }: ToolOptions): Promise<void> {
  // How much of it was taken is not looked at.
  const send = (type: number, request: number, value: number, data: Uint8Array | number) =>
    control([type, request, value, 0], data);
  const status = async () => {
    const [first = -1, low = 0, middle = 0, high = 0, state = -1, text = 0] = await send(0xa1, 3, 0, 6);
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
    await send(0x01, 11, alternate, none);
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
    const pieces: number[] = [];
    for (let block = 0; block * blockLength < length; block++)
      pieces.push(...(await send(0xa1, 2, 2 + block, Math.min(blockLength, length))));
    await abort();
    return pieces;
  };

  await send(0x00, 9, 1, none);
  onStep('otp', 0);
  const record = await read(otp.alternate, otp.address, otp.length);
  if (record.length < otp.length) throw new ToolError('IndexError: OTP');
  for (const [index, { address }] of sectors.entries()) {
    onStep('erase', index);
    await begin(0);
    await command(0x41, address);
    await expectState(5, 'erasing');
  }
  for (const [index, { address, data }] of sectors.entries()) {
    onStep('write', index);
    await begin(0);
    await setAddress(address);
    for (let block = 0; block * blockLength < data.length; block++) {
      await send(0x21, 1, 2 + block, data.subarray(block * blockLength, (block + 1) * blockLength));
      await expectState(5, `writing sector ${index}`);
    }
  }
  for (const [index, { address, data }] of sectors.entries()) {
    onStep('verify', index);
    const found = await read(0, address, data.length);
    if (found.length !== data.length) throw new ToolError('Exception: arrays must be same size');
    if (found.some((byte, at) => byte !== data[at]))
      throw new ToolError(`RuntimeError: Verification failed in sector ${index}`);
  }
  onStep('leave', 0);
  await setAddress(sectors[0]?.address ?? 0);
  await send(0x21, 1, 0, none);
  await expectState(7, 'leaving');
}
