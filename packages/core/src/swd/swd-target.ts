// An STM32F405 behind an ST-Link as a Target: what the engine asks for, in terms of custody, memory and protection.

import type { Parallelism } from '../board/stm32f405.ts';
import { type Block, endOf } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { voltageReading } from '../stlink/voltage.ts';
import type { AskAxes } from '../target/axes.ts';
import type { Connection } from '../target/chip.ts';
import { requireInSector, requireMainFlash } from '../target/only-main-flash.ts';
import type { Target } from '../target/target.ts';
import { translated } from '../usb/link-failure.ts';
import type { AttachOptions } from './attach.ts';
import { createCustody } from './custody.ts';
import { swdHazards } from './hazards.ts';
import { identify } from './identify.ts';
import { compareRange, readRange } from './memory.ts';
import { removeReadProtection, removeWriteProtection } from './protection.ts';
import { swdSteps } from './steps.ts';
import { swdTimes } from './times.ts';
import { openWire, type SwdWire } from './wire.ts';

/** The probe and the platform it is on. */
export interface SwdTargetOptions extends AttachOptions {
  /** Asks for the axes of the board whose firmware runs; without it what stopping it would drop is unknown. */
  readonly askAxes?: AskAxes | undefined;
}

/** A {@link Target} over SWD. */
export interface SwdTarget extends Target {
  readonly kind: 'stlink';
  /** What the probe measures, in volts. */
  readonly volts: number | undefined;
  /** Commands the probe was sent since it was opened last. */
  readonly commands: number;
}

/**
 * Opens a probe and attaches to the chip behind it, whose firmware runs on. Changes nothing. Throws FlasherError:
 * `target-silent`, `board-unknown` for another chip, `probe-unusable`, `permission-denied`, `driver-missing`, `device-busy`,
 * `disconnected`, and what else the link fails with.
 * @public
 */
export async function openSwdTarget(options: SwdTargetOptions): Promise<SwdTarget> {
  const { clock, log, askAxes } = options;
  const wire = await openWire(options);
  await refuseOtherChips(wire);
  const custody = createCustody(wire, clock, log);
  let width: Parallelism = 8;
  /** The axes were idle when the board was asked; no answer is not proof of that. */
  let idle: boolean | undefined;
  const axes = async (signal?: AbortSignal) => {
    const { serial, runs } = wire.known;
    return askAxes && runs && serial !== undefined ? askAxes(serial, signal) : 'not-told';
  };

  /** At the probe's place, under the chip's own serial number. */
  const device = (): Connection => {
    const { path, nameOnly } = wire.known.probe.link.info;
    return { path, serial: wire.known.serial, nameOnly };
  };

  return {
    kind: 'stlink',
    get device() {
      return device();
    },
    get steps() {
      return swdSteps(custody);
    },
    hazards: (evidence) => {
      // The firmware is stopped already: nothing is left to be warned of.
      if (custody.isHeld) return { findings: [] };
      const hazards = swdHazards(evidence, wire.known);
      // A person takes the supply away for that step: what the board said before is worth nothing afterwards.
      if (hazards.beforeStop) idle = undefined;
      return idle ? swdHazards({ ...evidence, idle }, wire.known) : hazards;
    },
    // A clone reads its own supply, and a pin that is not wired floats: only a reading in between says something.
    widest: () => (voltageReading(wire.known.volts) === 'low' ? 16 : 32),
    namedSuffices: true,
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
    identify: async (asked = {}) => {
      idle ??= (await axes(asked.signal)) === 'idle' || undefined;
      return identify(wire.attachment, device(), asked.named);
    },
    hold: async ({ signal } = {}) => {
      // A person may have taken minutes for the questions before this.
      const now = idle ? await axes(signal) : 'idle';
      if (now === 'armed')
        throw new FlasherError('axis-armed', message('probe.axis-armed-meanwhile'), { board: 'untouched' });
      if (now === 'not-told')
        throw new FlasherError('not-confirmed', message('probe.axes-not-told'), {
          board: 'untouched',
          next: message('next.secure-load-and-repeat'),
        });
      await custody.hold();
      idle = undefined;
    },
    read: async (range, asked) => readRange(wire.attachment.probe.access, range, asked),
    matches: async (block, asked) => compareRange(wire.attachment.probe.access, custody.worker?.checksum, block, asked),
    rewrite: async (sector, blocks, asked = {}) => {
      requireInSector(sector, blocks);
      await custody.work(
        { what: message('request.rewrite-sector', { sector: sector.index }), erase: sector, width, ...joined(blocks) },
        asked,
      );
    },
    program: async (block, asked = {}) => {
      requireMainFlash(block);
      await custody.work(
        { what: message('request.write', { address: block.address }), width, ...joined([block]) },
        asked,
      );
    },
    parallelism: async (asked) => {
      width = asked;
      return width;
    },
    times: (asked) => {
      const { kHz, info } = wire.known.probe;
      const { clocksPerWord } = info.abilities;
      return swdTimes(asked, { kHz, clocksPerWord, checksums: custody.worker?.checksum !== undefined });
    },
    recover: (cause, asked = {}) => custody.recover(cause, asked.signal),
    start: async () => ((await custody.start()) ? 'started' : 'needs-power-cycle'),
    unlock: (what, { signal, onBytes, onStep, onBegin } = {}) => {
      const remove = what === 'read' ? removeReadProtection : removeWriteProtection;
      const onPowerCycle = () => onStep?.({ step: 'power-cycle', text: message('probe.power-cycle') });
      const parts = { wire, custody, clock, onBegin, onPowerCycle, onBytes, signal };
      return translated(message('request.program-options'), () => remove(parts));
    },
    [Symbol.asyncDispose]: async () => {
      await custody.release().catch(() => undefined);
      await wire[Symbol.asyncDispose]();
    },
  };
}

async function refuseOtherChips(wire: SwdWire): Promise<void> {
  const { chip, probe } = wire.attachment;
  if (chip.isF405) return;
  await wire[Symbol.asyncDispose]();
  throw new FlasherError('board-unknown', message('swd.other-chip', { chip: chip.name }), {
    details: { chip: chip.name, probe: probe.info.model.name },
    next: message('next.connect-probe-to-odrive'),
  });
}

/** The blocks as one of whole words; what is between them stays erased. */
function joined(blocks: readonly Block[]): { readonly block?: Block | undefined } {
  if (blocks.length === 0) return {};
  const first = Math.min(...blocks.map(({ address }) => address));
  const address = first - (first % 4);
  const end = Math.ceil(Math.max(...blocks.map(endOf)) / 4) * 4;
  const data = new Uint8Array(end - address).fill(0xff);
  for (const block of blocks) data.set(block.data, block.address - address);
  return { block: { address, data } };
}
