// Messages about a board that runs: what it is, what a restart does to it, what becomes of its configuration.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';

/** An axis by its name, and its state as the firmware numbers it. */
interface AxisState {
  readonly name: string;
  readonly state: number;
}

interface Flags {
  readonly flags: readonly string[];
}

interface OfBoard {
  readonly board: string;
}

/** Codes of messages about a board that runs, each with its parameters. */
export interface RunningMessages {
  // Which board it is. Boards by name.
  'running.version-not-reported': undefined;
  'running.version-not-confirmed': OfBoard;
  'running.version-reported': OfBoard;
  /** `doubt`: what OTP says cannot settle it, or has not been asked yet. */
  'running.version-differs': OfBoard & {
    readonly named: string;
    readonly doubt?: 'otp-blank' | 'otp-unread' | undefined;
  };
  'running.unsafe-board': OfBoard;
  'running.unsafe-firmware': OfBoard;
  'running.in-dfu': { readonly device: DeviceName };
  // Axes and motors. `effect`: what becomes of the motor.
  'running.axis-state': { readonly state: number };
  'running.axes-idle': undefined;
  'running.axes-busy': {
    readonly axes: readonly AxisState[];
    readonly effect?: 'restart' | 'set-to-idle' | 'stays' | undefined;
  };
  'running.set-to-idle': { readonly axes: readonly string[] };
  'running.startup-off': Flags;
  /** `hold`: the flags can be switched off before. */
  'running.startup-moves': Flags & { readonly axes: readonly string[]; readonly hold: boolean };
  'running.configuration-moves': Flags;
  // Restarts.
  /** It answered, and stays. */
  'running.no-restart': undefined;
  /** Neither a reply nor a restart. */
  'running.unanswered': undefined;
  'running.nothing-bootable': undefined;
  'running.lost': undefined;
  'running.still-running': { readonly device: DeviceName };
  'running.not-in-dfu': { readonly device: DeviceName };
  /** `inDfu`: it is in DFU mode again. */
  'running.not-back': { readonly device: DeviceName; readonly inDfu: boolean };
  // Its configuration.
  /** `loaded`: what is saved was loaded from the flash. */
  'running.configuration-saved': { readonly values: number; readonly location: string; readonly loaded: boolean };
  'running.configuration-to-erase': undefined;
  'running.no-restart-after-erase': undefined;
  'running.configuration-still-saved': undefined;
  'running.saving-again': undefined;
  'running.saving-refused': undefined;
  /** `remains`: where its configuration remains; otherwise that is restored. */
  'running.update-closed': { readonly begun: string; readonly remains?: string | undefined };
  'running.record-not-removed': { readonly cause: Said };
  // Whose configuration a file is. Serial numbers.
  'running.file-of-twins': { readonly serial: string };
  /** Same serial number, other board. */
  'running.file-of-other-board': { readonly board: string };
  'running.file-without-board': undefined;
  'running.file-of-board': { readonly serial: string };
  'running.file-of-this-board': undefined;
  'running.file-by-name': { readonly serial: string };
  // One value of it.
  'running.not-a-setting': { readonly path: string };
  'running.setting-invalid': { readonly path: string; readonly text: string; readonly type: string };
  'running.setting-not-accepted': { readonly path: string };
}
