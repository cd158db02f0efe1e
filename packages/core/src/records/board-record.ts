// What an interrupted run is remembered by: which chip, what each sector was and may be, what was saved where. A record is
// a memory, not a proof: what it says is read back before it is repeated to a person. Types only.

/** What one sector was and may be. Hashes are SHA-256 of the whole sector, hex. */
export interface RecordSector {
  readonly index: number;
  /** Before the first of the interrupted runs; absent where nothing was backed up. */
  readonly old?: string | undefined;
  /** What the last run was about to leave there; equal to `old` in a sector that no run was going to change. */
  readonly next: string;
  /** What else an earlier one of the interrupted runs left or was about to leave there. */
  readonly other: readonly string[];
}

export interface RecordedUndo {
  /** Name of the undo backup in the vault. */
  readonly name: string;
  /** False if it does not contain a complete firmware. */
  readonly complete: boolean;
}

/** What a run did or was about to do to the flash. */
export interface FlashRecord {
  /** SHA-256 of the image, see imageHash; absent in an erase and in format 1. */
  readonly image?: string | undefined;
  readonly undo?: RecordedUndo | undefined;
  readonly sectors: readonly RecordSector[];
  /** Sectors whose content may be anything: the one in hand, and the vectors' sector until the vectors are committed. */
  readonly inProgress: readonly number[];
}

/**
 * `entering`: the configuration is saved, of the flash nothing is claimed · `writing`: the flash may be anything ·
 * `restoring`: the firmware was there, every byte read back; what is left is the configuration.
 */
type UpdateStage = 'entering' | 'writing' | 'restoring';

export interface RecordedConfiguration {
  /** Name of the file in the vault. */
  readonly name: string;
  readonly sha256: string;
}

/** What an update saved, and how far it came. */
export interface UpdateRecord {
  readonly stage: UpdateStage;
  /** SHA-256 of the image, see imageHash. */
  readonly image: string;
  /** Release of that firmware, where it is known. */
  readonly release?: string | undefined;
  /** Checksum of the descriptor that this firmware carries, where it carries one. */
  readonly descriptor?: number | undefined;
  /** The configuration to be put back; absent if there is none. */
  readonly configuration?: RecordedConfiguration | undefined;
}

export interface BoardRecord {
  /** The chip's unique number, see chipOf; absent where the board did not show it. */
  readonly chip?: string | undefined;
  /** What the board showed instead. */
  readonly serial?: string | undefined;
  /** Where it was plugged in. */
  readonly path: string;
  /** When the first of the interrupted runs was begun, ISO 8601; for people only, clocks may be wrong. */
  readonly begun: string;
  /** Version of the program that wrote this. */
  readonly program?: string | undefined;
  /** `v3.6-56V`, as far as it was known. */
  readonly board?: string | undefined;
  /** What the firmware on the board reported as its release when the record was begun. */
  readonly release?: string | undefined;
  readonly flash?: FlashRecord | undefined;
  readonly update?: UpdateRecord | undefined;
}
