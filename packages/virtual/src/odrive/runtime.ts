// The virtual firmware as the board's runtime.

import { after } from '../time/clock.ts';
import { startFirmware } from './firmware.ts';
import { type RuntimeFactory, silentRuntime } from './protocol/usb.ts';

/** Starts whatever ODrive firmware lies in flash; one that is not known answers nothing. */
export const odriveRuntime: RuntimeFactory = (environment) => {
  const firmware = startFirmware({ ...environment, after: (ms, action) => after(environment.clock, ms, action) });
  if (firmware === undefined) return silentRuntime;
  if (firmware === 'hangs') return firmware;
  const { endpoints, control, setsInterfaces, stop } = firmware;
  return { endpoints, control, setsInterfaces, stop, busReset: () => undefined };
};
