// The ROM bootloader: DFU 1.1's state machine as ST's ROM runs it (AN3156, AN2662 figures). DNLOAD only buffers; the first
// GETSTATUS answers dfuDNBUSY and sets off the work; the next one is not answered (NAK) until the work is done. Requests
// are told apart by bRequest alone: real F405s take an ABORT with the direction bit set.

import type { Clock, ControlSetup, DeviceAnswer } from '@odflash/core';
import type { Controller } from '../chip/controller.ts';
import type { JobContext } from '../chip/jobs.ts';
import { encodeOptions, readProtection } from '../chip/option-bytes.ts';
import { after, type Cancel } from '../clock.ts';
import { done, sent, stalled, taken } from '../usb/answers.ts';
import type { UsbFunction } from '../usb/function.ts';
import { type RomBehaviour, romVersions } from './behaviour.ts';
import {
  blockAddress,
  type CommandContext,
  commandKind,
  execute,
  freshRegisters,
  type Outcome,
  pollTime,
  type RomRegisters,
} from './commands.ts';
import {
  alternateCount,
  configurationDescriptor,
  deviceDescriptor,
  functionalDescriptor,
  romString,
} from './descriptors.ts';
import { blocks, type DfuStatus, requests, states, statuses, transferSize } from './dfu.ts';
import { readMemory, regionAt, romRegions } from './memory-map.ts';

/** How the ROM gives up the chip. */
export type RomExit = { readonly kind: 'reset' } | { readonly kind: 'jump'; readonly address: number };

export interface RomEnvironment extends JobContext {
  readonly clock: Clock;
  readonly controller: Controller;
  readonly behaviour: RomBehaviour;
  readonly serial: string;
  exit(how: RomExit): void;
  /** Called after registers changed. */
  changed(): void;
}

export interface Rom extends UsbFunction {
  readonly registers: RomRegisters;
  /** Takes up what a saved board was in the middle of, as if the time it needs had passed. */
  resume(): void;
  /** The chip is reset or loses power: nothing more happens here. */
  stop(): void;
}

/** Time from the end of a command that resets the chip to the reset. Assumed; it has to come before the next answer. */
const resetDelayMs = 1;

