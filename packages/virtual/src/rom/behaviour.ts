// How this ROM behaves where documents are silent, chips differ, or a fault is wanted. Data only; the defaults are the
// F405's ROM V9.1 as far as it is known.

import type { DfuStatus } from './dfu.ts';

/** What GETSTATUS does while the chip works. */
export type BusyMode =
  /** Does not answer until the work is done: what F4 parts do. */
  | { readonly kind: 'hold' }
  /** Stalls that many times, then holds (STM32L4, some clones). */
  | { readonly kind: 'stall'; readonly times: number }
  /** Says dfuDNBUSY that many times, then holds. */
  | { readonly kind: 'dnbusy'; readonly times: number }
  /** Never answers again until reset. */
  | { readonly kind: 'never' }
  /** Says dfuDNBUSY until CLRSTATUS was sent twice (STM32H743 rev V), after an erase. */
  | { readonly kind: 'stuck' };

export interface PollTimes {
  readonly setAddress: number;
  readonly erase: number;
  readonly massErase: number;
  readonly write: number;
}

export interface RomBehaviour {
  readonly version: RomVersion;
  readonly start: 'error' | 'idle';
  /** So many of its first starts end with another interface: it listens to USART and CAN as well (AN2606), and a wire there that is not quiet is mistaken for a host. */
  readonly captures: number;
  /** bwPollTimeout of the first GETSTATUS, in ms. It gives no information about how long the work takes. */
  readonly poll: PollTimes;
  readonly busy: BusyMode;
  /** CLRSTATUS outside dfuERROR: accepted and dfuIDLE; stalled; or dfuERROR/errUNKNOWN as ST's device library has it. */
  readonly clearStatus: 'tolerant' | 'strict' | 'unknown';
  /** ABORT in dfuERROR: stalled; accepted without effect; or dfuIDLE. */
  readonly abortInError: 'stall' | 'ignored' | 'idle';
  /** GETSTATE: answered, or stalled without effect, as a device does that has no such request. */
  readonly getState: 'answered' | 'stalled';
  /** Longest DNLOAD it takes; the descriptor says 2048 all the same. */
  readonly maxDownload: number;
  /** What a block number is multiplied by: the transfer size, or the length of the request (AN3156 can be read so). */
  readonly blockStep: 'transfer-size' | 'length';
  /** UPLOAD over the end of a memory: what is there (a short answer), or an error. */
  readonly readOverEnd: 'short' | 'error';
  readonly leave: 'answers' | 'vanishes-before' | 'vanishes-during' | 'stays';
  /** From the answer to the last GETSTATUS to the disconnect, in ms. */
  readonly leaveMs: number;
  /**
   * Memories to which SET_ADDRESS is refused with errVENDOR under read protection. AN3156 table 4 allows them all; an ODrive
   * v3.6 refused OTP (discourse.odriverobotics.com/t/5219), F405 flight controllers the option bytes (betaflight-configurator
   * #200), an AT32 everything. Pointers into an F405's flash are not recorded.
   */
  readonly refusedPointers: 'otp+options' | 'none' | 'all';
  /** Device Feature: works; refuses every write; accepts without effect; reads back as set but has no effect. */
  readonly feature: 'works' | 'refused' | 'ignored' | 'pretends';
  /** Status of a refused Device Feature value. */
  readonly featureRefusal: DfuStatus;
  /** USB bus reset: to dfuIDLE; no effect; to dfuERROR/errFIRMWARE (DFU 1.1 §A.1.11); or the chip resets. */
  readonly busReset: 'idle' | 'keep' | 'error' | 'restart';
  /**
   * What a ROM that the firmware jumped to lacks: nothing, or the string of its first alternate setting, as an F437 was seen to
   * (community.st.com thread 27200).
   */
  readonly softwareEntry: 'good' | 'no-first-string';
  readonly strings: 'good' | 'none' | 'empty' | 'truncated';
  readonly serialForm: 'utf16' | 'utf8' | 'fysetc';
  /** Adds one to the serial number at every reset. */
  readonly serialDrifts: boolean;
  /** String of alternate setting 0 instead of the chip's own, and of others by number. */
  readonly layouts: Readonly<Record<number, string>>;
}

export type RomVersion = 'v3.0' | 'v3.1' | 'v9.1';

/** What differs between ROM versions of the F405 (AN2606, STM32F40xxx/41xxx). */
export const romVersions: Readonly<
  Record<
    RomVersion,
    {
      readonly release: number;
      readonly id: number;
      readonly typeLetter: 'e' | 'g';
      readonly ramUsed: number;
      readonly connectMs: number;
    }
  >
> = {
  'v3.0': { release: 0x2100, id: 0x30, typeLetter: 'g', ramUsed: 0x2000, connectMs: 270 },
  'v3.1': { release: 0x2200, id: 0x31, typeLetter: 'e', ramUsed: 0x2000, connectMs: 270 },
  'v9.1': { release: 0x2200, id: 0x91, typeLetter: 'e', ramUsed: 0x3000, connectMs: 250 },
};

/**
 * Of an F405 only the mass erase is recorded (dfu-util ticket 3: 100 ms for half a minute). Sector erase and SET_ADDRESS are an
 * F401's of the same ROM generation (dfu-util 0.9 in modm's README). For the write of a block no F4 log exists: 104 ms is an
 * F745's (fwupd issue 2696).
 */
const f4PollTimes: PollTimes = { setAddress: 104, erase: 100, massErase: 100, write: 104 };

export const f405Rom: RomBehaviour = {
  version: 'v9.1',
  start: 'error',
  captures: 0,
  poll: f4PollTimes,
  busy: { kind: 'hold' },
  clearStatus: 'tolerant',
  abortInError: 'stall',
  getState: 'answered',
  maxDownload: 2048,
  blockStep: 'transfer-size',
  readOverEnd: 'short',
  leave: 'answers',
  leaveMs: 20,
  refusedPointers: 'otp+options',
  feature: 'works',
  featureRefusal: 1,
  busReset: 'idle',
  softwareEntry: 'good',
  strings: 'good',
  serialForm: 'utf16',
  serialDrifts: false,
  layouts: {},
};
