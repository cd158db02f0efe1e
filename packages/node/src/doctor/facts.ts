// What a diagnosis is made of: plain data, gathered elsewhere, so that every machine can be imagined in a test.

import type { ErrorCode, Finding as PreflightFinding, UsbDeviceInfo } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import type { LinkFailure } from '@odflash/core/ports';

/** One device of interest, and what became of the attempt to use it. */
export interface ExaminedDevice {
  readonly device: UsbDeviceInfo;
  readonly kind: DeviceKind;
  /** Why opening or claiming it failed; absent where it worked. */
  readonly failure?: LinkFailure | undefined;
  /** What the system said, for people. */
  readonly failureText?: string | undefined;
  /** Whether anything could start: read from the flash of a board in DFU mode, where it could and may be read. */
  readonly firmware?: 'present' | 'none' | undefined;
  /** What a flash of this board would find, where it could be opened. */
  readonly preflight?: readonly PreflightFinding[] | undefined;
  /** Linux: it is plugged into a hub, or into an xHCI controller directly; absent where neither is known. */
  readonly socket?: 'hub' | 'xhci' | undefined;
  /** The board could be opened, but not asked. */
  readonly silence?: { readonly code: ErrorCode; readonly text: Said; readonly next?: Said } | undefined;
  /** Linux: the device node; `mode` as octal text, absent where there is no node. */
  readonly node?: { readonly path: string; readonly mode?: string | undefined } | undefined;
  /** Programs that have the device open, where the system says. */
  readonly holders?: readonly string[] | undefined;
  /** Windows: the service bound to the device or to the interface that matters; absent if there is none. */
  readonly driver?: string | undefined;
}

/** `rom`: an STM32 in its bootloader. `runtime`: an ODrive running its firmware. `probe`: an ST-Link. */
export type DeviceKind = 'rom' | 'runtime' | 'probe';

/** A file of udev rules. */
export interface UdevRuleFile {
  readonly path: string;
  readonly text: string;
}

/** What of Linux decides whether a board can be opened. */
export interface LinuxFacts {
  /** Release of the kernel, which betrays WSL. */
  readonly kernel: string;
  readonly isRoot: boolean;
  /** True inside Docker, Podman, LXC and the like. */
  readonly isContainer: boolean;
  /** Product name of the virtual machine this is; absent on a real one. */
  readonly virtualMachine?: string | undefined;
  /** False: rules are not applied to device nodes, devices are not announced. */
  readonly udevRuns: boolean;
  /** Whether logind has a graphical or console seat for this user: `uaccess` gives rights to no other user. */
  readonly hasSeat: boolean;
  /** Rule files that mention one of our vendors. */
  readonly rules: readonly UdevRuleFile[];
  /** ModemManager probes every new serial port, an ODrive's included. */
  readonly modemManagerRuns: boolean;
}

/** What of Windows decides whether a board can be opened. */
export interface WindowsFacts {
  /** The service bound to a bootloader that was here before; absent where none was. */
  readonly bootloaderDriver?: string | undefined;
  /** A device is plugged in that Windows could read nothing of. */
  readonly hasNamelessDevice: boolean;
}

/** What the doctor looked at, as plain data. */
export interface DoctorFacts {
  readonly platform: NodeJS.Platform;
  /** Why there is no list of devices at all; absent where there is one. */
  readonly noBus?: { readonly reason: 'no-usb' | 'library'; readonly text: Said } | undefined;
  /** Boards and probes. */
  readonly devices: readonly ExaminedDevice[];
  /** Boards are flashed through a probe: what is wrong there is a problem beside a board on USB, too. */
  readonly atProbe?: boolean | undefined;
  /** Bootloaders of other chips that clones have in place of an STM32. */
  readonly otherChips?: readonly UsbDeviceInfo[] | undefined;
  /** Devices of every kind, so that an empty bus and one without boards can be distinguished. */
  readonly deviceCount: number;
  readonly linux?: LinuxFacts | undefined;
  readonly windows?: WindowsFacts | undefined;
}
