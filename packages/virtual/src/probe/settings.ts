// Everything that makes one virtual probe differ from another, as data.

import type { WireFaults } from '../faults/wire.ts';
import { quietWire } from '../faults/wire.ts';
import type { ProbeModelName } from './models.ts';

/** What can happen to one command that reaches for the chip. */
export type SwdFaultKind =
  /** The access port answers WAIT. */
  | 'wait'
  /** The access port answers FAULT, and nothing is executed. */
  | 'fault'
  /** A reply with a parity error; a read is garbled, a write was executed. */
  | 'parity'
  /** Nothing answers this once: a loose wire. */
  | 'silent'
  /** Nothing answers until the board's supply was off and on. */
  | 'lost'
  /** The chip resets itself. */
  | 'reset'
  /** The board's supply fails for good, or for a moment. */
  | 'power-cut'
  | 'brown-out';

export interface SwdFaults {
  /** By kind, the ordinals (from 1) of the commands it happens to. */
  readonly at: Readonly<Partial<Record<SwdFaultKind, readonly number[]>>>;
  /** SWD is lost, until a power cycle, as soon as code runs from RAM. */
  readonly lostInCode: boolean;
}

export const quietSwd: SwdFaults = { at: {}, lostInCode: false };

export interface ProbeSettings {
  readonly model: ProbeModelName;
  /** The number behind J; the model's if absent. */
  readonly firmware?: number | undefined;
  /** The sense pin of a probe that has one. */
  readonly sense: 'wired' | 'open' | 'floating';
  /** What it reads as target voltage, in mV, whatever is wired. */
  readonly millivolts?: number | undefined;
  /** Whether NRST is wired: the cable that came with ODrives has three wires. */
  readonly resetLine: 'wired' | 'open';
  /** SWDIO and SWCLK. */
  readonly wires: 'right' | 'open' | 'swapped';
  /** The mode it is found in. `left-over`: in SWD mode, with a reply that was never fetched. */
  readonly found: 'idle' | 'dfu' | 'left-over' | 'hanging';
  /** `zeros`: a probe that was a J-Link for a while. */
  readonly version: 'own' | 'zeros';
  /** How its serial number comes; as the model's does if absent. `odd`: left behind by a debugger that hung. */
  readonly serial?: 'digits' | 'raw' | 'odd' | undefined;
  /** Another program has its debug interface. */
  readonly taken: boolean;
  readonly usb: WireFaults;
  readonly swd: SwdFaults;
}

export const soundProbe: ProbeSettings = {
  model: 'v2',
  sense: 'wired',
  resetLine: 'wired',
  wires: 'right',
  found: 'idle',
  version: 'own',
  taken: false,
  usb: quietWire,
  swd: quietSwd,
};
