// Messages about a calibration, a call, and what became of their results.

import type { Said } from '@odflash/core/messages';

export interface CalibrationMessages {
  'calibration.planned': undefined;
  'calibration.failed': { readonly axis: string; readonly step: Said };
  'calibration.done': { readonly axis: string };
  'calibration.saved': undefined;
  'calibration.not-saved': undefined;
  'call.planned': { readonly path: string };
  'call.called': { readonly path: string };
  'call.unknown': { readonly path: string };
}
