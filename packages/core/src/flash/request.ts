// What the engine is given: the world it works in and what is wanted of it. Types only. The entries (in engine.ts):
//   flash(env, FlashRequest): Promise<FlashReport>          eraseFlash(env, EraseRequest): Promise<FlashReport>
//   restoreFlash(env, FlashRequest): Promise<FlashReport>   verifyImage(env, VerifyRequest): Promise<VerifyReport>
//   readFlash(env, ReadRequest): Promise<ReadReport>        inspectBoard(env, BoardRequest): Promise<BoardReport>
//   unlockBoard(env, UnlockRequest): Promise<UnlockReport>
// Each opens the board, works, closes it; each throws FlasherError with the board's true state.

import type { BoardVersion } from '../board/odrive-v3.ts';
import type { Range } from '../bytes.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo, Vault } from '../ports.ts';
import type { EventListener } from './events.ts';
import type { Finding } from './findings.ts';
import type { FlashPlan } from './plan.ts';
import type { Target } from './target.ts';

/** What a target is made of. */
export interface TargetSource {
  readonly bus: UsbBus;
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly log?: Log;
  readonly signal?: AbortSignal;
}

/** The world, as ports. */
export interface FlashEnv {
  readonly bus: UsbBus;
  readonly clock: Clock;
  /** Undo backups and journals go here. */
  readonly vault: Vault;
  readonly log?: Log;
  /** How a chip is reached; by default the ROM bootloader over DFU. */
  readonly openTarget?: (source: TargetSource) => Promise<Target>;
}

/** Which board, when several are plugged in. Both given: both must fit. */
export interface Selection {
  readonly serial?: string;
  readonly path?: string;
}

/** A person accepts one danger for exactly the board with this serial. */
export interface Consent {
  readonly what: 'unsafe-dfu' | 'unlock';
  readonly serial: string;
}

/** Common to everything that opens a board. */
export interface BoardRequest {
  readonly selection?: Selection;
  /** The version a person read off the board; needed where OTP says nothing. */
  readonly board?: BoardVersion;
  /** Honoured at block boundaries; ends in the error `aborted` with the board's true state. */
  readonly signal?: AbortSignal;
  readonly onEvent?: EventListener;
}

/** Common to everything that changes the flash. */
export interface ChangeRequest extends BoardRequest {
  /** Saves the old content of every sector that will be rewritten first. Default true. */
  readonly backup?: boolean;
  /** Looks and plans, changes nothing. */
  readonly dryRun?: boolean;
  /**
   * Asked once, before the first change, if there are warnings and something would be changed. Without it warnings end
   * in `not-confirmed`.
   */
  readonly confirm?: (warnings: readonly Finding[], plan: FlashPlan) => Promise<boolean>;
  readonly consent?: readonly Consent[];
  /** Program words instead of bytes. Default: where OTP proves an ODrive (3.3 V). `true`: also on a board that was only named. */
  readonly x32?: boolean;
}

export interface FlashRequest extends ChangeRequest {
  readonly image: MemoryImage;
  /** Starts the firmware afterwards. Default true. */
  readonly start?: boolean;
}

export interface EraseRequest extends ChangeRequest {
  /** Sectors 10 and 11 too, which hold the configuration. Default false. */
  readonly configuration?: boolean;
}

export interface VerifyRequest extends BoardRequest {
  readonly image: MemoryImage;
}

export interface ReadRequest extends BoardRequest {
  /** Default: the whole main flash. */
  readonly range?: Range;
}

export interface UnlockRequest extends BoardRequest {
  /** `unlock` with the board's serial, always: a read-protected chip loses everything it holds. */
  readonly consent?: readonly Consent[];
}
