// Disturbances of single transfers: the n-th one is refused, lost, cut short, falsified, or comes with a board fault. Sits
// between the host and endpoint 0 and knows neither DFU commands nor flash, only requests and what the board can suffer.

import type { DeviceAnswer, DeviceTransfer } from '@odflash/core/ports';
import type { RecorderInput } from '../chip/recorder.ts';
import type { Random } from '../time/random.ts';
import { stalled } from '../usb/answers.ts';
import { type Passage, undisturbed, type Wire } from '../usb/port.ts';

/** What can happen to one transfer. */
export type WireFaultKind =
  /** Refused, not executed. */
  | 'stall'
  /** Executed, but no answer ever comes. */
  | 'timeout'
  /** Neither executed nor answered. */
  | 'lost'
  /** OUT: half of it is acknowledged and nothing executed. IN: half of the answer comes. */
  | 'short'
  /** From here on every answer is one request old. */
  | 'stale'
  /** One bit of the data is wrong. */
  | 'corrupt'
  /** The cable is out for a moment; the chip never notices. */
  | 'replug'
  /** The chip resets itself. */
  | 'crash'
  /** The cable is out for good. */
  | 'gone'
  /** Another program resets the port. */
  | 'bus-reset'
  /** The supply fails for good; in mid-operation if the chip is at work. */
  | 'power-cut'
  /** The same, but the supply returns. */
  | 'brown-out';

/** What the board can be made to suffer. */
export interface BoardFaults {
  replug(): void;
  crash(): void;
  gone(): void;
  busReset(): void;
  powerCut(): void;
  brownOut(): void;
}

export interface WireFaults {
  /** By kind, the ordinals (from 1) of the transfers it happens to. */
  readonly at: Readonly<Partial<Record<WireFaultKind, readonly number[]>>>;
  /** Which transfers count: class, vendor and bulk ones, or standard ones too. */
  readonly counted: 'class' | 'all';
  /** Which IN-direction ABORTs leave endpoint 0 armed, so that every later answer is one request old. */
  readonly staleAborts: 'all' | readonly number[];
  /** How many of a hundred DNLOADs stall, at random, without being executed. */
  readonly flakyDownloads: number;
  /** What puts the answers in step again, apart from a reset. */
  readonly staleUntil: 'no-data' | 'any-out' | 'never';
}

/** A wire that only passes on. */
export const untouchedWire: Wire = { arrive: () => undisturbed, reset: () => undefined };

export const quietWire: WireFaults = {
  at: {},
  counted: 'class',
  staleAborts: [],
  flakyDownloads: 0,
  staleUntil: 'no-data',
};

const downloadRequest = 1;
const abortRequest = 6;
const nothingSent: DeviceAnswer = { status: 'ok', bytes: 0, data: new Uint8Array(0) };

/** What endpoint 0 has been armed with and hands out to the next IN request, true or not. */
interface Backlog {
  armed: DeviceAnswer | undefined;
}

/** What faults of single transfers work with. */
interface Disturbed {
  readonly transfer: DeviceTransfer;
  readonly backlog: Backlog;
  readonly random: Random;
}

export function createWire(
  faults: WireFaults,
  boardFaults: BoardFaults,
  recorder: Pick<RecorderInput, 'request' | 'faultHit'>,
  random: Random,
): Wire {
  const byOrdinal = indexByOrdinal(faults.at);
  const backlog: Backlog = { armed: undefined };
  let requests = 0;
  let aborts = 0;
  const faultAt = (transfer: DeviceTransfer) => {
    if (!isCounted(transfer, faults.counted)) return undefined;
    recorder.request();
    return byOrdinal.get(++requests);
  };
  return {
    arrive: (transfer) => {
      const kind = faultAt(transfer);
      if (isInAbort(transfer) && isListed(faults.staleAborts, ++aborts)) {
        recorder.faultHit('stale-abort', transfer.setup);
        backlog.armed = nothingSent;
      }
      if (kind) recorder.faultHit(kind, transfer.setup);
      if (!kind && faults.flakyDownloads > 0 && isDownload(transfer) && random.below(100) < faults.flakyDownloads) {
        recorder.faultHit('flaky-download', transfer.setup);
        return { ...undisturbed, ...disturbances.stall({ transfer, backlog, random }) };
      }
      if (kind && isBoardFault(kind)) boardFaults[boardFaultOf[kind]]();
      if (kind && !isBoardFault(kind)) return { ...undisturbed, ...disturbances[kind]({ transfer, backlog, random }) };
      if (!backlog.armed) return undisturbed;
      return { ...undisturbed, toHost: (answer) => outOfStep(transfer, answer, backlog, faults.staleUntil) };
    },
    reset: () => {
      backlog.armed = undefined;
    },
  };
}

