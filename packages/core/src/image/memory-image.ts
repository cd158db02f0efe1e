// The sparse image every file format is read into. Knows addresses and bytes, no file format, no chip.

import type { Voltage } from '../board/odrive-v3.ts';
import type { Block } from '../bytes.ts';
import type { FormatName } from '../messages/image.ts';
import type { Message } from '../messages/message.ts';

/** The format an image was read from. */
export type ImageFormat = FormatName;

/** Something a person should know about a file that is not an error. */
export interface ImageNote {
  readonly code:
    | 'equal-overlap'
    | 'segment-skipped'
    | 'suffix-stripped'
    | 'odd-size-field'
    | 'foreign-target'
    /** A gap in a text file that a lost line would leave. */
    | 'records-lost'
    /** A raw binary whose own addresses say that it belongs elsewhere. */
    | 'linked-elsewhere';
  readonly text: Message;
}

/**
 * What a file wants in memory. `segments` are sorted, do not overlap and do not touch (neighbours are joined); gaps stay
 * gaps. Only segments that a flasher could write are kept; what was left out (RAM, CCM) is in `notes`.
 */
export interface MemoryImage {
  readonly format: ImageFormat;
  readonly segments: readonly Block[];
  /** Start address where the format carries one (HEX 05, ELF e_entry); information only, the vector table decides. */
  readonly entry?: number | undefined;
  readonly notes: readonly ImageNote[];
  /** What the file says of itself: firmware version symbols, product strings, names of `.dfu` targets. */
  readonly claims?: ImageClaims | undefined;
  /** Where the file comes from, as far as a person said. */
  readonly origin?: ImageOrigin | undefined;
}

/** What is known of a file beside its bytes. */
export interface ImageOrigin {
  /** Its name, without folders. */
  readonly name?: string | undefined;
  /** The board whose release had exactly these bytes when it was first downloaded, `v3.6-56V`. */
  readonly releasedFor?: string | undefined;
  /** The release it was published as, `0.5.6`. */
  readonly release?: string | undefined;
  /** SHA-256 of the file, hex. */
  readonly sha256?: string | undefined;
}

/** What is known of version and board from the file's own content. */
export interface ImageClaims {
  /** `0.5.6` style, `0.5.6-dev` for an unreleased build; from ELF symbols. */
  readonly firmwareVersion?: string | undefined;
  /** `v3.6` or `v3.6-56V`, from strings, OTP fall-back, ELF symbols and the scale of the bus voltage. */
  readonly boardVersion?: string | undefined;
  /** The nominal voltages that the scale of the bus voltage fits: one, or 48 and 56. */
  readonly voltages?: readonly Voltage[] | undefined;
  /** What the bytes say twice and differently, as a clause; then there is no `boardVersion`. */
  readonly contradiction?: Message | undefined;
  /** Another product whose firmware this is, as a noun; never beside a claim on an ODrive board. */
  readonly product?: Message | undefined;
  /** szTargetName of each named target of a `.dfu` file. */
  readonly targetNames?: readonly string[] | undefined;
}
