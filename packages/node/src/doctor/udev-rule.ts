// The udev rule that lets a person use the boards without sudo, and the steps that install it, as data. Only what the system
// reads: no sentence for people.

import { type UsbId, usbIds } from '@odflash/core/board';
import { stlinkIds } from '../usb/known-devices.ts';

/** Before 73-seat-late.rules, which is where the `uaccess` tag is acted upon (systemd). */
export const udevRulePath = '/etc/udev/rules.d/70-odflash.rules';

/** Who may open a board. */
export interface UdevRuleOptions {
  /**
   * Opens the boards to every user of the machine. For machines without a screen, where no user has a seat and `uaccess`
   * reaches no one.
   */
  readonly everyone?: boolean | undefined;
}

const groups: readonly { readonly name: string; readonly ids: readonly UsbId[] }[] = [
  { name: 'STM32 bootloader (ODrive v3 in DFU mode)', ids: [usbIds.rom] },
  { name: 'ODrive running its firmware', ids: usbIds.runtime },
  { name: 'ST-Link', ids: stlinkIds },
];

/** The whole rule file. */
export function udevRule({ everyone = false }: UdevRuleOptions = {}): string {
  const rights = everyone ? 'MODE="0666"' : 'MODE="0660", TAG+="uaccess"';
  // ModemManager sends AT commands to every new serial port, and an ODrive has one.
  const rest = `${rights}, ENV{ID_MM_DEVICE_IGNORE}="1"`;
  const lines = groups.flatMap(({ name, ids }) => [
    `# ${name}`,
    ...ids.map(
      ({ vendorId, productId }) =>
        `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${hex(vendorId)}", ATTR{idProduct}=="${hex(productId)}", ${rest}`,
    ),
  ]);
  return ['# Written by odflash udev-setup: gives users access to ODrive boards without sudo.', ...lines, ''].join(
    '\n',
  );
}

/** One step of the setup: a file to write, or a command to run. */
export type SetupStep =
  | { readonly write: string; readonly text: string }
  /** A program and its parameters. `optional`: the rule works without it, after the next replug. */
  | { readonly run: readonly [string, ...string[]]; readonly optional: true };

/** Write the rule, let udev read it, let udev apply it to what is plugged in already. */
export function udevSetup(options: UdevRuleOptions = {}): readonly SetupStep[] {
  return [
    { write: udevRulePath, text: udevRule(options) },
    { run: ['udevadm', 'control', '--reload'], optional: true },
    { run: ['udevadm', 'trigger', '--subsystem-match=usb'], optional: true },
  ];
}

/** As udev and lsusb write an id: four digits. */
export function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
