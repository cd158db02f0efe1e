// The boards that a command line which is not finished can mean, quickly: a person is waiting for the Tab key.

import type { UsbBus } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';

/** A board, and what it is. */
export interface BoardAtHand {
  readonly path: string;
  readonly serial?: string | undefined;
  readonly text: string;
}

/** The longest wait for a board, in ms. */
const patienceMs = 1_500;

const modes = { rom: 'in DFU mode', runtime: 'running', other: '' } as const;

/** On the bus that `words` name. Empty where it cannot be asked in time. */
export async function boardsOn(words: readonly string[]): Promise<readonly BoardAtHand[]> {
  try {
    const late = new Promise<never>((_, reject) => void setTimeout(reject, patienceMs).unref());
    const devices = await Promise.race([busOf(words).then((bus) => bus.list()), late]);
    return devices
      .filter((device) => classifyDevice(device) !== 'other')
      .map((device) => ({ path: device.path, serial: device.serial, text: modes[classifyDevice(device)] }));
  } catch {
    return [];
  }
}

async function busOf(words: readonly string[]): Promise<UsbBus> {
  const values = (option: string) => words.flatMap((word, index) => (word === option ? [words[index + 1] ?? ''] : []));
  const profiles = values('--virtual');
  if (profiles.length > 0) {
    const { openVirtualBench } = await import('../shared/environment/virtual-bench.ts');
    // Without its folder: a board that another process has in hand is not disturbed.
    return openVirtualBench(profiles, undefined).bus;
  }
  const [server] = values('--usbip');
  if (server !== undefined) {
    const { openServer } = await import('./server.ts');
    return openServer(server);
  }
  const { ownUsb } = await import('../shared/environment/own-usb.ts');
  return ownUsb().bus;
}
