// Messages that belong to no area.

import type { SaidText } from './said.ts';

export interface CommonMessages {
  /** What another library, the system or a server says, in its own words. */
  'common.quoted': { readonly text: string };
  /** Several sentences, one after the other. */
  'common.sentences': { readonly sentences: readonly SaidText[] };
}
