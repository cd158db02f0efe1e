// From a probe on the bus to a chip that answers: open, voltage, clock, SWD, identity. The core is not halted. Several ways
// are tried, from the fastest to the most patient.

import { stopIfAborted } from '../abort.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo } from '../ports.ts';
import type { ProbeAccess } from '../stlink/access.ts';
import { openProbe, type Probe } from '../stlink/probe.ts';
import { type Chip, chipOf, chipSerial } from './chips.ts';
import { type CortexM, createCore } from './cortex-m.ts';
import { untilFlashIsIdle } from './killed-unlock.ts';
import { refusable } from './refusable.ts';
import { core as coreRegisters, dhcsr, identityRegisters, signature } from './registers.ts';
import { targetSilent } from './silent.ts';

export interface AttachOptions {
  readonly bus: UsbBus;
  /** The probe. */
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Highest clock of SWD in kHz. */
  readonly maxKHz?: number | undefined;
  /** Allows NRST to be pulled where a chip does not answer otherwise; it resets the board. */
  readonly mayReset?: boolean | undefined;
  /** Settles that before the first time; what it throws ends the attempt. */
  readonly beforeReset?: (() => Promise<void>) | undefined;
}

/** A chip that answers. Disposing leaves SWD and closes the probe. */
export interface Attachment extends AsyncDisposable {
  readonly probe: Probe;
  readonly core: CortexM;
  readonly chip: Chip;
  /** Of the chip, 12 digits; `undefined` for a chip that is not an F405, whose unique id is elsewhere. */
  readonly serial?: string | undefined;
  /** What the probe measures, in volts. */
  readonly volts: number | undefined;
  /** The core executes something: it is neither halted nor locked up. */
  readonly runs: boolean;
  /** A debugger has halted the core, as an earlier session leaves it. */
  readonly halted: boolean;
  /** The chip was caught at its reset on the way, because it would not answer otherwise. */
  readonly caught: boolean;
}

/** Wires of 20 cm carry 4 MHz. A V3 offers more, which needs better wires and gains nothing: the flash is slower. */
const fastKHz = 8_000;
const slowKHz = 480;

interface Way {
  readonly kHz: number;
  readonly underReset: boolean;
}

/** A reset comes last: what runs on the chip may hold a load. */
const ways: readonly Way[] = [
  { kHz: fastKHz, underReset: false },
  { kHz: slowKHz, underReset: false },
  { kHz: fastKHz, underReset: true },
  { kHz: slowKHz, underReset: true },
];

/**
 * Opens the probe and finds the chip. Throws FlasherError: `target-silent` with what to do (`details.answered`: the chip did
 * answer first, and fell silent), and what opening the probe fails with.
 */
export async function attach(options: AttachOptions): Promise<Attachment> {
  const { clock, log, signal, maxKHz = fastKHz, mayReset = false, beforeReset } = options;
  const probe = await openProbe(options);
  try {
    const volts = await probe.voltage();
    const core = createCore(probe, clock);
    let silence: unknown;
    let answered = false;
    for (const { kHz, underReset } of ways) {
      if (underReset && !mayReset) continue;
      stopIfAborted(signal);
      if (underReset) await beforeReset?.();
      try {
        await connect(probe, Math.min(kHz, maxKHz), underReset ? core : undefined);
        answered = true;
        const found = await readChip(probe, options);
        return { probe, core, volts, ...found, caught: underReset, [Symbol.asyncDispose]: () => close(probe) };
      } catch (error) {
        if (!isFlasherError(error) || !isSilence(error)) throw error;
        silence = error;
        log?.({ level: 'debug', scope: 'swd', text: `${error.message} (${probe.kHz} kHz)` });
        await probe.leave();
      }
    }
    const failure = targetSilent(probe.info, volts, silence);
    throw failure.with({ details: { ...failure.details, answered } });
  } catch (error) {
    await close(probe);
    throw error;
  }
}

const isSilence = ({ code }: FlasherError): boolean => code === 'target-silent' || code === 'swd-failed';

/** `core`: the core to catch under reset. */
async function connect(probe: Probe, kHz: number, core: CortexM | undefined): Promise<void> {
  await probe.setSpeed(kHz);
  if (core === undefined) return probe.enter();
  await probe.driveReset(true);
  try {
    await probe.enter();
    await core.catchAtReset('pin');
  } finally {
    await probe.driveReset(false);
  }
}

/** A chip that says it is an ARM core, else `target-silent`: a probe may answer with what a failed connection has left. */
async function readChip(
  { access }: Probe,
  options: AttachOptions,
): Promise<Pick<Attachment, 'chip' | 'serial' | 'runs' | 'halted'>> {
  const cpuid = await access.readWord(coreRegisters.cpuid);
  if (cpuid >>> 24 !== arm) throw new FlasherError('target-silent', message('swd.no-arm-core', { cpuid }));
  const idcode = await refusable(() => access.readWord(identityRegisters.dbgmcu));
  const state = await access.readWord(coreRegisters.dhcsr);
  const halted = (state & dhcsr.isHalted) !== 0;
  const runs = (state & (dhcsr.isHalted | dhcsr.isLockedUp)) === 0;
  const family = chipOf({ cpuid, idcode, flashKiB: undefined });
  if (!family.isF405) return { chip: family, runs, halted };
  if (halted) await untilFlashIsIdle(access, options);
  const { uniqueId, flashKiB } = await readSignature(access);
  const chip = chipOf({ cpuid, idcode, flashKiB });
  return { chip, runs, halted, serial: chip.isF405 ? chipSerial(uniqueId) : undefined };
}

/** In one read where the chip also shows what lies in between: each read is two commands to the probe. */
async function readSignature(access: ProbeAccess) {
  const whole = await refusable(() => access.readMemory(signature.whole));
  const sizeOf = (bytes: Uint8Array | undefined) => bytes && (bytes.at(-2) ?? 0) + 256 * (bytes.at(-1) ?? 0);
  if (whole !== undefined) return { uniqueId: whole.subarray(0, signature.uniqueId.length), flashKiB: sizeOf(whole) };
  const flashKiB = sizeOf(await refusable(() => access.readMemory(signature.flashSize)));
  return { uniqueId: await access.readMemory(signature.uniqueId), flashKiB };
}

/** CPUID bits 31..24 of every core of ARM's. */
const arm = 0x41;

async function close(probe: Probe): Promise<void> {
  await probe[Symbol.asyncDispose]();
}
