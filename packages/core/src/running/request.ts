// What work with a running board is given: the environment, and what is wanted of it. Types only.

import type { ChangeRequest, FlashEnv } from '../flash/request.ts';
import type { PacketChannel } from '../odrive/protocol/channel.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { RunningListener } from './events.ts';

/** The environment of work with running boards: that of a flash, and how they are reached. */
export interface RunningEnv extends FlashEnv {
  /** A board in another mode is not on the bus before a person has allowed it (a browser). */
  readonly hidesBoards?: boolean | undefined;
  /** How a running board is reached that is not on USB; its bulk endpoints by default. Throws FlasherError. */
  readonly openChannel?: ((device: UsbDeviceInfo) => Promise<PacketChannel>) | undefined;
  /** The system binds no driver to the bootloader by itself (Windows). */
  readonly bootloaderNeedsDriver?: boolean | undefined;
  /** Asks which driver it had bound to a bootloader before, by the name of its service; `undefined` for none. Never throws. */
  readonly bootloaderDriver?: (() => Promise<string | undefined>) | undefined;
}

/** What a wait for a board or a person costs at most, in ms. */
export interface WaitLimits {
  /** How long to look for a board that is not there yet. Default 5 s. */
  readonly findMs?: number | undefined;
  /** How long a person may take for a step. Default 3 min. */
  readonly humanMs?: number | undefined;
}

/** Common to everything that is done with a running board. */
export interface RunningBoardRequest
  extends WaitLimits,
    Pick<ChangeRequest, 'selection' | 'board' | 'signal' | 'consent' | 'ask'> {
  /** Bring armed axes to idle instead of stopping; that is a warning. */
  readonly disarm?: boolean | undefined;
  readonly onEvent?: RunningListener | undefined;
}
