// What odflash calibrate was called with.

import type { CalibrationPart } from '@odflash/core/running';
import type { ChangeOptions, RunningOptions } from '../../options.ts';

export const parts: readonly CalibrationPart[] = ['motor', 'encoder', 'full'];

export interface CalibrateOptions extends ChangeOptions, RunningOptions {
  readonly save?: true | undefined;
  readonly backupDir?: string | undefined;
}
