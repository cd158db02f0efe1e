// Messages about updates from running board to running board.

import type { SaidText } from './said.ts';

export interface UpdateMessages {
  /** A line that follows a failure: the work goes on. */
  'update.retrying': { readonly failure: SaidText };
  'update.not-started': { readonly failure: SaidText };
  'update.old-firmware-not-started': { readonly failure: SaidText };
  /** What ended it, where the configuration lies, and which startup flags stay off. */
  'update.failed': {
    readonly failure: SaidText;
    readonly configuration?: string | undefined;
    readonly held: readonly string[];
  };
  'update.configuration-owed': { readonly failure: SaidText };
}
