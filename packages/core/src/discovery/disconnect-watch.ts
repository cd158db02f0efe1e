// Whether a device that was asked to disconnect has done so. Begun before the request is made, because a device that is away only for
// a moment may be on the list again by the time the list is read.

import { message } from '../messages/message.ts';
import type { Clock, UsbBus, UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { classifyDevice, watchBus } from './find.ts';

export interface DisconnectWatch extends Disposable {
  /** True if the device has left since the watch began, or does so within `ms`. */
  seen(ms: number, signal?: AbortSignal): Promise<boolean>;
}

export function watchDisconnect(bus: UsbBus, clock: Clock, device: UsbDeviceInfo): DisconnectWatch {
  let left = false;
  const kind = classifyDevice(device);
  const watch = bus.watch((event) => {
    if (event.type === 'left' && event.device.path === device.path) left = true;
  });
  const gone = (devices: readonly UsbDeviceInfo[]) =>
    left || !devices.some((other) => classifyDevice(other) === kind && other.path === device.path);
  return {
    seen: async (timeoutMs, signal) =>
      (await translated(message('request.list-devices'), () =>
        watchBus(bus, (devices) => (gone(devices) ? true : undefined), { clock, timeoutMs, signal }),
      )) === true,
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}
