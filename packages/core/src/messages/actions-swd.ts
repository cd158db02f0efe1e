// What a person does next about a probe, or a chip behind one.

import type { SupplyReading } from './swd.ts';

/** Codes of what a person does next about a probe, or a chip behind one, each with its parameters. */
export interface SwdActionMessages {
  'next.plug-in-stlink': undefined;
  'next.rewrite-probe-firmware': undefined;
  'next.replug-probe-or-rewrite-firmware': undefined;
  'next.use-supported-probe': undefined;
  'next.close-probe-programs': undefined;
  'next.free-and-replug-probe': undefined;
  'next.free-replug-and-repeat': undefined;
  'next.power-cycle-and-repeat': undefined;
  'next.connect-probe-to-odrive': undefined;
  'next.connect-original-board': undefined;
  'next.restore-probe-connection': undefined;
  /** Of a chip that had answered before. */
  'next.power-cycle-lost-chip': undefined;
  'next.check-swd-wiring': { readonly reading: SupplyReading; readonly clone: boolean };
}
