// The virtual firmware as the board's runtime.

import { mainFlash } from '@odflash/core';
import { after } from '../clock.ts';
import { type RuntimeFactory, silentRuntime } from '../runtime/odrive.ts';
import { startFirmware } from './firmware.ts';

/** ODrive's linker gives the firmware sectors 0 to 9. */
const firmwareLength = 768 * 1024;

/** Starts whatever ODrive firmware lies in flash; one that is not known answers nothing. */
export const odriveRuntime: RuntimeFactory = (environment) => {
  const { clock, flash } = environment;
  const firmware = startFirmware(flash.subarray(0, Math.min(firmwareLength, mainFlash.length)), {
    ...environment,
    after: (ms, action) => after(clock, ms, action),
  });
  if (firmware === undefined) return silentRuntime;
  if (firmware === 'hangs') return firmware;
  const { endpoints, control, setsInterfaces, stop } = firmware;
  return { endpoints, control, setsInterfaces, stop, busReset: () => undefined };
};
