// The core of the chip: caught at its reset, given code to run, released. A running core is never halted where it is: a motor
// controller that stops in the middle of a PWM period leaves its bridges as they are.

import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../ports.ts';
import { lookUntil } from '../retry.ts';
import type { Probe } from '../stlink/probe.ts';
import {
  caughtVector,
  core,
  coreRegister,
  demcr,
  dhcsr,
  everyHaltCause,
  requestReset,
  thumbState,
} from './registers.ts';

/** `request`: the core asks for the reset itself · `pin`: the probe pulls NRST. */
type ResetBy = 'request' | 'pin';

/** Every call throws FlasherError. */
export interface CortexM {
  /** Resets the chip and halts it before its first instruction. Throws `swd-failed` if it does not halt there. */
  catchAtReset(by: ResetBy): Promise<void>;
  /** Starts code at `entry` with r0 = `argument`, interrupts masked. The core must be halted. */
  run(entry: number, argument: number): Promise<void>;
  /** True if the core is halted. */
  isHalted(): Promise<boolean>;
  /** Where the core is; it must be halted. */
  programCounter(): Promise<number>;
  /** Lets the chip start its firmware by a reset, and leaves debug mode. */
  start(): Promise<void>;
}

/** A reset takes some ms; an NRST with a large capacitor longer. */
const catchMs = 500;
const pollMs = 2;
/** How long NRST is pulled, in ms. */
const pulseMs = 20;

const halted = dhcsr.key | dhcsr.debugEnabled | dhcsr.halt;

export function createCore({ access, driveReset }: Pick<Probe, 'access' | 'driveReset'>, clock: Clock): CortexM {
  const { readWord, writeWord, readRegister, writeRegister } = access;

  const prepareCatch = async () => {
    // A running core keeps running. One that is halted has debugging enabled, and is not asked to halt again: it may have reset
    // itself since, and its firmware would be halted where it is.
    const before = await readWord(core.dhcsr);
    if ((before & dhcsr.isHalted) === 0) await writeWord(core.dhcsr, dhcsr.key | dhcsr.debugEnabled);
    await writeWord(core.demcr, demcr.trace | demcr.catchReset);
    await writeWord(core.dfsr, everyHaltCause);
    // Reading clears the sign of an earlier reset.
    await readWord(core.dhcsr);
  };

  const resets: Readonly<Record<ResetBy, () => Promise<void>>> = {
    request: async () => {
      await prepareCatch();
      // The reset may cut off the answer to the request for it.
      await writeWord(core.aircr, requestReset).catch(ignoreSwd);
    },
    pin: async () => {
      await driveReset(true);
      await clock.sleep(pulseMs);
      // Debugging is set up while the pin is down: the debug port lives through it.
      await prepareCatch();
      await driveReset(false);
    },
  };

  const isCaught = async (): Promise<boolean> => {
    const state = await readWord(core.dhcsr).catch(ignoreSwd);
    if (state === undefined || (state & dhcsr.isHalted) === 0) return false;
    return ((await readWord(core.dfsr)) & caughtVector) !== 0;
  };

  return {
    catchAtReset: async (by) => {
      await resets[by]();
      const wait = { withinMs: catchMs, everyMs: pollMs, clock };
      if (!(await lookUntil(wait, isCaught, (caught) => caught))) throw notCaught(by);
      // From here on the core halts where a fault would end it, and at a reset of its own: firmware that began at one would
      // be halted by the next command for what we run.
      await writeWord(core.demcr, demcr.trace | demcr.catchReset | demcr.catchHardFault);
      await writeWord(core.dhcsr, halted);
    },
    run: async (entry, argument) => {
      await writeRegister(coreRegister.r0, argument);
      await writeRegister(coreRegister.pc, entry);
      await writeRegister(coreRegister.xpsr, thumbState);
      // Interrupts may only be masked while the core is halted (ARMv7-M §C1.6.2).
      await writeWord(core.dhcsr, halted | dhcsr.maskInterrupts);
      await writeWord(core.dhcsr, dhcsr.key | dhcsr.debugEnabled | dhcsr.maskInterrupts);
    },
    isHalted: async () => ((await readWord(core.dhcsr)) & dhcsr.isHalted) !== 0,
    programCounter: () => readRegister(coreRegister.pc),
    start: async () => {
      await writeWord(core.demcr, 0);
      // Reading clears the sign of an earlier reset.
      await readWord(core.dhcsr);
      await writeWord(core.aircr, requestReset).catch(ignoreSwd);
      await clock.sleep(pulseMs);
      // A core that continues with what it did, in SRAM, looks like one that runs its firmware.
      if (((await readWord(core.dhcsr)) & dhcsr.wasReset) === 0) throw notReset();
      await writeWord(core.dhcsr, dhcsr.key);
    },
  };
}

/** A failure of the connection in the middle of a reset says nothing; anything else is thrown on. */
function ignoreSwd(error: unknown): undefined {
  if (isFlasherError(error) && error.code === 'swd-failed') return undefined;
  throw error;
}

function notReset(): FlasherError {
  return new FlasherError('swd-failed', message('swd.no-reset'));
}

function notCaught(by: ResetBy): FlasherError {
  return new FlasherError('swd-failed', message('swd.no-halt', { by }), {
    details: { reset: by },
  });
}
