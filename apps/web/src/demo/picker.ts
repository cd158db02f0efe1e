// The browser's list of devices in the demo, where more than one could be meant. One that is alone is taken at once.

import type { UsbDeviceInfo } from '@odflash/core';
import type { Chooser } from '@odflash/virtual';
import type { Picker } from '../platform/platform.ts';

export function createPicker(): Picker & { readonly choose: Chooser } {
  const listeners = new Set<() => void>();
  let settle: ((device: UsbDeviceInfo | undefined) => void) | undefined;
  let devices: readonly UsbDeviceInfo[] = [];
  const show = (next: readonly UsbDeviceInfo[]) => {
    devices = next;
    for (const listener of listeners) listener();
  };
  return {
    get devices() {
      return devices;
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pick: (device) => {
      show([]);
      settle?.(device);
    },
    choose: (fitting) => {
      if (fitting.length < 2) return Promise.resolve(fitting[0]);
      return new Promise((resolve) => {
        settle = resolve;
        show(fitting);
      });
    },
  };
}