export function createRom(environment: RomEnvironment, saved?: RomRegisters): Rom {
  const { chip, controller, behaviour, recorder } = environment;
  const registers = saved ?? freshRegisters(behaviour);
  const regions = romRegions(chip, behaviour.version);
  const context: CommandContext = { ...environment, registers, behaviour, regions };
  const gate = createGate();
  // Not part of the registers: only faults of this ROM need them, and they end with it.
  let patience = 0;
  let stuck = false;
  let hung = false;
  let resetWhenDone = false;
  let leaving: Cancel | undefined;

  const settle = (answer: DeviceAnswer): DeviceAnswer => {
    environment.changed();
    return answer;
  };
  const fail = (status: DfuStatus): DeviceAnswer => {
    registers.state = states.error;
    registers.status = status;
    registers.pending = undefined;
    return settle(stalled);
  };
  const refuse = (setup: ControlSetup): DeviceAnswer => {
    recorder.breach(
      'a request in a state that does not allow it',
      `request ${setup.request} in state ${registers.state}`,
    );
    return registers.state === states.error ? stalled : fail(statuses.stalledPacket);
  };
  const toIdle = (): DeviceAnswer => {
    registers.state = states.idle;
    registers.status = statuses.ok;
    registers.pending = undefined;
    return settle(done);
  };
  const exitSoon = (ms: number, how: RomExit) => {
    leaving = after(environment.clock, ms, () => environment.exit(how));
  };

  const finish = (outcome: Outcome) => {
    registers.pending = undefined;
    registers.status = outcome.status;
    if ('thenReset' in outcome) return exitSoon(resetDelayMs, { kind: 'reset' });
    if (resetWhenDone) applyBusReset();
    environment.changed();
    gate.open();
  };
  const begin = () => {
    const { pending } = registers;
    if (!pending) return;
    const kind = commandKind(pending);
    const erases = kind === 'erase' || kind === 'mass-erase';
    patience = 'times' in behaviour.busy ? behaviour.busy.times : 0;
    stuck = behaviour.busy.kind === 'stuck' && erases;
    hung = behaviour.busy.kind === 'never' && erases;
    const outcome = execute(context, pending);
    if ('job' in outcome) controller.start(outcome.job, () => finish(outcome));
    else finish(outcome);
  };

  const statusReply = (length: number, poll = 0): DeviceAnswer => {
    const bytes = [registers.status, poll & 0xff, (poll >> 8) & 0xff, (poll >> 16) & 0xff, registers.state, 0];
    return settle(sent(Uint8Array.from(bytes), length));
  };
  const getStatus = (length: number): DeviceAnswer => {
    if (registers.state === states.downloadSync && registers.pending) {
      registers.state = states.downloadBusy;
      const reply = statusReply(length, pollTime(commandKind(registers.pending), behaviour.poll));
      begin();
      return reply;
    }
    if (registers.state === states.downloadBusy) {
      if (stuck) return statusReply(length);
      if (patience > 0) {
        patience--;
        return behaviour.busy.kind === 'stall' ? stalled : statusReply(length);
      }
      registers.state = registers.status === statuses.ok ? states.downloadIdle : states.error;
    }
    return registers.state === states.manifestSync ? leave(length) : statusReply(length);
  };
  const leave = (length: number): DeviceAnswer => {
    registers.state = states.manifest;
    if (behaviour.leave === 'vanishes-during') {
      environment.exit({ kind: 'jump', address: registers.jump });
    } else if (behaviour.leave === 'answers') {
      exitSoon(behaviour.leaveMs, { kind: 'jump', address: registers.jump });
    }
    return statusReply(length);
  };

  const download = (setup: ControlSetup, data: Uint8Array): DeviceAnswer => {
    if (registers.state !== states.idle && registers.state !== states.downloadIdle) return refuse(setup);
    if (data.length === 0) {
      registers.state = states.manifestSync;
      if (behaviour.leave === 'vanishes-before') exitSoon(0, { kind: 'jump', address: registers.jump });
      return settle(done);
    }
    const tooLong = data.length > Math.min(transferSize, behaviour.longestDownload);
    if (tooLong || setup.value === blocks.reserved) return fail(statuses.stalledPacket);
    registers.pending = { block: setup.value, data: data.slice() };
    registers.state = states.downloadSync;
    return settle(taken(data.length));
  };

  const upload = (setup: ControlSetup, length: number): DeviceAnswer => {
    if (registers.state !== states.idle && registers.state !== states.uploadIdle) return refuse(setup);
    if (length < 2 || length > transferSize || setup.value === blocks.reserved) return fail(statuses.stalledPacket);
    if (setup.value === blocks.command) {
      // As in ST's device library: a host that took all four bytes has ended the upload.
      registers.state = length > 3 ? states.idle : states.uploadIdle;
      return settle(sent(Uint8Array.of(0x00, 0x21, 0x41, 0x92), length));
    }
    if (readProtection(chip.options) > 0) return fail(statuses.vendor);
    const address = blockAddress(registers, behaviour, setup.value, length);
    const region = address === undefined ? undefined : regionAt(regions, address);
    const overEnd = region && address !== undefined && address + length > region.range.address + region.range.length;
    if (!region || address === undefined || (overEnd && behaviour.readOverEnd === 'error'))
      return fail(statuses.target);
    const bytes = readMemory(chip, region, address, length, {
      options: encodeOptions(chip.options, chip.quirks.reservedHigh),
      feature: Uint8Array.of(registers.feature, 0xff, 0xff, 0xff),
    });
    registers.state = bytes.length < length ? states.idle : states.uploadIdle;
    return settle(sent(bytes, length));
  };

  const clearStatus = (setup: ControlSetup): DeviceAnswer => {
    const wasStuck = stuck && registers.state === states.downloadBusy;
    if (registers.state === states.error) return toIdle();
    stuck = false;
    if (wasStuck || behaviour.clearStatus === 'unknown') {
      registers.state = states.error;
      registers.status = statuses.unknown;
      registers.pending = undefined;
      return settle(done);
    }
    return behaviour.clearStatus === 'strict' ? refuse(setup) : toIdle();
  };

  const abort = (setup: ControlSetup): DeviceAnswer => {
    if (registers.state === states.manifest) return refuse(setup);
    if (registers.state !== states.error) return toIdle();
    if (behaviour.abortInError === 'stall') return refuse(setup);
    return behaviour.abortInError === 'idle' ? toIdle() : done;
  };

  const handlers: Readonly<Record<number, (setup: ControlSetup, data: Uint8Array, length: number) => DeviceAnswer>> = {
    [requests.download]: download,
    [requests.upload]: (setup, _data, length) => upload(setup, length),
    [requests.getStatus]: (_setup, _data, length) => getStatus(length),
    [requests.getState]: (_setup, _data, length) => sent(Uint8Array.of(registers.state), length),
    [requests.clearStatus]: clearStatus,
    [requests.abort]: abort,
  };

  const control = (setup: ControlSetup, data: Uint8Array, length: number): DeviceAnswer => {
    if ((setup.requestType & 0x60) === 0) return standardDescriptor(setup, length);
    if ((setup.index & 0xff) !== 0) return stalled;
    const working = controller.working() && setup.request !== requests.getStatus && setup.request !== requests.getState;
    if (working) return stalled;
    return handlers[setup.request]?.(setup, data, length) ?? refuse(setup);
  };

  const applyBusReset = () => {
    resetWhenDone = false;
    stuck = false;
    patience = 0;
    if (behaviour.busReset === 'keep') return;
    if (behaviour.busReset === 'restart') return environment.exit({ kind: 'reset' });
    Object.assign(registers, freshRegisters({ ...behaviour, start: behaviour.busReset }), {
      feature: registers.feature,
    });
    environment.changed();
  };

  const held = () => leaving !== undefined || hung || (controller.working() && patience === 0 && !stuck);

  return {
    registers,
    device: deviceDescriptor(romVersions[behaviour.version].release),
    configuration: configurationDescriptor,
    string: (index) => romString(index, chip.model.layout, environment.serial, behaviour),
    control,
    hasAlternate: (interfaceNumber, alternate) => interfaceNumber === 0 && alternate < alternateCount,
    endpoints: new Map(),
    busy: () => (held() ? gate.wait() : undefined),
    busReset: () => {
      hung = false;
      if (controller.working()) resetWhenDone = true;
      else applyBusReset();
      gate.open();
    },
    resume: () => {
      if (registers.state !== states.downloadBusy) return;
      begin();
      controller.complete();
    },
    stop: () => leaving?.(),
  };
}

function standardDescriptor(setup: ControlSetup, length: number): DeviceAnswer {
  const functional = setup.value >> 8 === functionalDescriptor[1];
  return functional ? sent(functionalDescriptor, length) : stalled;
}

interface Gate {
  wait(): Promise<void>;
  open(): void;
}

/** A promise to wait on that can be renewed. */
function createGate(): Gate {
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  return {
    wait: () => {
      if (!waiting) {
        let resolve: () => void = () => undefined;
        const promise = new Promise<void>((settle) => {
          resolve = settle;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
    open: () => {
      waiting?.resolve();
      waiting = undefined;
    },
  };
}
