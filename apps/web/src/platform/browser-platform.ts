// The platform of a page in a real browser.

import { systemClock } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import { keepAwake } from './keep-awake.ts';
import { opfsVault } from './opfs-vault.ts';
import type { NoUsb, Platform } from './platform.ts';
import { openReleases } from './releases.ts';
import { systemOf } from './system.ts';

export function browserPlatform(window: Window & typeof globalThis): Platform {
  const { navigator, document } = window;
  const usb = window.isSecureContext ? navigator.usb : undefined;
  const noUsb: NoUsb | undefined = usb ? undefined : window.isSecureContext ? 'no-webusb' : 'insecure-page';
  return {
    bus: usb && webUsbBus(usb, { clock: systemClock }),
    noUsb,
    clock: systemClock,
    vault: opfsVault({ storage: navigator.storage, locks: navigator.locks }),
    system: systemOf(navigator),
    releases: openReleases(new URL('firmware/', document.baseURI)).catch(() => undefined),
    keepAwake: keepAwake(window),
  };
}
