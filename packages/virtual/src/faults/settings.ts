// Everything that makes one virtual board differ from another, as data. A profile text is read into it, nothing else is.

import type { ChipQuirks } from '../chip/chip.ts';
import type { ChipName } from '../chip/geometry.ts';
import { factoryOptions, type OptionBits, type SaveCut } from '../chip/option-bytes.ts';
import type { CalibrationHabit, StartupHabit } from '../odrive/configuration/factory-configuration.ts';
import { latestRelease } from '../odrive/releases.ts';
import { type ProbeSettings, soundProbe } from '../probe/settings.ts';
import { f405Rom, type RomBehaviour } from '../rom/behaviour.ts';
import { quietWire, type WireFaults } from './wire.ts';

/** How a virtual board behaves, faults included. */
export interface BoardSettings {
  readonly chip: ChipName;
  /** DBGMCU_IDCODE: revision and device id; absent: those of the chip. */
  readonly idCode: number | undefined;
  readonly quirks: ChipQuirks;
  readonly options: OptionBits;
  readonly rom: RomBehaviour;
  readonly wire: WireFaults;
  /** The ST-Link, where one is wired to the board. */
  readonly probe: ProbeSettings;
  /** What the main flash holds on delivery. */
  readonly flash: 'factory' | 'blank' | 'other';
  /** Release of the firmware in the factory's flash, `0.5.6`. */
  readonly firmware: string;
  /** Whether the motor of axis 0 holds a load when the board is found. */
  readonly motor: 'idle' | 'ready' | 'armed' | 'turning';
  /** What axis 0 does by itself after every start, as the factory's configuration has it. */
  readonly startup: StartupHabit;
  /** Which flags of axis 0 say that motor, or motor and encoder, are calibrated, as the factory's configuration has it. */
  readonly calibration: CalibrationHabit;
  /** Volts on the DC bus; what suits the board if absent. */
  readonly bus?: number | undefined;
  /** Divider at the bus; that of the board's version if absent. */
  readonly divider?: number | undefined;
  /** Errors that are there when the board is found running, by path. */
  readonly errors: readonly (readonly [path: string, value: bigint])[];
  /** Errors that come with every start of the firmware, by path. */
  readonly startErrors: readonly (readonly [path: string, value: bigint])[];
  /** What it does to the option bytes if the supply fails while the firmware writes its flash. */
  readonly saveCut: SaveCut;
  /** Whose record OTP holds: this board's, none, a foreign one, this board's in the second place, or another board's by its name. */
  readonly otp: 'own' | 'blank' | 'foreign' | 'corrected' | (string & {});
  /** 12 hexadecimal digits; made from the seed if absent. */
  readonly serial?: string | undefined;
  readonly seed?: number | undefined;
  /** Whether the board is meant to run on the wall clock; only the caller who makes the clock can do so. */
  readonly time: 'virtual' | 'real';
}

const textbookChip: ChipQuirks = {
  times: 'typical',
  eraseFactor: 1,
  droppedErases: [],
  badWrites: [],
  weakWords: 0,
  reservedHigh: 0,
  hidesFlashSize: false,
};

/** A healthy board, fresh from the factory. */
export const healthy: BoardSettings = {
  chip: 'f405',
  idCode: undefined,
  quirks: textbookChip,
  options: factoryOptions,
  rom: f405Rom,
  wire: quietWire,
  probe: soundProbe,
  flash: 'factory',
  firmware: latestRelease,
  motor: 'idle',
  startup: 'none',
  calibration: 'none',
  errors: [],
  startErrors: [],
  saveCut: 'harmless',
  otp: 'own',
  time: 'virtual',
};
