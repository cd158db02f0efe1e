// Messages about values of a running board that were set or saved. Values are as a person types them.

import type { Said } from '@odflash/core/messages';

export interface ValueMessages {
  'value.set-planned': {
    readonly path: string;
    readonly before: string;
    readonly value: string;
    readonly also: readonly Said[];
  };
  'value.set': {
    readonly path: string;
    readonly before: string;
    readonly value: string;
    readonly also: readonly Said[];
  };
  'value.unchanged': { readonly path: string; readonly value: string };
  'value.differs': { readonly path: string; readonly value: string; readonly found: string };
  'value.saved': undefined;
  'value.saved-and-restarted': undefined;
  'value.save-planned': undefined;
  'value.not-saved': undefined;
  'value.axis-idle': { readonly axis: string };
  'value.axis-stays-armed': { readonly axis: string };
  'value.axis-idle-again': { readonly axis: string };
  'value.axis-set-to-idle': { readonly axis: string };
}
