// What an update is given: the world, the wish, and who answers questions. Types only.

import type { RestoreSettings } from '../configuration/source.ts';
import type { ChangeRequest, FlashEnv } from '../flash/request.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { UpdateListener } from './events.ts';
import type { FirmwareSource } from './firmware-source.ts';

export interface UpdateEnv extends FlashEnv {
  /** Where releases come from; without it only a firmware file can be flashed. */
  readonly firmware?: FirmwareSource;
  /** The system binds no driver to the bootloader by itself (Windows). */
  readonly bootloaderNeedsDriver?: boolean;
}

/** A file somebody chose, or a release: the newest one, or that version. */
export type FirmwareSpec =
  | { readonly image: MemoryImage; readonly name: string; readonly version?: string }
  | { readonly release: string | 'newest' };

/** What a wait for a board or a person costs at most, in ms. */
export interface Patience {
  /** How long to look for a board that is not there yet. Default 5 s. */
  readonly findMs?: number;
  /** How long a person may take for a step. Default 3 min. */
  readonly humanMs?: number;
}

/** Common to everything that is done with a running board. */
export interface RunningBoardRequest
  extends Patience,
    Pick<ChangeRequest, 'selection' | 'board' | 'signal' | 'consent' | 'ask'> {
  /** Bring armed axes to idle instead of stopping; that is a warning. */
  readonly disarm?: boolean;
  readonly onEvent?: UpdateListener;
}

export interface UpdateRequest
  extends RunningBoardRequest,
    RestoreSettings,
    Pick<ChangeRequest, 'backup' | 'dryRun' | 'x32'> {
  readonly firmware: FirmwareSpec;
  /**
   * Which configuration is put back where the board has another one than an interrupted update has saved. Asked where it is
   * not told.
   */
  readonly configurationFrom?: 'board' | 'record' | undefined;
  /** Erases the configuration with the update; it is saved as a file, and not put back. */
  readonly freshConfiguration?: boolean | undefined;
}
