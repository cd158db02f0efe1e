// What odflash doctor can find, as data: how serious it is, what it means, and what a person does about it. Words only;
// when each applies is decided in diagnose.ts.

import type { ErrorCode } from '@odflash/core';
import type { Text } from '@odflash/core/messages';
import { udevRulePath } from './udev-rule.ts';

/** What the doctor can find. */
export type FindingCode =
  | 'usb-unavailable'
  | 'usb-unavailable-in-wsl'
  | 'usb-unavailable-in-container'
  | 'library-does-not-load'
  | 'board-ready'
  | 'board-running'
  | 'probe-ready'
  | 'board-without-firmware'
  | 'board-refused'
  | 'board-warning'
  | 'no-board'
  | 'other-chip'
  | 'probe-holds-board'
  | 'same-serial'
  | 'node-missing'
  | 'rule-missing'
  | 'rule-not-applied'
  | 'rule-needs-seat'
  | 'rule-needs-group'
  | 'rule-too-late'
  | 'udev-not-running'
  | 'modem-manager'
  | 'access-denied'
  | 'driver-missing-rom'
  | 'driver-missing-runtime'
  | 'driver-missing-probe'
  | 'driver-foreign'
  | 'bootloader-driver'
  | 'nameless-device'
  | 'device-busy'
  | 'second-device-in-wsl'
  | 'second-device-in-virtual-machine'
  | 'device-unresponsive';

interface FindingFacts {
  readonly level: 'ok' | 'note' | 'problem';
  readonly title: Text;
  /** What a command that meets this problem fails with, and so the page that says more. Every problem has one. */
  readonly error?: ErrorCode | undefined;
  /** What to do, step by step; nothing where there is nothing to do. */
  readonly fix: readonly Text[];
}

const replug = 'Unplug the USB cable and plug it in again.';
const setUpUdev = 'Run: sudo odflash udev-setup';

