// The ROM's state between requests and the moves every request handler is made of: fail, refuse, go idle, set a buffered
// command going, leave. DFU 1.1 §A.1 gives the states, AN3156 what ST makes of them.

import type { Clock } from '@odflash/core';
import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';
import type { Controller } from '../chip/controller.ts';
import { createSignal, type Signal } from '../host/signal.ts';
import { after, type Cancel } from '../time/clock.ts';
import { done, sent, stalled } from '../usb/answers.ts';
import { type CommandContext, commandKind, execute, freshRegisters, type Outcome, pollTime } from './commands.ts';
import { type DfuStatus, states, statuses } from './dfu.ts';

/** How the ROM gives up the chip. */
export type RomExit = { readonly kind: 'reset' } | { readonly kind: 'jump'; readonly address: number };

export interface Machine extends CommandContext {
  readonly clock: Clock;
  readonly controller: Controller;
  readonly serial: string;
  exit(how: RomExit): void;
  /** Called after registers changed. */
  changed(): void;
  /** Where transfers wait while endpoint 0 does not answer. */
  readonly gate: Signal;
  readonly work: Work;
}

/** The command in hand. Not part of the registers: a saved board starts its command from the beginning. */
interface Work {
  /** bwPollTimeout of the command. */
  poll: number;
  /** How many more times GETSTATUS is answered with "busy" (fault `busy=stall:N`, `busy=dnbusy:N`). */
  evasions: number;
  /** Busy until CLRSTATUS was sent (fault `busy=stuck`). */
  stuck: boolean;
  /** Never answers again (fault `busy=never`). */
  hung: boolean;
  /** A bus reset that came while the chip worked takes effect when the work is done. */
  busWasReset: boolean;
  /** The way out, once it is certain. */
  leaving: Cancel | undefined;
}

export function createMachine(environment: Omit<Machine, 'gate' | 'work'>): Machine {
  const work: Work = { poll: 0, evasions: 0, stuck: false, hung: false, busWasReset: false, leaving: undefined };
  return { ...environment, gate: createSignal(), work };
}

/** True while endpoint 0 answers nothing at all. */
export function isHolding({ work, controller }: Machine): boolean {
  if (work.leaving !== undefined || work.hung) return true;
  return controller.working() && work.evasions === 0 && !work.stuck;
}

/** Registers changed; `answer` goes to the host. */
export function settle(machine: Machine, answer: DeviceAnswer): DeviceAnswer {
  machine.changed();
  return answer;
}

/** To dfuERROR with that status; `answer` says whether the request itself is stalled. */
export function toError(machine: Machine, status: DfuStatus, answer: DeviceAnswer = stalled): DeviceAnswer {
  const { registers } = machine;
  registers.state = states.error;
  registers.status = status;
  registers.pending = undefined;
  return settle(machine, answer);
}

/** A request that the state does not allow: stalled, and errSTALLEDPKT unless there is an error already. */
export function refuse(machine: Machine, setup: ControlSetup): DeviceAnswer {
  const { registers, recorder } = machine;
  const detail = `request ${setup.request} in state ${registers.state}`;
  recorder.violation('a request in a state that does not allow it', detail);
  return registers.state === states.error ? stalled : toError(machine, statuses.stalledPacket);
}

/** To dfuIDLE with status OK; what DNLOAD had buffered is dropped. */
export function toIdle(machine: Machine): DeviceAnswer {
  const { registers } = machine;
  registers.state = states.idle;
  registers.status = statuses.ok;
  registers.pending = undefined;
  return settle(machine, done);
}

/** bStatus, bwPollTimeout, bState, iString. */
export function statusReply(
  machine: Machine,
  length: number,
  poll = 0,
  status: DfuStatus = machine.registers.status,
): DeviceAnswer {
  const { state } = machine.registers;
  const bytes = Uint8Array.of(status, poll & 0xff, (poll >> 8) & 0xff, (poll >> 16) & 0xff, state, 0);
  return settle(machine, sent(bytes, length));
}

/** Gives up the chip in `ms`; until then endpoint 0 is silent. */
export function exitIn(machine: Machine, ms: number, how: RomExit): void {
  machine.work.leaving = after(machine.clock, ms, () => machine.exit(how));
}

/** Time from the end of a command that resets the chip to the reset. Assumed; it comes before the next answer. */
const resetDelayMs = 1;

/** Carries out what DNLOAD has buffered. */
export function begin(machine: Machine): void {
  const { work, behaviour } = machine;
  const { pending } = machine.registers;
  if (!pending) return;
  const kind = commandKind(pending);
  const erases = kind === 'erase' || kind === 'mass-erase';
  work.poll = pollTime(kind, behaviour.poll);
  work.evasions = 'times' in behaviour.busy ? behaviour.busy.times : 0;
  work.stuck = behaviour.busy.kind === 'stuck' && erases;
  work.hung = behaviour.busy.kind === 'never' && erases;
  const outcome = execute(machine, pending);
  if ('job' in outcome) machine.controller.start(outcome.job, () => finish(machine, outcome));
  else finish(machine, outcome);
}

function finish(machine: Machine, outcome: Outcome): void {
  if ('thenReset' in outcome) {
    exitIn(machine, resetDelayMs, { kind: 'reset' });
    return;
  }
  machine.registers.pending = undefined;
  machine.registers.status = outcome.status;
  if (machine.work.busWasReset) applyBusReset(machine);
  machine.changed();
  machine.gate.open();
}

/** The host resets the port. What that does to an F405's ROM is not settled: a option. */
export function applyBusReset(machine: Machine): void {
  const { work, behaviour, registers } = machine;
  work.busWasReset = false;
  work.stuck = false;
  work.evasions = 0;
  if (behaviour.busReset === 'keep') return;
  if (behaviour.busReset === 'restart') {
    machine.exit({ kind: 'reset' });
    return;
  }
  // What the reset of the chip would clear stays: the voltage range, how the ROM came to run.
  const { feature } = registers;
  Object.assign(registers, freshRegisters({ ...behaviour, start: behaviour.busReset }), { feature });
  machine.changed();
}
