// What an update is given: the environment, the firmware, and who answers questions. Types only.

import type { RestoreSettings } from '../configuration/source.ts';
import type { ChangeRequest } from '../flash/request.ts';
import type { MemoryImage } from '../image/memory-image.ts';
import type { RunningBoardRequest, RunningEnv } from '../running/request.ts';
import type { TargetProvider } from '../target/provider.ts';
import type { UpdateListener } from './events.ts';
import type { FirmwareSource } from './firmware/firmware-source.ts';

/** The environment of an update: that of running boards, and where firmware comes from. */
export interface UpdateEnv extends RunningEnv {
  /** Where releases come from; without it only a firmware file can be flashed. */
  readonly firmware?: FirmwareSource | undefined;
  /** Connections that are offered where the board must not or cannot be reached by the first one. */
  readonly otherTargets?: readonly TargetProvider[] | undefined;
}

/** A file a person chose, or a release: the newest one, or that version. */
export type FirmwareSpec =
  | { readonly image: MemoryImage; readonly name: string; readonly version?: string | undefined }
  | { readonly release: string | 'newest' };

/** Which board gets which firmware, and what becomes of its configuration. */
export interface UpdateRequest
  extends RunningBoardRequest,
    RestoreSettings,
    Pick<ChangeRequest, 'backup' | 'dryRun' | 'x32'> {
  readonly firmware: FirmwareSpec;
  readonly onEvent?: UpdateListener | undefined;
  /**
   * Which configuration is put back where the board has another one than an interrupted update has saved. Asked where it is
   * unknown.
   */
  readonly configurationFrom?: 'board' | 'record' | undefined;
  /** Compares the board with what it was before: errors, calibrations, bus voltage, settings. */
  readonly health?: boolean | undefined;
  /** Erases the configuration with the update; it is saved as a file, and not put back. */
  readonly freshConfiguration?: boolean | undefined;
}
