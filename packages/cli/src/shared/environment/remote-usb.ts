// Boards at the other end of a network.

import { FlasherError, LinkError, systemClock, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { commandMessage } from '@odflash/messages';
import { connectUsbip } from '@odflash/usbip';
import type { ServerAddress } from '../../option-values.ts';

/** How long the look that found the server counts as the first one for a board, in ms. */
const freshMs = 250;

/**
 * Lists carry no serial numbers. A running board is asked for its own only where that is wanted (`names`): being given back
 * resets a device. A wrong address is not a bad cable: whether a server answers is found out before a board is looked for.
 */
export async function remoteUsb(server: ServerAddress, names: boolean): Promise<UsbBus> {
  const identify = (device: UsbDeviceInfo) => {
    const kind = classifyDevice(device);
    return kind === 'rom' || (names && kind === 'runtime');
  };
  const bus = connectUsbip({ ...server, clock: systemClock, identify });
  const devices = await bus.list().catch(noServer);
  const seen = systemClock.now();
  let isFirst = true;
  return {
    ...bus,
    async list() {
      const isKnown = isFirst && systemClock.now() - seen < freshMs;
      isFirst = false;
      return isKnown ? devices : bus.list().catch(noBoards);
    },
  };
}

/** A server that has answered once is a part of the cable: while it does not answer, its boards are away, and may return with it. */
function noBoards(thrown: unknown): readonly UsbDeviceInfo[] {
  if (thrown instanceof LinkError) return [];
  throw thrown;
}

function noServer(thrown: unknown): never {
  if (!(thrown instanceof LinkError)) throw thrown;
  const text = commandMessage('end.server-failed', { detail: thrown.message });
  throw new FlasherError(thrown.kind === 'timeout' ? 'timeout' : 'transfer-failed', text, {
    next: commandMessage('next.check-server'),
    retryable: true,
    cause: thrown,
  });
}
