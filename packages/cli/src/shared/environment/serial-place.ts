// The one board at a serial port, as a bus of its own.

import { systemClock } from '@odflash/core';
import type { RunningEnv } from '@odflash/core/running';
import { openSerialPort, serialBoard } from '@odflash/node';

/** `port`: /dev/ttyUSB0, COM3, /dev/ttyS0@921600. */
export function serialPlace(port: string): Pick<RunningEnv, 'bus' | 'openChannel'> {
  const [, path = port, baud] = /^(.+)@(\d+)$/.exec(port) ?? [];
  return serialBoard(path, () => openSerialPort(path, baud === undefined ? undefined : Number(baud)), systemClock);
}
