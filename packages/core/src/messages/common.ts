// Messages that belong to no area.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';

/** Codes of messages that belong to no area, each with its parameters. */
export interface CommonMessages {
  /** What another library, the system or a server says, in its own words. */
  'common.quoted': { readonly text: string };
  /** `356D38673332 at 1-2.3`. */
  'common.device': DeviceName;
  /** Several sentences, one after the other. */
  'common.sentences': { readonly sentences: readonly Said[] };
}
