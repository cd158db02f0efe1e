// What really happened to a board, in order, for tests to hold against: operations of the flash controller, the number of
// requests, and every violation of the rules a good flasher keeps. Recording changes nothing on the board.

import type { ControlSetup } from '@odflash/core/ports';

/** One operation the chip carried out (or was cut short in). */
export interface Operation {
  readonly kind: 'erase' | 'program' | 'mass-erase' | 'option-bytes' | 'otp' | 'ram' | 'feature';
  readonly address: number;
  readonly length: number;
  /** Sector number, for `erase`. */
  readonly sector?: number | undefined;
  /** Program width in bits, for `erase` and `program`. */
  readonly width?: number | undefined;
  /** Virtual time at which it began, in ms. */
  readonly at: number;
  /** Why the chip did nothing, or only part of it. */
  readonly without?: 'write-protected' | 'fault' | 'power' | undefined;
}

/** Rules whose violation is no fault of the board. */
export type Rule =
  | 'a request while another is open'
  | 'a request in a state that does not allow it'
  | 'an erase outside the main flash'
  | 'an address outside the map'
  | 'a bit programmed from 0 to 1'
  | 'a mass erase'
  | 'a write to OTP'
  | 'a write to the option bytes'
  | 'read protection level 2'
  | 'running firmware halted in place'
  | 'an instruction that no loader needs';

/** A rule of the hardware that an operation broke. */
export interface Violation {
  readonly rule: Rule;
  readonly detail: string;
}

/** A fault that came to pass. */
export interface Strike {
  /** Its option, without `-at`. */
  readonly kind: string;
  /** Transfers the board had met by then. */
  readonly requests: number;
  /** The control transfer it happened to, if it was one. */
  readonly setup?: ControlSetup | undefined;
}

/** The brake resistor of a running board began to conduct. */
export interface BrakePulse {
  /** Part of the time it conducts, 0 to 0.95. */
  readonly duty: number;
  /** Virtual time, in ms. */
  readonly at: number;
}

/** A client's request armed an axis: its motor has current from here on. */
interface Arming {
  readonly axis: number;
  /** `requested_state`; what the axis does, where something else armed it. */
  readonly state: number;
  /** Virtual time, in ms. */
  readonly at: number;
}

/** What the chip did, in order. */
export interface Recorder {
  readonly operations: readonly Operation[];
  readonly violations: readonly Violation[];
  /** Faults of single transfers and of single flash operations, in order. */
  readonly strikes: readonly Strike[];
  /** What the brake resistor did, in order. */
  readonly brake: readonly BrakePulse[];
  /** Axes that clients armed, in order; what axes do by themselves after a start is not in it. */
  readonly armings: readonly Arming[];
  /** A person agreed that this axis moves: who arms it from now on does so with consent. */
  consent(axis: number): void;
  /** Transfers the board has had since it was made. */
  requests(): number;
  /** Forgets everything so far. */
  clear(): void;
}

/** The recorder as the board's parts see it. */
export interface RecorderInput {
  operation(operation: Operation): void;
  violation(rule: Rule, detail: string): void;
  request(): number;
  faultHit(kind: string, setup?: ControlSetup): void;
  conduct(pulse: BrakePulse): void;
  arm(arming: Arming): void;
}

/** Of all boards of this process: tests with virtual boards look here after each test. */
const unconsented: Arming[] = [];

/** Axes that clients armed without consent since the last call, on any virtual board. */
export function takeUnconsentedArmings(): readonly Arming[] {
  return unconsented.splice(0);
}

export function createRecorder(): Recorder & RecorderInput {
  const operations: Operation[] = [];
  const violations: Violation[] = [];
  const strikes: Strike[] = [];
  const brake: BrakePulse[] = [];
  const armings: Arming[] = [];
  const consented = new Set<number>();
  let requests = 0;
  return {
    operations,
    violations,
    strikes,
    brake,
    armings,
    consent: (axis) => void consented.add(axis),
    requests: () => requests,
    clear: () => {
      operations.length = 0;
      violations.length = 0;
      strikes.length = 0;
      brake.length = 0;
      armings.length = 0;
      requests = 0;
    },
    operation: (operation) => void operations.push(operation),
    violation: (rule, detail) => void violations.push({ rule, detail }),
    request: () => ++requests,
    conduct: (pulse) => void brake.push(pulse),
    arm: (arming) => {
      armings.push(arming);
      if (!consented.has(arming.axis)) unconsented.push(arming);
    },
    faultHit: (kind, setup) => void strikes.push({ kind, requests, setup }),
  };
}
