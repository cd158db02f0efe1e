// Messages about an ST-Link itself. `probe`: its model.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';

/** A probe as a person finds it; the model where its USB ids name one. */
export interface ProbeName extends DeviceName {
  readonly model?: string | undefined;
}

interface ProbeFirmware {
  readonly probe: string;
  readonly firmware: string;
}

/** Codes of messages about an ST-Link itself, each with its parameters. */
export interface StlinkMessages {
  'stlink.probe': ProbeName;
  /** `status`: its name in ST's terms. */
  'stlink.error-status': { readonly request: Said; readonly status: string };
  'stlink.out-of-step': { readonly request: Said; readonly found: Said };
  'stlink.refused': { readonly request: Said };
  'stlink.several-connected': { readonly devices: readonly ProbeName[] };
  /** `others`: probes that are there and are not the one wanted. */
  'stlink.not-found': { readonly others: readonly ProbeName[] };
  'stlink.stm8-only': ProbeFirmware;
  'stlink.firmware-damaged': ProbeFirmware;
  'stlink.no-probe': { readonly path: string };
  'stlink.in-loader': { readonly probe: string; readonly path: string };
  'stlink.unsupported': { readonly probe: string; readonly path: string };
  'stlink.stays-in-mode': { readonly probe: string; readonly mode: string };
}