/** Hands out what was armed and arms the true answer instead, until something repairs it. */
function outOfStep(
  { setup, data: sent, length }: DeviceTransfer,
  answer: DeviceAnswer,
  backlog: Backlog,
  until: WireFaults['staleUntil'],
): DeviceAnswer {
  const old = backlog.armed;
  if (!old || answer.status !== 'ok' || !setup) return answer;
  if ((setup.requestType & 0x80) !== 0) {
    backlog.armed = answer;
    return { ...answer, ...cut(old.data, length) };
  }
  // Standard requests do not: recorded sessions stay out of step across SET_INTERFACE.
  const isClass = (setup.requestType & 0x60) !== 0;
  if (until === 'any-out' || (until === 'no-data' && isClass && sent.length === 0)) backlog.armed = undefined;
  return answer;
}

type DisturbanceKind = Exclude<WireFaultKind, keyof typeof boardFaultOf>;

/** By kind: the passage of a transfer it happens to. */
const disturbances: Readonly<Record<DisturbanceKind, (disturbed: Disturbed) => Partial<Passage>>> = {
  stall: () => ({ toDevice: () => ({ answer: stalled }) }),
  lost: () => ({ toDevice: () => ({ answer: undefined }) }),
  timeout: () => ({ toHost: () => undefined }),
  // A request without a data stage has nothing to cut: the device acknowledges that it has done it (USB 2.0 8.5.3).
  short: ({ transfer }) => {
    if (isIn(transfer)) return { toHost: (answer) => ({ ...answer, ...cut(answer.data, answer.data.length >> 1) }) };
    if (transfer.data.length === 0) return {};
    return { toDevice: () => ({ answer: { ...nothingSent, bytes: transfer.data.length >> 1 } }) };
  },
  stale: ({ transfer, backlog }) => ({
    toHost: (answer) => {
      backlog.armed = nothingSent;
      return outOfStep(transfer, answer, backlog, 'never');
    },
  }),
  corrupt: ({ transfer, random }) =>
    isIn(transfer)
      ? { toHost: (answer) => ({ ...answer, data: withOneBitFlipped(answer.data, random) }) }
      : { toDevice: () => ({ transfer: { ...transfer, data: withOneBitFlipped(transfer.data, random) } }) },
};

function cut(data: Uint8Array, length: number): Pick<DeviceAnswer, 'data' | 'bytes'> {
  const rest = data.subarray(0, length);
  return { data: rest, bytes: rest.length };
}

const boardFaultOf = {
  replug: 'replug',
  crash: 'crash',
  gone: 'gone',
  'bus-reset': 'busReset',
  'power-cut': 'powerCut',
  'brown-out': 'brownOut',
} as const satisfies Partial<Record<WireFaultKind, keyof BoardFaults>>;

function isBoardFault(kind: WireFaultKind): kind is keyof typeof boardFaultOf {
  return kind in boardFaultOf;
}

function indexByOrdinal(at: WireFaults['at']): ReadonlyMap<number, WireFaultKind> {
  const index = new Map<number, WireFaultKind>();
  for (const [kind, ordinals] of Object.entries(at)) {
    for (const ordinal of ordinals) index.set(ordinal, kind as WireFaultKind);
  }
  return index;
}

function isIn(transfer: DeviceTransfer): boolean {
  return ((transfer.setup?.requestType ?? transfer.endpoint) & 0x80) !== 0;
}

function isCounted(transfer: DeviceTransfer, counted: WireFaults['counted']): boolean {
  return counted === 'all' || !transfer.setup || (transfer.setup.requestType & 0x60) !== 0;
}

function isInAbort({ setup }: DeviceTransfer): boolean {
  return setup !== undefined && (setup.requestType & 0xe0) === 0xa0 && setup.request === abortRequest;
}

function isDownload({ setup }: DeviceTransfer): boolean {
  return setup !== undefined && setup.requestType === 0x21 && setup.request === downloadRequest;
}

function isListed(list: 'all' | readonly number[], ordinal: number): boolean {
  return list === 'all' || list.includes(ordinal);
}

function withOneBitFlipped(data: Uint8Array, random: Random): Uint8Array {
  const copy = data.slice();
  const at = random.below(copy.length);
  if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
}
