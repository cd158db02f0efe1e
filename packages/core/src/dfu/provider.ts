// The ROM bootloader as a way to a chip.

import { findRom } from '../discovery/find.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { TargetProvider } from '../target/provider.ts';
import { openDfuTarget } from './dfu-target.ts';
import { dfuHazards } from './hazards.ts';
import { urgentOfAll } from './unchosen.ts';

/** Boards in DFU mode, over USB. */
export const dfuProvider: TargetProvider<UsbDeviceInfo> = {
  kind: 'dfu',
  needsDfuMode: true,
  find: findRom,
  open: (device, env) => openDfuTarget({ ...env, device }),
  hazards: dfuHazards,
  urgentOfAll,
};
