// What the virtual firmware has to do with the rest of the board: what any firmware has, and time.

import type { Cancel } from '../time/clock.ts';
import type { RuntimeEnvironment } from './protocol/usb.ts';

export interface FirmwareEnvironment extends Omit<RuntimeEnvironment, 'board'> {
  after(ms: number, action: () => void): Cancel;
}
