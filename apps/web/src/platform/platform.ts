// What a page has of the machine it runs on, as ports. Types only: the browser fills them in browser-platform.ts, the demo in demo/.

import type { Clock, UsbDeviceInfo, Vault } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import type { FirmwareRelease, FirmwareSource } from '@odflash/core/update';
import type { WebUsbBus } from '@odflash/core/usb';

/** What the page says differently for. `other` where the browser does not say. */
export type System = 'windows' | 'linux' | 'macos' | 'chromeos' | 'android' | 'other';

/** Why there is no USB here: no such interface in this browser, or a page that was not loaded over https or from loopback. */
export type NoUsb = 'no-webusb' | 'insecure-page';

/** Firmware on the page's own origin, for any board. */
export interface OwnReleases extends FirmwareSource {
  /** Every version there is, newest first. Throws FlasherError. */
  all(): Promise<readonly FirmwareRelease[]>;
}

/** What keeps the machine awake and the page open while a board is changed. Disposing releases it. */
export type KeepAwake = () => Disposable;

/** The browser's list, where the browser is virtual, too. Empty while nothing is asked. */
export interface Picker {
  readonly devices: readonly UsbDeviceInfo[];
  watch(listener: () => void): () => void;
  pick(device: UsbDeviceInfo | undefined): void;
}

/** What a person does to a virtual board. Absent where the boards are real. */
interface DemoControls {
  readonly picker: Picker;
  /** Reads like the profile text of a virtual board. */
  readonly profile: string;
  /** Why the board is not the one that the address of the page asks for. */
  readonly problem: Said | undefined;
  /** How much faster than a real board time passes. */
  readonly speed: number;
  /** True while the DIP switch is on DFU. */
  readonly switchedToDfu: () => boolean;
  setSwitch(position: 'dfu' | 'run'): void;
  powerCycle(): void;
  cable(inserted: boolean): void;
}

/** The platform of one page. */
export interface Platform {
  /** Absent where the browser has no WebUSB for this page. */
  readonly bus: WebUsbBus | undefined;
  readonly noUsb?: NoUsb | undefined;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly system: System;
  /** Absent, or resolves with nothing, where the page was built without firmware: then files only. Nothing waits for it before a board is known. */
  readonly releases?: Promise<OwnReleases | undefined> | undefined;
  readonly keepAwake: KeepAwake;
  readonly controls?: DemoControls | undefined;
}
