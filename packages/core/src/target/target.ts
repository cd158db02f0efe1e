// What a DFU bootloader and an SWD probe both become for the engine. The engine decides the order of things, the target
// decides how they are done. Knows no wire.

import type { BoardVersion } from '../board/odrive-v3.ts';
import type { Parallelism, Sector } from '../board/stm32f405.ts';
import type { Block, Range } from '../bytes.ts';
import type { ErrorCode, FlasherError } from '../errors.ts';
import type { BoardEvidence } from './board-evidence.ts';
import type { Connection } from './chip.ts';
import type { Hazards, TargetStep } from './hazards.ts';
import type { Identity } from './identity.ts';

/** Where read-back first differed. */
export interface Mismatch {
  readonly address: number;
  readonly expected: number;
  readonly found: number;
}

/** What every operation of a target takes. */
export interface TargetOptions {
  /** Honoured at block boundaries: the block in hand is finished first. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of each block done, at most 2 KiB a call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** What removing a protection takes and reports. `onBytes` counts the flash that is erased, estimated from the time passed. */
export interface UnlockOptions extends TargetOptions {
  /** Called before the first request that changes the chip: until then the call may be made again. */
  readonly onBegin?: (() => void) | undefined;
  /** A person has to do this for it to continue. */
  readonly onStep?: ((step: TargetStep) => void) | undefined;
}

/** What the steps of a plan will take, in milliseconds, for the plan's totals. */
export interface TargetTimes {
  /** Erasing the sector, in ms. */
  erase(sector: Sector): number;
  /** Programming so many bytes, transfer included, in ms. */
  program(bytes: number): number;
  /** Reading so many bytes, in ms. */
  read(bytes: number): number;
  /** Comparing with what is expected, which a chip may do faster by itself than it can be read. */
  compare(bytes: number): number;
  /** Fixed cost of addressing a new contiguous run. */
  readonly seek: number;
}

/** What a program width depends on beside the chip. */
export interface WidthQuestion {
  /** Stack pointer and reset vector as they are now, 8 bytes. */
  readonly vectors: Uint8Array;
  /** They are going to be erased. */
  readonly erasesVectors: boolean;
}

/** `needs-power-cycle`: the firmware runs only after a person has done {@link TargetSteps.start}. */
export type StartOutcome = 'started' | 'needs-power-cycle';

/** What a person does where the target cannot do it. */
export interface TargetSteps {
  /** The chip has not answered for a while. */
  readonly bringBack: TargetStep;
  /** The firmware is to be started. */
  readonly start: TargetStep;
}

/**
 * One chip behind one wire. Calls are made one after the other. Every call throws FlasherError; a `retryable` one may be
 * answered with {@link recover} and the same call again, but for {@link unlock} once it has begun.
 */
export interface Target extends AsyncDisposable {
  /** Names the connection, e.g. `dfu`; for people. Nothing is decided by it. */
  readonly kind: string;
  /** How it is reached now; may change over a {@link recover}. */
  readonly device: Connection;
  readonly steps: TargetSteps;
  /** What being connected in this way means for a board of which this is known. */
  hazards(evidence: BoardEvidence): Hazards;
  /** Reads which chip and board it is; changes nothing. Throws FlasherError. */
  identify(options?: TargetOptions & { readonly named?: BoardVersion | undefined }): Promise<Identity>;
  /**
   * Stops the firmware for what comes next, where one runs, in the way that is safe for the board. Does nothing a second
   * time. Without it the chip is only read.
   */
  hold(options?: TargetOptions): Promise<void>;
  /** Reads a range of memory, of any address and length. Throws FlasherError. */
  read(range: Range, options?: TargetOptions): Promise<Uint8Array>;
  /** Compares memory with `block`, stopping at the first difference. */
  matches(block: Block, options?: TargetOptions): Promise<Mismatch | undefined>;
  /** Erases the sector, then programs the blocks, which lie inside it. No blocks: erase only. Does not read back. */
  rewrite(sector: Sector, blocks: readonly Block[], options?: TargetOptions): Promise<void>;
  /** Programs without erasing: bits only go from 1 to 0. */
  program(block: Block, options?: TargetOptions): Promise<void>;
  /** The widest program unit that may be asked for without danger to what is in the flash. */
  widest(question: WidthQuestion): Parallelism;
  /**
   * Words may be asked for on a board that is only named: asking spoils nothing, and a supply that is too low for them shows
   * when what was written is read back.
   */
  readonly namedSuffices: boolean;
  /** Asks for a program width; resolves with the one that is really in force (read back). Kept across {@link recover}. */
  parallelism(wanted: Parallelism): Promise<Parallelism>;
  /** The program width in force, as last read back: 8 until something else was asked for, and if the device lost it. */
  readonly width: Parallelism;
  /** What steps take at that width. */
  times(width: Parallelism): TargetTimes;
  /** What went wrong on the connection and was corrected by the target itself, by error code; only grows. */
  readonly anomalies: Readonly<Partial<Record<ErrorCode, number>>>;
  /**
   * Restores the connection after `cause`: resynchronise, reopen, reset, or wait for the same board to re-enumerate.
   * Throws `device-did-not-return` (or the cause) when it cannot.
   */
  recover(cause: FlasherError, options?: TargetOptions): Promise<void>;
  /** Starts the firmware at 0x08000000. */
  start(): Promise<StartOutcome>;
  /**
   * Removes read or write protection. `read`: mass erase of the chip, the only way (RM0090 §3.6.4). Resolves when the chip
   * answers again after its reset. Throws `write-protected` if nothing was begun. Never called by the engine's flash plan.
   */
  unlock(what: 'read' | 'write', options?: UnlockOptions): Promise<void>;
}
