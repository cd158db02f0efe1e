// The code in the chip's SRAM as the probe waits for it: how often it is looked at, and when a job counts as stopped.

import { sectors, sram } from '@odflash/core/board';
import { expect, test } from 'vitest';
import type { Block } from '../../src/bytes.ts';
import { FlasherError } from '../../src/errors.ts';
import { message } from '../../src/messages/message.ts';
import { unitChecksum } from '../../src/swd/checksum.ts';
import { mailboxLength, mailboxOffsets } from '../../src/swd/mailbox.ts';
import { flashStub } from '../../src/swd/stub/flash-stub.ts';
import { startStub } from '../../src/swd/stub-worker.ts';
import { pattern } from '../dfu/bench.ts';
import { jumpingClock } from '../usb/test-clock.ts';

const code = new Uint8Array(Uint32Array.from(flashStub).buffer);
const mailbox = sram.address + code.length;
const what = message('request.rewrite-sector', { sector: 1 });
const sector = sectors[1]!;

interface Standing {
  readonly taken: number;
  readonly done: 'open' | 'done' | 'failed';
}

/** A stub that stands as `standing` says, so many ms after its job began; its own checksum is right at once. */
async function stubThat(standing: (ms: number) => Standing, isHalted = () => false) {
  const clock = jumpingClock();
  const looks: number[] = [];
  let [begun, number, isJob] = [0, 0, false];
  const access = {
    writeWord: async () => undefined,
    writeMemory: async ({ address, data }: Block) => {
      if (address !== mailbox || data.length > mailboxLength) return;
      number = new DataView(data.buffer, data.byteOffset).getUint32(data.length - 4, true);
      isJob = number > 1;
      begun = clock.now();
    },
    readWord: async (address: number) => {
      const offset = address - mailbox;
      if (!isJob) return offset === mailboxOffsets.done ? number : unitChecksum(code);
      const { taken, done } = standing(clock.now() - begun);
      if (offset === mailboxOffsets.taken) return taken;
      if (offset === mailboxOffsets.result) return 0x10;
      looks.push(clock.now() - begun);
      return done === 'done' ? number : done === 'failed' ? ~number >>> 0 : number - 1;
    },
  };
  const controller = { unlock: async () => undefined, settle: async () => undefined };
  const core = { run: async () => undefined, isHalted: async () => isHalted() };
  const worker = await startStub({ access, core, controller, clock } as never);
  return { worker, clock, looks };
}

const block = { address: sector.address, data: pattern(sector.length) };

test('an erase is looked at when it is due, and from then on more and more seldom', async () => {
  const { worker, looks } = await stubThat((ms) => ({ taken: 0, done: ms >= 1500 ? 'done' : 'open' }));
  await worker.work({ what, erase: sectors[11]!, width: 32 });
  expect(looks.at(-1)).toBeGreaterThanOrEqual(1500);
  // Not more than the longest pause too late, and without a look every millisecond.
  expect(looks.at(-1)).toBeLessThan(1600);
  expect(looks.length).toBeLessThan(40);
});

test('a job that takes longer than its data is looked at a few ms after it has ended', async () => {
  const { worker, looks } = await stubThat((ms) => ({ taken: block.data.length, done: ms >= 130 ? 'done' : 'open' }));
  await worker.work({ what, block, width: 32 });
  expect(looks.at(-1)).toBeLessThan(130 + 20);
  expect(looks.every((at, index) => index === 0 || at - (looks[index - 1] ?? 0) >= 2)).toBe(true);
});

test('a job that failed while its data was on the way is reported with what it failed of', async () => {
  const { worker, clock } = await stubThat((ms) => ({ taken: 1024, done: ms >= 20 ? 'failed' : 'open' }));
  const begun = clock.now();
  await expect(worker.work({ what, block, width: 32 })).rejects.toMatchObject({ code: 'write-protected' });
  expect(clock.now() - begun).toBeLessThan(1000);
});

test('programming is reported as it progresses, not at its end alone', async () => {
  const { worker, clock } = await stubThat((ms) => ({
    taken: Math.min(block.data.length, Math.floor(ms / 100) * 2048),
    done: ms >= 800 ? 'done' : 'open',
  }));
  const moments = new Set<number>();
  let told = 0;
  const onBytes = (bytes: number) => {
    moments.add(clock.now());
    told += bytes;
  };
  await worker.work({ what, block, width: 32 }, { onBytes });
  expect(told).toBe(block.data.length);
  expect(moments.size).toBeGreaterThan(3);
});

test('code that a fault has halted is not waited for to the end', async () => {
  const { worker, clock } = await stubThat(
    () => ({ taken: 0, done: 'open' }),
    () => true,
  );
  const begun = clock.now();
  const failure = await worker.work({ what, block, width: 32 }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(FlasherError);
  expect(failure).toMatchObject({ code: 'swd-failed' });
  expect(clock.now() - begun).toBeLessThan(1000);
});
