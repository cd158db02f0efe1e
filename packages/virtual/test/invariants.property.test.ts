// Whatever a host sends: the board answers as a board, and its flash changes by executed commands alone.

import { LinkError } from '@odflash/core';
import { mainFlash, sectors } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualBoard, faults, type Operation, optionsOfProbe, virtualClock } from '../src/index.ts';
import { seededRandom } from '../src/time/random.ts';

interface Request {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
  readonly data: Uint8Array;
  /** How long the host waits before it gives up, in ms. */
  readonly patience: number;
}

const addresses = fc.oneof(
  fc.constantFrom(
    0x0800_0000,
    0x0800_4000,
    0x080e_0000,
    0x080f_fffc,
    0x1fff_c000,
    0x1fff_7800,
    0x2000_4000,
    0xffff_0000,
  ),
  fc.nat(0xffff_ffff),
);
const addressed = (opcode: number) =>
  addresses.map((address) => [opcode, address & 0xff, (address >>> 8) & 0xff, (address >>> 16) & 0xff, address >>> 24]);
const commands = fc.oneof(
  addressed(0x21),
  addressed(0x41),
  fc.constantFrom([0x41], [0x92], [0x03, 0xff, 0xff, 0xff], []),
  fc.array(fc.nat(255), { maxLength: 8 }),
);
const patience = fc.constantFrom(1, 50, 5000, 100_000);

const download = fc
  .record({ value: fc.constantFrom(0, 0, 0, 1, 2, 3, 0xffff), bytes: commands, patience })
  .map(({ value, bytes, patience }): Request => {
    const data = Uint8Array.from(bytes);
    return { requestType: 0x21, request: 1, value, index: 0, length: data.length, data, patience };
  });
const block = fc
  .record({ value: fc.constantFrom(2, 3, 4, 500), length: fc.constantFrom(4, 6, 64, 2048, 2052), patience })
  .map(({ value, length, patience }): Request => {
    const data = new Uint8Array(length).fill(0x5a);
    return { requestType: 0x21, request: 1, value, index: 0, length, data, patience };
  });
const bare = (requestType: number, request: number, length: number): Request => ({
  ...{ requestType, request, value: 0, index: 0, length },
  ...{ data: new Uint8Array(0), patience: 100_000 },
});
const [status, clearStatus, abort] = [bare(0xa1, 3, 6), bare(0x21, 4, 0), bare(0x21, 6, 0)].map(fc.constant) as [
  fc.Arbitrary<Request>,
  fc.Arbitrary<Request>,
  fc.Arbitrary<Request>,
];
const eraseSector = fc.nat(11).map((sector): Request => {
  const address = sectors[sector]!.address;
  const data = Uint8Array.of(0x41, address & 0xff, (address >>> 8) & 0xff, (address >>> 16) & 0xff, address >>> 24);
  return { ...bare(0x21, 1, data.length), data };
});
const poll = fc.oneof(status, status, fc.constant(bare(0xa1, 5, 1)), clearStatus, abort);
const upload = fc.record({ value: fc.nat(600), length: fc.constantFrom(0, 2, 64, 2048, 4096) }).map(
  ({ value, length }): Request => ({
    ...{ requestType: 0xa1, request: 2, value, index: 0, length },
    ...{ data: new Uint8Array(0), patience: 1000 },
  }),
);
const anything: fc.Arbitrary<Request> = fc.record({
  requestType: fc.nat(255),
  request: fc.nat(255),
  value: fc.nat(0xffff),
  index: fc.nat(0xffff),
  length: fc.nat(4096),
  data: fc.uint8Array({ maxLength: 70 }),
  patience,
});
/** What hosts do in one go, to get anywhere at all. */
const moves = fc.oneof(
  { arbitrary: fc.tuple(clearStatus, abort, download, status, status), weight: 5 },
  { arbitrary: fc.tuple(clearStatus, abort, eraseSector, status, status), weight: 3 },
  { arbitrary: fc.tuple(clearStatus, abort, block, status, status), weight: 4 },
  { arbitrary: fc.tuple(download, status), weight: 2 },
  { arbitrary: fc.tuple(clearStatus, abort), weight: 5 },
  { arbitrary: fc.tuple(abort, upload), weight: 1 },
  { arbitrary: fc.tuple(poll), weight: 3 },
  { arbitrary: fc.tuple(anything), weight: 1 },
);
const sequences = fc.array(moves, { maxLength: 20 }).map((list) => list.flat());

