// The copy of the USB library in use. A copy's libusb context learns of new devices from udev; where no udev runs
// (containers, small systems) it stays as it was when it was loaded, and only a new copy sees what has come since.

import type { UsbLibrary } from './usb-library.ts';

export interface LibraryContext {
  /** The copy in use, loaded by the first call. Throws `usb-unavailable`. */
  library(): UsbLibrary;
  /** A new copy with a new view of the bus. What was opened with the old one stays open. Throws `usb-unavailable`. */
  renew(): UsbLibrary;
  /** Calls back when the system says that devices came or went; never, where it does not say. */
  onChange(listener: () => void): Disposable;
}

export function libraryContext(load: () => UsbLibrary): LibraryContext {
  let current: UsbLibrary | undefined;
  const library = () => {
    current ??= load();
    return current;
  };
  return {
    library,
    renew() {
      current = load();
      return current;
    },
    onChange(listener) {
      try {
        return subscribe(library(), listener);
      } catch {
        // A watcher also polls, and gets the reason for a failure there.
        return { [Symbol.dispose]: () => undefined };
      }
    },
  };
}

function subscribe(library: UsbLibrary, listener: () => void): Disposable {
  const events = ['attach', 'detach'] as const;
  for (const event of events) library.on(event, listener);
  return {
    [Symbol.dispose]() {
      for (const event of events) library.off(event, listener);
    },
  };
}
