// Flash programmed by code in the chip's SRAM. The probe fills the queue while the chip erases, so that the probe and the flash
// work at the same time; a checksum takes milliseconds where reading takes seconds.

import { stopIfAborted } from '../abort.ts';
import { eraseMs, maximumTimes, programMs, sram, typicalTimes } from '../board/stm32f405.ts';
import type { Range } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import type { TargetOptions } from '../target/target.ts';
import type { Request } from '../usb/link-failure.ts';
import { unitChecksum } from './checksum.ts';
import type { CortexM } from './cortex-m.ts';
import { type FlashController, flashFailure } from './flash-controller.ts';
import { checksumOrder, flashOrder, jobState, mailboxLength, mailboxOffsets, type Queue } from './mailbox.ts';
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
/** On a 4 KiB line, which blocks of old firmware end at. */
const queue: Queue = { start: sram.address + 4096, end: sram.address + sram.length };

/** The most that is put into the queue before the stub is notified. */
const portion = 16_384;
/** Shortest and longest pause between two looks at a job, in ms. */
const shortestPauseMs = 2;
const maxPauseMs = 100;
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

  const word = (name: keyof typeof mailboxOffsets) => access.readWord(mailbox + mailboxOffsets[name]);

  const begin = async (order: (number: number) => Uint8Array) => {
    number += 1;
    await access.writeMemory({ address: mailbox, data: order(number) });
  };

  /** Waiting for a job: how long it has been overdue, counted from what was expected when it last came on. */
  const deadlines = (what: Request, limitMs: number) => {
    let due = clock.now();
    return {
      expect: (ms: number) => {
        due = clock.now() + ms;
      },
      isLate: () => clock.now() - due > shortJobMs,
      pause: async (): Promise<void> => {
        const late = clock.now() - due;
        if (late > limitMs) throw new FlasherError('timeout', message('swd.code-late', { request: what }));
        // What takes longer than it should may have stopped: a fault halts the core.
        if (late > shortJobMs && (await core.isHalted())) throw stopped(what);
        await clock.sleep(Math.min(Math.max(-late, late / 4, shortestPauseMs), maxPauseMs));
      },
    };
  };

  const work = async (job: FlashJob, options: TargetOptions) => {
    const { what, erase, block, width } = job;
    const data = block?.data ?? new Uint8Array(0);
    const [typical, worst] = [typicalTimes[width], maximumTimes[8]];
    const erased = clock.now() + (erase ? eraseMs(erase, typical) : 0);
    const limitMs = shortJobMs + 2 * ((erase ? eraseMs(erase, worst) : 0) + programMs(data.length, 8, worst));
    const { expect, isLate, pause } = deadlines(what, limitMs);
    let [sent, taken] = [0, 0];
    /** Where the queue continues; it is a ring. */
    let place = queue.start;

    const cameOn = () => expect(Math.max(erased - clock.now(), 0) + programMs(sent - taken, width, typical));
    const took = (bytes: number) => {
      // A word that was damaged on its way is not believed.
      if (bytes <= taken || bytes > sent) return;
      tellBytes(options, bytes - taken);
      taken = bytes;
      cameOn();
    };
    /** True when the job is done. One word is looked at: while there is data, how much of it was taken. */
    const look = async (): Promise<boolean> => {
      if (taken < data.length && !isLate()) took(await word('taken'));
      if (taken < data.length && !isLate()) return false;
      const state = jobState(await word('done'), number);
      if (state === 'failed') throw flashFailure(await word('result'), what);
      if (state === 'done') took(data.length);
      return state === 'done';
    };
    const room = () => Math.min(queue.end - place, queue.end - queue.start - (sent - taken));

    await begin((wanted) => flashOrder(job, queue, wanted));
    cameOn();
    while (sent < data.length) {
      stopIfAborted(options.signal);
      const length = Math.min(portion, data.length - sent, queue.end - place);
      if (room() < length) {
        await pause();
        await look();
        continue;
      }
      await access.writeMemory({ address: place, data: data.subarray(sent, sent + length) });
      sent += length;
      place = place + length === queue.end ? queue.start : place + length;
      await access.writeWord(mailbox + mailboxOffsets.written, sent);
      cameOn();
    }
    while (!(await look())) await pause();
  };

  const checksum = async ({ address, length }: Range): Promise<number> => {
    const expectedMs = length * checksumMsPerByte;
    const { expect, pause } = deadlines(message('request.checksum'), shortJobMs + 2 * expectedMs);
    await begin((wanted) => checksumOrder(address, length, wanted));
    expect(expectedMs);
    do await pause();
    while (jobState(await word('done'), number) !== 'done');
    return word('result');
  };

  // Code that arrived damaged, or cannot run here, must not touch the flash.
  const own = { address: sram.address, length: code.length };
  if ((await checksum(own)) !== unitChecksum(code))
    throw new FlasherError('unexpected-reply', message('swd.code-damaged'));

  return {
    checksum,
    work: async (job, options = {}) => {
      try {
        await work(job, options);
      } catch (error) {
        // The reset that is next must not cut off an erase. The core is left alone: what runs on it now is unknown.
        await controller.settle(job.what, maximumTimes[8].erase[128]).catch(() => undefined);
        throw error;
      }
    },
  };
}

function stopped(request: Request): FlasherError {
  return new FlasherError('swd-failed', message('swd.code-stopped', { request }));
}