/** Faults by chance, so that the disturbed paths are walked too. */
const disturbances = fc.constantFrom(
  ...['', ',rdp=1', ',wrp=0:11', ',busy=stall:2', ',busy=stuck', ',busy=never', ',clrstatus=unknown', ',chip=g431'],
  ...[',leave=stays', ',bus-reset=restart', ',stale-at=5', ',max-transfer=1024', ',drop-erase=1', ',bad-write=1'],
  ...faults.filter(({ name }) => name.endsWith('-at') && !optionsOfProbe.has(name)).map(({ name }) => `,${name}=4:9`),
);

/** What the operations on record account for: a flash that changed elsewhere changed by itself. */
function outside(flash: Uint8Array, before: Uint8Array, operations: readonly Operation[]): number {
  const expected = before.slice();
  for (const { kind, address, length, without } of operations) {
    const touches = kind === 'erase' || kind === 'program' || kind === 'mass-erase';
    if (!touches || without === 'write-protected') continue;
    const offset = address - mainFlash.address;
    expected.set(flash.subarray(offset, offset + length), offset);
  }
  return firstDifference(flash, expected);
}

async function send(
  board: ReturnType<typeof createVirtualBoard>,
  clock: ReturnType<typeof virtualClock>,
  request: Request,
) {
  const port = board.socket.port;
  if (!port) return await clock.sleep(400);
  const { requestType, value, index, data, length, patience } = request;
  const giveUp = new AbortController();
  const cancel = clock.after(patience, () => giveUp.abort(new LinkError('timeout', 'enough')));
  const isIn = (requestType & 0x80) !== 0;
  const setup = { requestType, request: request.request, value, index };
  try {
    const answer = await port.submit(
      { endpoint: 0, setup, data: isIn ? new Uint8Array(0) : data, length: isIn ? length : data.length },
      giveUp.signal,
    );
    expect(['ok', 'stall']).toContain(answer.status);
    expect(answer.data.length).toBeLessThanOrEqual(isIn ? length : 0);
    expect(answer.bytes).toBeLessThanOrEqual(isIn ? length : data.length);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  } finally {
    cancel();
  }
}

test('random requests, faults and power cuts: only modelled refusals, and no change without an executed command', async () => {
  const executed = new Set<string>();
  await fc.assert(
    fc.asyncProperty(sequences, disturbances, fc.nat(1000), fc.nat(150), async (sequence, fault, seed, cutAfter) => {
      const clock = virtualClock();
      const board = createVirtualBoard(`v3.6-56V+dfu,flash=blank,seed=${seed}${fault}`, { clock });
      seededRandom(seed).fill(board.flash.subarray(0, 0x8000));
      const before = board.flash.slice();
      for (const [i, request] of [configure, ...sequence].entries()) {
        await send(board, clock, request);
        if (i === cutAfter) board.cutPower();
      }
      await clock.sleep(40_000);
      for (const { kind, without = '' } of board.recorder.operations) executed.add(`${kind} ${without}`.trim());
      expect(outside(board.flash, before, board.recorder.operations)).toBe(-1);
      expect(['rom', 'odrive', 'other-firmware', 'nothing', 'off']).toContain(board.running());
    }),
    { numRuns: 120 },
  );
  // The sequences get somewhere: without this the test could pass by never being let in.
  for (const kind of ['erase', 'program']) expect(executed).toContain(kind);
}, 20_000);

const configure: Request = {
  ...{ requestType: 0x00, request: 9, value: 1, index: 0, length: 0 },
  ...{ data: new Uint8Array(0), patience: 1000 },
};
