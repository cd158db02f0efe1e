// Messages about a chip that is programmed through an ST-Link.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';
import type { ProbeName } from './stlink.ts';

/** A name, or the number that has none. */
type NameOrNumber = string | number;

/** What a probe reads as the supply of the board. */
export type SupplyReading = 'unseen' | 'low' | 'supplied' | 'not-told';

/** Codes of messages about a chip that is programmed through an ST-Link, each with its parameters. */
export interface SwdMessages {
  // What chip it is. `core`: a name or CPUID; `family`: a name or the device id.
  'swd.chip-core': { readonly core: NameOrNumber };
  'swd.chip-copy': { readonly family: NameOrNumber; readonly core: NameOrNumber; readonly revision: string };
  'swd.chip-other': { readonly family: NameOrNumber; readonly core: NameOrNumber };
  'swd.chip-f405': {
    readonly family: NameOrNumber;
    readonly revision: string;
    readonly flashKiB?: number | undefined;
  };
  'swd.other-chip': { readonly chip: Said };
  'swd.no-arm-core': { readonly cpuid: number };
  'swd.no-reset': undefined;
  /** `by`: the pin NRST, or a request to the core. */
  'swd.no-halt': { readonly by: 'pin' | 'request' };
  // `flashStatus`: FLASH_SR.
  'swd.sector-protected': { readonly request: Said };
  'swd.flash-error': { readonly request: Said; readonly flashStatus: string };
  'swd.still-busy': { readonly request: Said; readonly ms: number };
  'swd.unsteady': undefined;
  'swd.power-cycle-after-unlock': undefined;
  /** Chips that are there instead, and the probes that found them. */
  'swd.serial-not-found': {
    readonly serial: string;
    readonly others: readonly { readonly serial?: string | undefined; readonly probe: ProbeName }[];
  };
  /** `clone`: the probe may measure what it gives itself. */
  'swd.silent': {
    readonly probe: string;
    readonly firmware: string;
    readonly volts?: number | undefined;
    readonly reading: SupplyReading;
    readonly clone: boolean;
  };
  'swd.code-late': { readonly request: Said };
  'swd.code-stopped': { readonly request: Said };
  'swd.code-damaged': undefined;
  'swd.probe-disconnected': undefined;
  'swd.link-closed': undefined;
  'swd.probe-silent': { readonly cause: Said };
  'swd.chip-changed': { readonly found: Said; readonly expected?: string | undefined };
  'swd.did-not-return': { readonly device: DeviceName };
  'swd.probe-did-not-return': { readonly device: DeviceName };
}
