// What the engine is given: the environment it works in and what is wanted of it. Types only. The entries:
//   flash(env, FlashRequest): Promise<FlashReport>          eraseFlash(env, EraseRequest): Promise<FlashReport>
//   verifyImage(env, VerifyRequest): Promise<VerifyReport>
//   readFlash(env, ReadRequest): Promise<ReadReport>        inspectBoard(env, BoardRequest): Promise<BoardReport>
//   unlockBoard(env, UnlockRequest): Promise<UnlockReport>
// Each opens the board, works, closes it; each throws FlasherError with the board's true state.

import type { Consent } from '../ask/consent.ts';
import type { Ask, ManualStep } from '../ask/question.ts';
import type { BoardVersion } from '../board/odrive-v3.ts';
import type { Range } from '../bytes.ts';
import type { Selection } from '../discovery/find.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { Clock, Log, UsbBus, Vault } from '../ports.ts';
import type { TargetProvider } from '../target/provider.ts';
import type { EventListener } from './events.ts';

/** The environment, as ports. */
export interface FlashEnv {
  readonly bus: UsbBus;
  readonly clock: Clock;
  /** Undo backups and records go here. */
  readonly vault: Vault;
  /** Version of the program, written into records. */
  readonly program?: string | undefined;
  readonly log?: Log | undefined;
  /** How a chip is reached; by default the ROM bootloader over DFU. */
  readonly target?: TargetProvider | undefined;
}

/** Common to everything that opens a board. */
export interface BoardRequest {
  readonly selection?: Selection | undefined;
  /** The version a person read off the board; needed where OTP says nothing. */
  readonly board?: BoardVersion | undefined;
  /** What the firmware said of the board that ran before it was switched into DFU mode. */
  readonly claimed?: BoardVersion | undefined;
  /** The running firmware has just said that both axes are idle. */
  readonly idle?: boolean | undefined;
  /** Dangers that were accepted beforehand. */
  readonly consent?: readonly Consent[] | undefined;
  /** Answers questions before the first change. Without it a question ends in `not-confirmed`. */
  readonly ask?: Ask | undefined;
  /** Honoured at block boundaries; ends in the error `aborted` with the board's true state. */
  readonly signal?: AbortSignal | undefined;
  /** How long to look for a board that is not there yet, in ms. Default 0. */
  readonly findMs?: number | undefined;
  readonly onEvent?: EventListener | undefined;
}

/** Common to everything that changes the flash. */
export interface ChangeRequest extends BoardRequest {
  /** Saves the old content of every sector that will be rewritten first. Default true. */
  readonly backup?: boolean | undefined;
  /** Looks and plans, changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Program words instead of bytes. Default: where OTP proves an ODrive (3.3 V). `true`: also on a board that was only named. */
  readonly x32?: boolean | undefined;
  /**
   * Called right before the firmware is stopped, when everything is settled, with what a person has done by hand for it.
   * What it throws ends the run.
   */
  readonly beforeStop?: ((done: ManualStep | undefined) => Promise<void>) | undefined;
}

/** The image and how it is flashed. */
export interface FlashRequest extends ChangeRequest {
  readonly image: MemoryImage;
  /** Lets an image without vectors overwrite a part of a firmware that would start. */
  readonly partial?: boolean | undefined;
  /** Starts the firmware afterwards. Default true. */
  readonly start?: boolean | undefined;
  /** Erases the configuration sectors, too: the firmware starts with its defaults. Default false. */
  readonly freshConfiguration?: boolean | undefined;
}

/** How much of the flash is erased. Default: the firmware, sectors 0 to 9. */
export interface EraseRequest extends ChangeRequest {
  /** Sectors 10 and 11 too, which hold the configuration. Default false. */
  readonly configuration?: boolean | undefined;
  /** The configuration alone; the firmware stays. */
  readonly only?: 'configuration' | undefined;
}

/** What the flash is compared with; nothing is changed. */
export interface VerifyRequest extends BoardRequest {
  readonly image: MemoryImage;
}

/** Which part of the flash is read. */
export interface ReadRequest extends BoardRequest {
  /** Default: the whole main flash. */
  readonly range?: Range | undefined;
}

/** Needs the consent `unlock`, always: a read-protected chip loses everything it holds. */
export type UnlockRequest = BoardRequest;
