// The chip behind an ST-Link.

import { axesOverUsb, type RunningEnv } from '@odflash/core/running';
import { swdProvider } from '@odflash/core/swd';
import type { TargetProvider } from '@odflash/core/target';
import type { BoardOptions } from '../../options.ts';

/** `env`: where the axes of the board are asked over USB, if it is there. */
export function stlinkTarget({ underReset }: Pick<BoardOptions, 'underReset'>, env?: RunningEnv): TargetProvider {
  return swdProvider({ mayReset: underReset, askAxes: env && axesOverUsb(env) });
}
