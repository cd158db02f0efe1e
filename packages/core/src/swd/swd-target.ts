// An STM32F405 behind an ST-Link as a Target. The chip is read while its firmware runs; before anything is changed it is
// caught at a reset, and from then on only our code runs on it, until the firmware is started again.

import { contains, mainFlash, type Parallelism, type Sector, systemMemory } from '../board/stm32f405.ts';
import { type Block, endOf, hex32 } from '../bytes.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { voltageReading } from '../stlink/voltage.ts';
import type { StartOutcome, Target, TargetOptions } from '../target/target.ts';
import type { AttachOptions } from './attach.ts';
import { createDirectWorker } from './direct-worker.ts';
import { createFlashController } from './flash-controller.ts';
import { identify } from './identify.ts';
import { compareRange, readRange } from './memory.ts';
import { withoutReadProtection, withoutSectorProtection } from './options.ts';
import { core as coreRegisters, dhcsr, freezeRegister, freezeWatchdogs } from './registers.ts';
import { swdSteps } from './steps.ts';
import { startStub } from './stub-worker.ts';
import { type SwdTimes, swdTimes } from './times.ts';
import { openWire, type SwdWire } from './wire.ts';
import type { FlashJob, FlashWorker } from './worker.ts';

export type SwdTargetOptions = AttachOptions;

/** A {@link Target} over SWD. */
export interface SwdTarget extends Target {
  readonly kind: 'stlink';
  /**
   * Stops the firmware for what comes next: at a reset, never where it is. Does nothing a second time. Without it the chip is
   * read while its firmware runs, and whatever changes it begins with this.
   */
  hold(): Promise<void>;
  times(width: Parallelism): SwdTimes;
  /** What the probe measures, in volts. */
  readonly volts: number | undefined;
  /** Commands the probe was sent since it was opened last. */
  readonly commands: number;
}

/** So often code in the SRAM may fail to run before it is done without. */
const mostStubFailures = 2;

/** How long a started firmware is watched, in ms. */
const startMs = 50;

/**
 * Opens a probe and attaches to the chip behind it, whose firmware runs on. Changes nothing. Throws FlasherError:
 * `target-silent`, `probe-unusable`, `permission-denied`, `driver-missing`, `device-busy`, `disconnected`, and what else
 * the link fails with.
 */
