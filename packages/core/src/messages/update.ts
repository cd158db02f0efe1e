// Messages about updates from running board to running board.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';

interface Failed {
  readonly failure: Said;
}

/** Where something lies, as the vault names it. */
interface Located {
  readonly file: string;
}

/** Volts as the firmware read them. */
interface BusVoltages {
  readonly before: number;
  readonly after: number;
}

/** Codes of messages about updates from running board to running board, each with its parameters. */
export interface UpdateMessages {
  // Which firmware.
  'update.no-release-list': undefined;
  'update.board-version-unknown': undefined;
  /** `version`: absent where the newest one was wanted. */
  'update.no-such-release': {
    readonly version?: string | undefined;
    readonly board: string;
    readonly available: readonly string[];
  };
  'update.voltage-unknown': { readonly board: string };
  /** `verified`: what the bytes were compared with; `reported`: the release by the board's own word. */
  'update.versions': {
    readonly installed: string;
    readonly reported: string;
    readonly next?: string | undefined;
    readonly verified?: 'publisher' | 'mirror' | 'not-verified' | undefined;
    readonly isDowngrade: boolean;
  };
  'update.compare-equal-release': { readonly release: string };
  'update.compare-equal-release.compare': undefined;
  'update.compare-equal-release.leave': undefined;
  'update.other-release': { readonly asked: string; readonly came: string; readonly name: string };
  // What becomes of the configuration.
  'update.no-configuration': undefined;
  'update.configuration-stays': undefined;
  'update.configuration-stays-if-accepted': undefined;
  /** `force`: what has the same units is restored all the same. */
  'update.units-change': { readonly from: string; readonly to: string; readonly force: boolean };
  'update.configuration-erased': undefined;
  /** `stays`: it stays in the flash as well. */
  'update.sectors-saved': Located & { readonly stays: boolean };
  'update.configuration-loaded': undefined;
  'update.configuration-not-loaded': Located;
  'update.configuration-unreadable': undefined;
  // Whose configuration it is.
  'update.difference': { readonly path: string; readonly board: string; readonly record: string };
  /** `kept`: where that of the board is saved. */
  'update.configurations-differ': Located & {
    readonly kept?: string | undefined;
    readonly differences: readonly Said[];
  };
  'update.configurations-may-differ': Located;
  'update.record-doubtful': Located & { readonly begun: string };
  'update.configuration-of-others': Located;
  'update.keep-board': undefined;
  'update.restore-record': undefined;
  // Interrupted updates, and the record of this one.
  'update.resumed': { readonly begun: string; readonly file?: string | undefined };
  'update.record-not-written': { readonly cause: Said };
  // Startup flags.
  'update.startup-held': { readonly flags: readonly string[]; readonly file: string };
  'update.startup-not-held': undefined;
  'update.saving-refused': undefined;
  'update.startup-moves': { readonly flags: readonly string[] };
  'update.startup-unknown': undefined;
  // Boards in DFU mode, and firmware that starts.
  'update.not-read-back': undefined;
  'update.start-old-firmware': undefined;
  'update.start-old-firmware.start': undefined;
  'update.start-old-firmware.skip': undefined;
  'update.old-firmware-skipped': undefined;
  'update.old-firmware-hangs': undefined;
  'update.no-bootable-firmware': undefined;
  'update.not-shown': undefined;
  'update.not-started': Failed;
  /** `inDfu`: it is in DFU mode again. */
  'update.not-back': { readonly device: DeviceName; readonly inDfu: boolean };
  'update.old-firmware-runs': undefined;
  'update.old-firmware-not-started': Failed;
  // Why it was not.
  'update.no-answer': undefined;
  'update.no-reconnection': undefined;
  // The bus voltage after it.
  'update.bus-changed': BusVoltages;
  /** `undo`: the backup of the old firmware. */
  'update.bus-wrong-class': BusVoltages & { readonly undo?: string | undefined };
  // Failures.
  /** A line that follows a failure: the work continues. */
  'update.retrying': Failed;
  /** What ended it, where the configuration lies, and which startup flags stay off. */
  'update.failed': Failed & {
    readonly configuration?: string | undefined;
    readonly held: readonly string[];
  };
  'update.configuration-owed': Failed;
}
