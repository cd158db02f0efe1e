// Help at the moment of need: what went wrong and the operating system give a list of topics, the likeliest first. A table; the words
// are in help/topics-en.ts, fetched when they are shown.

import type { ErrorCode } from '@odflash/core';
import type { System } from '../platform/platform.ts';

/** What a person is stuck at. */
export type Trouble =
  /** The browser's list was closed without a choice: mostly because the board was not in it. */
  | 'nothing-chosen'
  /** The browser may not open the device. */
  | 'no-access'
  /** Another program has it. */
  | 'busy'
  | 'no-webusb'
  | 'insecure-page'
  /** The board is in DFU mode, and its bootloader is not in the list. */
  | 'no-bootloader'
  /** Before the first click. */
  | 'before-connect';

export type TopicCode =
  | 'cable'
  | 'dfu-switch'
  | 'windows-bootloader'
  | 'windows-running'
  | 'windows-probe'
  | 'linux-rule'
  | 'linux-sandbox'
  | 'android'
  | 'chromeos'
  | 'other-programs'
  | 'gpio-wires'
  | 'which-entry'
  | 'browser'
  | 'command-line'
  | 'secure-page';

/** `any` counts where the system has no row of its own. */
type Row = Partial<Record<System | 'any', readonly TopicCode[]>>;

const table: Readonly<Record<Trouble, Row>> = {
  'nothing-chosen': {
    windows: ['which-entry', 'cable', 'windows-running', 'windows-bootloader', 'dfu-switch'],
    linux: ['which-entry', 'cable', 'dfu-switch', 'linux-sandbox'],
    android: ['which-entry', 'android', 'cable', 'dfu-switch'],
    chromeos: ['which-entry', 'cable', 'chromeos', 'dfu-switch'],
    any: ['which-entry', 'cable', 'dfu-switch'],
  },
  'no-access': {
    windows: ['windows-bootloader', 'windows-running', 'windows-probe', 'other-programs'],
    linux: ['linux-rule', 'linux-sandbox', 'other-programs'],
    chromeos: ['chromeos', 'other-programs'],
    any: ['other-programs', 'cable'],
  },
  busy: {
    windows: ['other-programs', 'windows-probe'],
    chromeos: ['other-programs', 'chromeos'],
    any: ['other-programs'],
  },
  'no-bootloader': {
    windows: ['windows-bootloader', 'dfu-switch', 'gpio-wires'],
    linux: ['dfu-switch', 'gpio-wires', 'linux-rule'],
    any: ['dfu-switch', 'gpio-wires', 'cable'],
  },
  'no-webusb': { any: ['browser', 'command-line'] },
  'insecure-page': { any: ['secure-page', 'command-line'] },
  'before-connect': { windows: ['windows-running', 'windows-bootloader'], any: [] },
};

export function topicsFor(trouble: Trouble, system: System): readonly TopicCode[] {
  const row = table[trouble];
  return row[system] ?? row.any ?? [];
}

const troubles: Partial<Record<ErrorCode, Trouble>> = {
  'permission-denied': 'no-access',
  'driver-missing': 'no-access',
  'usb-unavailable': 'no-access',
  'device-busy': 'busy',
  'no-device': 'nothing-chosen',
  'device-did-not-return': 'no-bootloader',
  'not-in-dfu-mode': 'no-bootloader',
};

/** What a failure is a sign of, where help is known for it. */
export function troubleOf(code: ErrorCode): Trouble | undefined {
  return troubles[code];
}
