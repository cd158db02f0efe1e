// The DFU requests (DFU 1.1 §6, AN3156 §4), one function each. Distinguished by bRequest alone: real F405s take an ABORT with
// the direction bit set, as odrivetool sends it.

import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';
import { encodeOptions, readProtection } from '../chip/option-bytes.ts';
import { done, sent, stalled, taken } from '../usb/answers.ts';
import { blockAddress } from './commands.ts';
import { blocks, requests, states, statuses, transferSize } from './dfu.ts';
import { begin, exitIn, type Machine, refuse, settle, statusReply, toError, toIdle } from './machine.ts';
import { readMemory, regionAt } from './memory-map.ts';

export interface DfuRequest {
  readonly setup: ControlSetup;
  /** OUT data stage. */
  readonly data: Uint8Array;
  /** wLength. */
  readonly length: number;
}

type Handler = (machine: Machine, request: DfuRequest) => DeviceAnswer;

const handlers: Readonly<Record<number, Handler>> = {
  [requests.download]: download,
  [requests.upload]: upload,
  [requests.getStatus]: getStatus,
  [requests.getState]: ({ registers, behaviour }, { length }) =>
    behaviour.getState === 'stalled' ? stalled : sent(Uint8Array.of(registers.state), length),
  [requests.clearStatus]: clearStatus,
  [requests.abort]: abort,
};

/** Answers a class request to the DFU interface. */
export function answerRequest(machine: Machine, request: DfuRequest): DeviceAnswer {
  const { setup } = request;
  const asks = setup.request === requests.getStatus || setup.request === requests.getState;
  // Only a ROM that evades instead of holding gets here while the chip works.
  if (machine.controller.working() && !asks) {
    if (setup.request !== requests.clearStatus || !machine.work.stuck) return stalled;
  }
  return (handlers[setup.request] ?? ((rom) => refuse(rom, setup)))(machine, request);
}

/** Buffers a block or command; without data, gets ready to leave. */
function download(machine: Machine, { setup, data }: DfuRequest): DeviceAnswer {
  const { registers, behaviour } = machine;
  if (registers.state !== states.idle && registers.state !== states.downloadIdle) return refuse(machine, setup);
  if (data.length === 0) {
    registers.state = states.manifestSync;
    if (behaviour.leave === 'vanishes-before') exitIn(machine, 0, { kind: 'jump', address: registers.jump });
    return settle(machine, done);
  }
  const tooLong = data.length > Math.min(transferSize, behaviour.maxDownload);
  if (tooLong || setup.value === blocks.reserved) return toError(machine, statuses.stalledPacket);
  registers.pending = { block: setup.value, data: data.slice() };
  registers.state = states.downloadSync;
  return settle(machine, taken(data.length));
}

/** The commands the ROM knows, in reply to `Get` (AN3156 §4.1). */
const commandList = Uint8Array.of(0x00, 0x21, 0x41, 0x92);

function upload(machine: Machine, { setup, length }: DfuRequest): DeviceAnswer {
  const { registers, behaviour, chip } = machine;
  if (registers.state !== states.idle && registers.state !== states.uploadIdle) return refuse(machine, setup);
  if (length < 2 || length > transferSize || setup.value === blocks.reserved) {
    return toError(machine, statuses.stalledPacket);
  }
  if (setup.value === blocks.command) {
    // As in ST's USB device library: a host that took all four bytes has ended the upload.
    registers.state = length >= commandList.length ? states.idle : states.uploadIdle;
    return settle(machine, sent(commandList, length));
  }
  if (readProtection(chip.options) > 0) return toError(machine, statuses.vendor);
  const address = blockAddress(registers, behaviour, setup.value, length);
  const region = address === undefined ? undefined : regionAt(machine.regions, address);
  if (!region || address === undefined) return toError(machine, statuses.target);
  const bytes = readMemory(chip, region, address, length, {
    options: encodeOptions(chip.options, chip.quirks.reservedHigh),
    feature: Uint8Array.of(registers.feature, 0xff, 0xff, 0xff),
  });
  const isShort = bytes.length < length;
  if (isShort && behaviour.readOverEnd === 'error') return toError(machine, statuses.target);
  // A short answer ends the upload (DFU 1.1 §6.2).
  registers.state = isShort ? states.idle : states.uploadIdle;
  return settle(machine, sent(bytes, length));
}

/** In dfuDNLOAD-SYNC sets off the work, in dfuMANIFEST-SYNC leaves; GETSTATE does neither. */
function getStatus(machine: Machine, { length }: DfuRequest): DeviceAnswer {
  const { registers, behaviour, work } = machine;
  if (registers.state === states.downloadSync) {
    registers.state = states.downloadBusy;
    begin(machine);
    return busyReply(machine, length);
  }
  if (registers.state === states.manifestSync) return leave(machine, length);
  if (registers.state !== states.downloadBusy) return statusReply(machine, length);
  if (work.stuck) return busyReply(machine, length);
  if (work.evasions > 0) {
    work.evasions--;
    return behaviour.busy.kind === 'stall' ? stalled : busyReply(machine, length);
  }
  registers.state = registers.status === statuses.ok ? states.downloadIdle : states.error;
  return statusReply(machine, length);
}

/** "OK, busy": an error shows only in the answer after it. */
function busyReply(machine: Machine, length: number): DeviceAnswer {
  return statusReply(machine, length, machine.work.poll, statuses.ok);
}

function leave(machine: Machine, length: number): DeviceAnswer {
  const { registers, behaviour } = machine;
  registers.state = states.manifest;
  const jump = { kind: 'jump', address: registers.jump } as const;
  const reply = statusReply(machine, length);
  if (behaviour.leave === 'vanishes-during') machine.exit(jump);
  // Answers first, and is gone a little later: the host must get the answer.
  else if (behaviour.leave !== 'stays') exitIn(machine, behaviour.leaveMs, jump);
  return reply;
}

function clearStatus(machine: Machine, { setup }: DfuRequest): DeviceAnswer {
  const { registers, behaviour, work } = machine;
  if (registers.state === states.error) return toIdle(machine);
  if (work.stuck) {
    work.stuck = false;
    return toError(machine, statuses.unknown, done);
  }
  if (behaviour.clearStatus === 'strict') return refuse(machine, setup);
  return behaviour.clearStatus === 'unknown' ? toError(machine, statuses.unknown, done) : toIdle(machine);
}

function abort(machine: Machine, { setup }: DfuRequest): DeviceAnswer {
  const { registers, behaviour } = machine;
  if (registers.state === states.manifest) return refuse(machine, setup);
  if (registers.state !== states.error || behaviour.abortInError === 'idle') return toIdle(machine);
  return behaviour.abortInError === 'ignored' ? done : refuse(machine, setup);
}
