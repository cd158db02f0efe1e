// Flash programmed by code in the chip's SRAM. The probe fills the queue while the chip erases, so that the wire and the flash
// work at the same time; a checksum takes milliseconds where reading takes seconds.

import { eraseMs, maximumTimes, programMs, sram, typicalTimes } from '../board/stm32f405.ts';
import type { Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import { stopIfAborted } from '../target/abort.ts';
import type { TargetOptions } from '../target/target.ts';
import { unitChecksum } from './checksum.ts';
import type { CortexM } from './cortex-m.ts';
import { type FlashController, flashFailure } from './flash-controller.ts';
import {
  checksumOrder,
  flashOrder,
  type JobState,
  mailboxLength,
  mailboxOffsets,
  parseState,
  type Queue,
} from './mailbox.ts';
import { clockEnable, crcClock } from './registers.ts';
import { flashStub } from './stub/flash-stub.ts';
import { type FlashJob, type FlashWorker, tellBytes } from './worker.ts';

export interface StubSurroundings {
  readonly access: ProbeAccess;
  readonly core: CortexM;
  readonly controller: FlashController;
  readonly clock: Clock;
}

const code: Uint8Array = new Uint8Array(Uint32Array.from(flashStub).buffer);
const mailbox: number = sram.address + code.length;
const queue: Queue = { start: mailbox + mailboxLength, end: sram.address + sram.length };

/** The most that is put into the queue before the stub is told of it. */
const portion = 16_384;
/** Shortest and longest pause between two looks at a job, in ms. */
const shortestPauseMs = 2;
const longestPauseMs = 100;
/** How much longer than at worst a job may take. */
const limitFactor = 2;
/** A checksum of 256 KiB takes 40 ms at the 16 MHz of a chip that comes out of its reset. */
const checksumMsPerByte = 40 / (256 * 1024);
const shortJobMs = 250;

/**
 * Loads and starts the stub on a core that was caught at its reset, and lets it check itself. Throws FlasherError:
 * `unexpected-reply` if it does not run as it should.
 */
export async function startStub(surroundings: StubSurroundings): Promise<FlashWorker> {
  const { access, core, controller, clock } = surroundings;
  await controller.unlock();
  await access.writeWord(clockEnable, (await access.readWord(clockEnable)) | crcClock);
  const image = new Uint8Array(code.length + mailboxLength);
  image.set(code);
  await access.writeMemory({ address: sram.address, data: image });
  await core.run(sram.address, mailbox);
  let number = 0;

  const state = async (): Promise<JobState> =>
    parseState(await access.readMemory({ address: mailbox + mailboxOffsets.done, length: 12 }), number);

  const begin = async (order: (number: number) => Uint8Array) => {
    number += 1;
    await access.writeMemory({ address: mailbox, data: order(number) });
  };

  const watch = (what: string, times: { readonly expectedMs: number; readonly limitMs: number }) => {
    const begun = clock.now();
    return async (estimateMs: number): Promise<void> => {
      const late = clock.now() - begun - times.expectedMs;
      if (late > times.limitMs) throw new FlasherError('timeout', `The ${what} does not come to its end.`);
      // What takes longer than it should may have stopped: a fault halts the core.
      if (late > shortJobMs && (await core.isHalted())) throw stopped(what);
      await clock.sleep(Math.min(Math.max(estimateMs, late / 4, shortestPauseMs), longestPauseMs));
    };
  };

  const work = async (job: FlashJob, options: TargetOptions) => {
    const { what, erase, block, width } = job;
    const data = block?.data ?? new Uint8Array(0);
    const [typical, worst] = [typicalTimes[width], maximumTimes[8]];
    const eraseTime = erase ? eraseMs(erase, typical) : 0;
    const expectedMs = eraseTime + programMs(data.length, width, typical);
    const limitMs = shortJobMs + limitFactor * ((erase ? eraseMs(erase, worst) : 0) + programMs(data.length, 8, worst));
    const erased = clock.now() + eraseTime;
    const pause = watch(what, { expectedMs, limitMs });
    let [sent, told] = [0, 0];
    /** Where the queue goes on; it is a ring. */
    let place = queue.start;

    const look = async (): Promise<JobState> => {
      const found = await state();
      tellBytes(options, found.taken - told);
      told = found.taken;
      if (found.over === 'failed') throw flashFailure(found.result, what);
      return found;
    };
    const room = (taken: number) => Math.min(queue.end - place, queue.end - queue.start - (sent - taken));
    const remainingMs = (taken: number) =>
      taken === 0 ? erased - clock.now() : programMs(data.length - taken, width, typical);

    await begin((wanted) => flashOrder(job, queue, wanted));
    let taken = 0;
    while (sent < data.length) {
      stopIfAborted(options.signal);
      const length = Math.min(portion, data.length - sent, queue.end - place);
      if (room(taken) < length) {
        await pause(remainingMs(taken));
        ({ taken } = await look());
        continue;
      }
      await access.writeMemory({ address: place, data: data.subarray(sent, sent + length) });
      sent += length;
      place = place + length === queue.end ? queue.start : place + length;
      await access.writeWord(mailbox + mailboxOffsets.written, sent);
    }
    for (let found = await look(); found.over === 'no'; found = await look()) await pause(remainingMs(found.taken));
  };

  const checksum = async ({ address, length }: Range): Promise<number> => {
    const expectedMs = length * checksumMsPerByte;
    const pause = watch('checksum', { expectedMs, limitMs: shortJobMs + limitFactor * expectedMs });
    await begin((wanted) => checksumOrder(address, length, wanted));
    await clock.sleep(expectedMs);
    let found = await state();
    for (; found.over === 'no'; found = await state()) await pause(0);
    return found.result;
  };

  // Code that arrived damaged, or cannot run here, is not let at the flash.
  const own = { address: sram.address, length: code.length };
  if ((await checksum(own)) !== unitChecksum(code))
    throw new FlasherError('unexpected-reply', 'The code in the SRAM of the chip is not what was written there.');

  return {
    checksum,
    work: async (job, options = {}) => {
      try {
        await work(job, options);
      } catch (error) {
        // The reset that is next must not cut off an erase. The core is left alone: who knows what runs on it now.
        await controller.settle(job.what, maximumTimes[8].erase[128]).catch(() => undefined);
        throw error;
      }
    },
  };
}

function stopped(what: string): FlasherError {
  return new FlasherError('swd-failed', `The code in the chip stopped in the middle of the ${what}.`);
}
