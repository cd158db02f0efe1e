// The USB sockets of this machine as a UsbBus, over libusb. Knows when to try again; how devices are found and opened is
// described elsewhere.

import { type Clock, LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { pollingWatch } from '@odflash/core/discovery';
import { retry } from '@odflash/core/retry';
import { oneAtATime } from '@odflash/core/usb';
import { libraryContext } from './library-context.ts';
import { openLibusbLink } from './libusb-link.ts';
import { type LinuxDevices, linuxDevices } from './linux-devices.ts';
import { librarySockets, linuxSockets } from './sockets.ts';
import { type LibraryDevice, loadUsbLibrary, type UsbLibrary } from './usb-library.ts';

/** The clock, and what a test replaces. */
export interface UsbBusOptions {
  readonly clock: Clock;
  /** Pause between two looks while the bus is watched, beside the system's own events, in ms. Default 1000. */
  readonly pollMs?: number | undefined;
  /** Default: the `usb` package. */
  readonly load?: (() => UsbLibrary) | undefined;
  /** Default: this machine's. */
  readonly platform?: NodeJS.Platform | undefined;
  /** What Linux shows by itself. Default: this machine's /sys and /dev. */
  readonly linux?: LinuxDevices | undefined;
}

/**
 * The devices plugged into this machine. Nothing is loaded before the first call. Calls throw LinkError, and FlasherError
 * `usb-unavailable` on a machine without USB or where the native library does not load.
 */
export function usbBus(options: UsbBusOptions): UsbBus {
  const { clock, load = loadUsbLibrary, platform = process.platform } = options;
  const context = libraryContext(load);
  const opened = new Set<LibraryDevice>();
  const sockets =
    platform === 'linux'
      ? linuxSockets(context, options.linux ?? linuxDevices(), clock)
      : librarySockets(context, platform, (device) => opened.has(device));
  const inTurn = oneAtATime();

  async function openOnce(info: UsbDeviceInfo): Promise<UsbLink> {
    const device = await sockets.find(info);
    if (!device) throw new LinkError('disconnected', `the device at ${info.path} disconnected`);
    // libusb would hand out the same handle twice, and the first to close it would close both.
    if (opened.has(device)) throw new LinkError('busy', `this program has already opened the device at ${info.path}`);
    const link = openLibusbLink({ library: context.library(), device, info, platform });
    opened.add(device);
    return {
      ...link,
      async [Symbol.asyncDispose]() {
        await link[Symbol.asyncDispose]();
        opened.delete(device);
      },
    };
  }

  async function open(info: UsbDeviceInfo): Promise<UsbLink> {
    const once = () =>
      openOnce(info).catch(async (thrown) => {
        throw thrown instanceof LinkError ? await sockets.explain(thrown, info) : thrown;
      });
    return platform === 'linux' ? retry('device-rights', once, { clock }) : once();
  }

  const list = () => inTurn(sockets.list);
  return {
    list,
    open: (info) => inTurn(() => open(info)),
    watch(listener) {
      const watch = pollingWatch(list, listener, { clock, pollMs: options.pollMs ?? 1000 });
      const events = context.onChange(watch.look);
      return {
        [Symbol.dispose]() {
          events[Symbol.dispose]();
          watch[Symbol.dispose]();
        },
      };
    },
  };
}
