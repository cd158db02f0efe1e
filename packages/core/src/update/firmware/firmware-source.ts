// Where firmware comes from without a file: a port. Knows no network; @odflash/node has the catalogue behind it.

import type { BoardVersion } from '../../board/odrive-v3.ts';

/** One firmware file of one release, made for one board version. */
export interface FirmwareRelease {
  /** `0.5.6`. */
  readonly version: string;
  /** The file's name, `ODriveFirmware_v3.6-56V.hex`. */
  readonly name: string;
  /** Taken only when its version is asked for. */
  readonly prerelease: boolean;
}

/** The bytes of a release's file, and how it is known that they are the right ones. */
export interface FirmwareFile {
  readonly bytes: Uint8Array;
  /** What the bytes were held against: the publisher's digest, a mirror's own list, nothing. */
  readonly verified: 'publisher' | 'mirror' | 'not-verified';
}

/** What every call to a source takes. */
export interface SourceOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Each call throws FlasherError. */
export interface FirmwareSource {
  /** Every release for exactly this board, newest first. */
  releases(board: BoardVersion, options?: SourceOptions): Promise<readonly FirmwareRelease[]>;
  /** The bytes of that release. */
  fetch(release: FirmwareRelease, options?: SourceOptions): Promise<FirmwareFile>;
}