/** Every finding with its level, its text and what to do. */
export const findingTable: Readonly<Record<FindingCode, FindingFacts>> = {
  'usb-unavailable': {
    level: 'problem',
    error: 'usb-unavailable',
    title: 'This machine has no USB',
    fix: ['Run odflash on a machine with USB.', 'Or try it without hardware: --virtual v3.6-56V+dfu.'],
  },
  'usb-unavailable-in-wsl': {
    level: 'problem',
    error: 'usb-unavailable',
    title: 'Linux under Windows (WSL) has no access to USB devices until they are attached',
    fix: [
      'In Windows install usbipd-win, then in a PowerShell as administrator: usbipd list, usbipd bind --busid BUSID, usbipd attach --wsl --busid BUSID --auto-attach.',
      'Or install odflash in Windows and run it there.',
    ],
  },
  'usb-unavailable-in-container': {
    level: 'problem',
    error: 'usb-unavailable',
    title: 'This container has no access to USB',
    fix: ['Start it with --privileged -v /dev/bus/usb:/dev/bus/usb -v /sys:/sys, or run odflash on the host.'],
  },
  'library-does-not-load': {
    level: 'problem',
    error: 'usb-unavailable',
    title: 'The USB library does not load',
    fix: [
      'On Linux install libudev (Debian and Ubuntu: libudev1, Alpine: eudev-libs).',
      'Reinstall odflash with the same Node.js that runs it.',
    ],
  },
  'board-ready': { level: 'ok', title: 'A board in DFU mode is ready', fix: [] },
  'board-running': { level: 'ok', title: 'An ODrive is running its firmware', fix: [] },
  'board-refused': {
    level: 'problem',
    error: 'board-unknown',
    title: 'A flash would stop here',
    fix: ['Run odflash flash FILE for instructions.'],
  },
  'board-warning': {
    level: 'note',
    title: 'A flash would ask for confirmation',
    fix: ['A flash or an update asks before it begins; --yes confirms.'],
  },
  'probe-ready': { level: 'ok', title: 'An ST-Link is ready', fix: [] },
  'board-without-firmware': {
    level: 'note',
    title: 'The board in DFU mode contains no bootable firmware',
    fix: [
      'Flash one: odflash flash FILE.',
      'Until then it does not appear on USB with the switch on RUN; this is normal.',
    ],
  },
  'other-chip': {
    level: 'problem',
    error: 'board-unknown',
    title: "Another chip's bootloader, which odflash does not support",
    fix: [
      'If this is an ODrive clone with such a chip: use the tool and the firmware of its maker.',
      'If it is another device, it is harmless; choose the board with --serial or --path.',
    ],
  },
  'no-board': {
    level: 'problem',
    error: 'no-device',
    title: 'No ODrive found, neither running nor in DFU mode',
    fix: [
      'Power the board from its DC supply: USB does not power it.',
      'Use a USB cable that carries data, without a hub.',
      'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), then switch the supply off and on; the switch counts only at power-on. Never do that with a v3.4 or older: DFU mode can destroy it.',
      'Disconnect all wires from the GPIO pins, above all GPIO6: a signal there keeps the bootloader from using USB. Tying GPIO6 to GND helps.',
      'Unplug any ST-Link from the board: it can halt the chip.',
      'A board without firmware does not appear on USB while its switch is on RUN.',
    ],
  },
  'probe-holds-board': {
    level: 'note',
    title: 'An ST-Link is connected, but no board appears on USB',
    fix: ['Unplug the ST-Link from the board (connector J2), then power-cycle the board.'],
  },
  'same-serial': {
    level: 'note',
    title: 'Two devices have the same serial number',
    fix: ['Choose one by its USB port: --path.'],
  },
  'node-missing': {
    level: 'problem',
    error: 'permission-denied',
    title: 'The device is connected but has no device node',
    fix: ['In a container pass the host’s nodes: -v /dev/bus/usb:/dev/bus/usb and --privileged.'],
  },
  'rule-missing': {
    level: 'problem',
    error: 'permission-denied',
    title: 'No permission to open the device: no udev rule matches it',
    fix: [setUpUdev, replug],
  },
  'rule-not-applied': {
    level: 'problem',
    error: 'permission-denied',
    title: 'A udev rule matches the device, but its node is still not accessible to this user',
    fix: ['Run: sudo udevadm control --reload && sudo udevadm trigger', replug],
  },
  'rule-needs-seat': {
    level: 'problem',
    error: 'permission-denied',
    title: 'The udev rule gives access only to the local session, and this session is not local',
    fix: ['Run: sudo odflash udev-setup --everyone', replug],
  },
  'rule-needs-group': {
    level: 'problem',
    error: 'permission-denied',
    title: 'The udev rule gives access only to a group that does not include this user',
    fix: [
      'Join that group: sudo usermod -aG GROUP USER, then log out and in again.',
      'Or run: sudo odflash udev-setup',
    ],
  },
  'rule-too-late': {
    level: 'problem',
    error: 'permission-denied',
    title:
      'A udev rule tags the device with uaccess, but its file name sorts after 73-seat-late.rules, which acts on the tag',
    fix: ['Rename the file so that it begins with a number below 73, or run: sudo odflash udev-setup', replug],
  },
  'second-device-in-wsl': {
    level: 'note',
    title: 'Linux under Windows (WSL): a board in DFU mode is another USB device, which must be attached as well',
    fix: ['In Windows, in a PowerShell as administrator: usbipd attach --wsl --busid BUSID --auto-attach'],
  },
  'second-device-in-virtual-machine': {
    level: 'note',
    title: 'This is a virtual machine: a board in DFU mode is another USB device, which must be passed through as well',
    fix: ['Pass both through: 1209:0d32 (running) and 0483:df11 (STM32  BOOTLOADER).'],
  },
  'udev-not-running': {
    level: 'note',
    title: 'udev is not running: rules are not applied; devices are found by polling',
    fix: ['Run odflash as root, or start udev.'],
  },
  'modem-manager': {
    level: 'note',
    title: 'ModemManager is running and sends commands to the serial port of a running ODrive',
    fix: [`${setUpUdev} (the rule in ${udevRulePath} excludes these devices).`],
  },
  'access-denied': {
    level: 'problem',
    error: 'permission-denied',
    title: 'No permission to open the device',
    fix: ['Close other flashers, browser tabs and odrivetool.', 'Run odflash as the user who is logged in.'],
  },
  'driver-missing-rom': {
    level: 'problem',
    error: 'driver-missing',
    title: 'Windows has no usable driver for the board in DFU mode',
    fix: [
      'Run Zadig, Options > List All Devices, choose "STM32  BOOTLOADER" (USB ID 0483 DF11) and install WinUSB.',
      'Or install STM32CubeProgrammer, which brings a driver of its own.',
    ],
  },
  'driver-missing-runtime': {
    level: 'problem',
    error: 'driver-missing',
    title: 'Windows has no usable driver for the running ODrive',
    fix: [
      'Run Zadig, Options > List All Devices, choose "ODrive 3.x Native Interface (Interface 2)" and install WinUSB.',
      'Leave Interface 0 alone: it is the serial port.',
      'With the DIP switch on DFU (v3.5 or later) this driver is not needed, only the one of "STM32  BOOTLOADER".',
    ],
  },
  'driver-missing-probe': {
    level: 'problem',
    error: 'driver-missing',
    title: 'Windows has no usable driver for the ST-Link',
    fix: ['Install ST’s driver STSW-LINK009, or WinUSB with Zadig.'],
  },
  'driver-foreign': {
    level: 'problem',
    error: 'driver-missing',
    title: "The device has a driver that only its vendor's tool can use",
    fix: [
      'Run Zadig, Options > List All Devices, choose the device and replace its driver with WinUSB.',
      'The old tool (DfuSe Demo) will not find the board afterwards; STM32CubeProgrammer will.',
    ],
  },
  'bootloader-driver': {
    level: 'note',
    title: 'Windows has no WinUSB driver for the board in DFU mode yet',
    fix: [],
  },
  'nameless-device': {
    level: 'problem',
    error: 'timeout',
    title: 'Windows cannot read the descriptor of a USB device, which may be the board',
    fix: [
      'Use another USB cable and a port of the computer itself, without a hub.',
      'Disconnect all wires from the GPIO pins, above all GPIO6, then power-cycle the board.',
    ],
  },
  'device-busy': {
    level: 'problem',
    error: 'device-busy',
    title: 'Another program is using the device',
    fix: ['Close other flashers, browser tabs and odrivetool, then try again.', replug],
  },
  'device-unresponsive': {
    level: 'problem',
    error: 'timeout',
    title: 'The device does not answer',
    fix: ['Power-cycle the board.', 'Use another cable or port.'],
  },
};

/** One thing found. */
export interface Finding extends FindingFacts {
  readonly code: FindingCode;
  /** Path and serial number of the device it is about. */
  readonly device?: string | undefined;
  /** What shows it: the node and its mode, the driver, the programs. */
  readonly evidence?: Text | undefined;
}