export async function openSwdTarget(options: SwdTargetOptions): Promise<SwdTarget> {
  const { clock, log } = options;
  const wire = await openWire(options);
  await refuseOtherChips(wire);
  let width: Parallelism = 8;
  /** The firmware is not to run. */
  let isHeld = wire.attachment.caught;
  /** The flash may be another than when the firmware was stopped. */
  let isChanged = false;
  /** The core is where a reset has left it. */
  let isFresh = wire.attachment.caught;
  /** The core came out of its reset in the bootloader: BOOT0 is high. */
  let bootsBootloader = false;
  let worker: FlashWorker | undefined;
  let stubFailures = 0;

  const controller = () => createFlashController(wire.attachment.probe.access, clock);

  const device = (): UsbDeviceInfo => {
    const { probe, serial } = wire.known;
    const { serial: _, ...rest } = probe.link.info;
    return { ...rest, product: probe.info.model.name, ...(serial && { serial }) };
  };

  const caught = async () => {
    const { core } = wire.attachment;
    await core.catchAtReset('request').catch(async (error: unknown) => {
      if (!isFlasherError(error) || error.code !== 'swd-failed') throw error;
      wire.note(error);
      await core.catchAtReset('pin');
    });
    isFresh = true;
  };

  /** Stops the firmware, if it runs, and leaves the core as a reset does. */
  const standStill = async () => {
    isHeld = true;
    worker = undefined;
    if (!isFresh) await caught();
    const { core, probe } = wire.attachment;
    const { readWord, writeWord } = probe.access;
    await writeWord(freezeRegister, (await readWord(freezeRegister)) | freezeWatchdogs);
    bootsBootloader = contains(systemMemory, { address: await core.programCounter(), length: 0 });
  };

  const hold = async () => {
    if (worker !== undefined) return;
    await standStill();
    worker = await startWorker();
  };

  const startWorker = async (): Promise<FlashWorker> => {
    const { core, probe } = wire.attachment;
    const { access, info } = probe;
    const surroundings = { access, core, clock, controller: controller() };
    if (stubFailures < mostStubFailures) {
      try {
        isFresh = false;
        return await startStub(surroundings);
      } catch (error) {
        stubFailures += 1;
        throw error;
      }
    }
    log?.({ level: 'warn', scope: 'swd', text: 'No code runs in the SRAM of the chip: the probe programs by itself.' });
    return createDirectWorker(access, surroundings.controller, { abilities: info.abilities, clock });
  };

  const work = async (job: FlashJob, asked: TargetOptions) => {
    await hold();
    isChanged = true;
    const by = worker;
    // Whatever fails leaves the chip in a state of its own: it is caught anew before the next job.
    worker = undefined;
    await by?.work(job, asked);
    worker = by;
  };

  const restart = async (): Promise<StartOutcome> => {
    const { core, probe } = wire.attachment;
    isHeld = false;
    isFresh = false;
    worker = undefined;
    await core.start();
    await clock.sleep(startMs);
    const state = await probe.access.readWord(coreRegisters.dhcsr);
    return bootsBootloader || (state & dhcsr.isLockedUp) !== 0 ? 'needs-power-cycle' : 'started';
  };

  const changeOptions = async (change: (optcr: number) => number) => {
    await standStill();
    isChanged = true;
    const flash = controller();
    await flash.programOptions(change(await flash.options()));
    await caught();
  };

  return {
    kind: 'stlink',
    get device() {
      return device();
    },
    steps: swdSteps,
    hazards: () => ({ findings: [] }),
    widest: () => 32,
    get anomalies() {
      return wire.anomalies;
    },
    get width() {
      return width;
    },
    get volts() {
      return wire.known.volts;
    },
    get commands() {
      return wire.known.probe.commands;
    },
    identify: async (asked = {}) => identify(wire.attachment, device(), asked.named),
    hold,
    read: async (range, asked) => readRange(wire.attachment.probe.access, range, asked),
    matches: async (block, asked) => compareRange(wire.attachment.probe.access, worker?.checksum, block, asked),
    rewrite: async (sector, blocks, asked = {}) => {
      requireInside(sector, blocks);
      await work({ what: `rewrite of sector ${sector.index}`, erase: sector, width, ...joined(blocks) }, asked);
    },
    program: async (block, asked = {}) => {
      requireMainFlash(block);
      await work({ what: `write of ${hex32(block.address)}`, width, ...joined([block]) }, asked);
    },
    parallelism: async (asked) => {
      // A clone reads its own supply, and a pin that is not wired floats: only a reading in between says something.
      const isLow = voltageReading(wire.known.volts) === 'low';
      width = isLow && asked === 32 ? 16 : asked;
      return width;
    },
    times: (asked) => {
      const { kHz, info } = wire.known.probe;
      const { clocksPerWord } = info.abilities;
      return swdTimes(asked, { kHz, clocksPerWord, checksums: worker?.checksum !== undefined });
    },
    recover: async (cause, asked = {}) => {
      worker = undefined;
      await wire.reattach(cause, { mayReset: isHeld, signal: asked.signal });
      isFresh = wire.attachment.caught;
      if (isHeld) await hold();
    },
    start: restart,
    unlock: (what) => changeOptions(what === 'read' ? withoutReadProtection : withoutSectorProtection),
    [Symbol.asyncDispose]: async () => {
      // A chip that was changed and not started stays halted at its reset; any other goes back to its firmware.
      if (isHeld) await (isChanged ? caught() : restart()).catch(() => undefined);
      await wire[Symbol.asyncDispose]();
    },
  };
}

async function refuseOtherChips(wire: SwdWire): Promise<void> {
  const { chip, probe } = wire.attachment;
  if (chip.isF405) return;
  await wire[Symbol.asyncDispose]();
  const text = `The chip at the ST-Link is ${chip.name}. ODrive firmware is for the STM32F405 with 1024 KiB, and another chip's flash is not written.`;
  throw new FlasherError('board-unknown', text, {
    details: { chip: chip.name, probe: probe.info.model.name },
    next: 'Connect the probe to J2 of the ODrive. On a Nucleo or Discovery board, cut the probe off from its own chip first.',
  });
}

/** The blocks as one of whole words; what is between them stays erased. */
function joined(blocks: readonly Block[]): { readonly block?: Block } {
  if (blocks.length === 0) return {};
  const first = Math.min(...blocks.map(({ address }) => address));
  const address = first - (first % 4);
  const end = Math.ceil(Math.max(...blocks.map(endOf)) / 4) * 4;
  const data = new Uint8Array(end - address).fill(0xff);
  for (const block of blocks) data.set(block.data, block.address - address);
  return { block: { address, data } };
}

/** Erase and program are for the main flash only; anything else is a bug in the caller. */
function requireMainFlash(block: Block): void {
  if (!contains(mainFlash, { address: block.address, length: block.data.length }))
    throw new FlasherError('internal', `${hex32(block.address)} to ${hex32(endOf(block))} is not main flash.`);
}

function requireInside(sector: Sector, blocks: readonly Block[]): void {
  const outside = blocks.find((block) => !contains(sector, { address: block.address, length: block.data.length }));
  if (!contains(mainFlash, sector) || outside !== undefined)
    throw new FlasherError('internal', `Sector ${sector.index} was given bytes that are not its own.`);
}
