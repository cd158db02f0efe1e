// English.

import type { Topics } from './topics.ts';
import { udevCommand } from './udev-rule.ts';

const dfuByHand =
  'v3.5 or later: set the DIP switch to DFU and power-cycle the board. Clones: hold BOOT while you switch on, or set its jumper. Never on a v3.4 or older: use an ST-Link there.';

export const topics: Topics = {
  'which-entry': {
    title: 'Which entry to choose',
    blocks: [
      {
        points: [
          'A running board is called “ODrive 3.x …”.',
          'A board in DFU mode is called “STM32 BOOTLOADER”.',
          'A probe is called “ST-Link” or “STM32 STLink”.',
        ],
      },
      { text: 'If none of them is in the list, the computer does not see the board.' },
    ],
  },
  cable: {
    title: 'Cable and supply',
    blocks: [
      { picture: 'connect-board' },
      {
        points: [
          'Switch the DC supply of the board on: USB does not power it. Its green LED is lit.',
          'Use a cable that carries data, and a port of the computer instead of a hub.',
        ],
      },
    ],
  },
  'dfu-switch': {
    title: 'A board without working firmware',
    blocks: [
      { picture: 'enter-dfu-by-hand' },
      { text: `It appears only in DFU mode. ${dfuByHand}` },
      { picture: 'clone-boot' },
    ],
  },
  'gpio-wires': {
    title: 'Wires that keep the bootloader busy',
    blocks: [
      {
        text: 'The bootloader listens on other pins, too. Unplug everything from the GPIO, UART and CAN pins, above all GPIO 6, and any ST-Link; then power-cycle the board.',
      },
    ],
  },
  'windows-bootloader': {
    title: 'Windows: a driver for “STM32 BOOTLOADER”',
    blocks: [
      { picture: 'zadig-bootloader' },
      {
        steps: [
          'Switch the board into DFU mode, so that Windows sees the bootloader.',
          'Start Zadig (zadig.akeo.ie). Options > List All Devices.',
          'Choose “STM32  BOOTLOADER” (USB ID 0483 DF11), driver WinUSB, and press the button. libusb-win32 and libusbK do not work.',
          'Return here and press “Connect board”.',
        ],
      },
      { text: 'ST’s CubeProgrammer installs a WinUSB driver that works as well.' },
    ],
  },
  'windows-running': {
    title: 'Windows: a driver for a running ODrive 0.5.2 to 0.5.6',
    blocks: [
      { picture: 'zadig-running' },
      {
        steps: [
          'Start Zadig (zadig.akeo.ie). Options > List All Devices.',
          'Choose “ODrive 3.x Native Interface (Interface 2)”, driver WinUSB. Leave Interface 0 alone: it is the serial port.',
        ],
      },
      {
        text: 'Older firmware gets the driver from Windows by itself. Without it, switch the board into DFU mode by hand.',
      },
    ],
  },
  'windows-probe': {
    title: 'Windows: a driver for an ST-Link',
    blocks: [
      {
        text: 'Install ST’s driver (STSW-LINK009). If the browser still may not open the probe, give its interface 0 WinUSB with Zadig; ST’s own tools may then lose it.',
      },
    ],
  },
  'linux-rule': {
    title: 'Linux: a rule that lets you use the board',
    blocks: [{ text: 'Run this once in a terminal, then plug the board in again:' }, { command: udevCommand() }],
  },
  'linux-sandbox': {
    title: 'Linux: a browser from Snap or Flatpak',
    blocks: [
      { text: 'Such a browser sees no USB. For Chromium from Snap:' },
      { command: 'sudo snap connect chromium:raw-usb' },
      { text: 'Flatpak has no such switch: use a browser from your distribution or from its maker.' },
    ],
  },
  android: {
    title: 'Android devices',
    blocks: [{ text: 'Use an OTG adapter. Android asks for the permission again at each plug.' }],
  },
  chromeos: {
    title: 'ChromeOS devices',
    blocks: [
      { text: 'If the board is shared with Linux (Crostini), take it back: Settings > Linux > Manage USB devices.' },
    ],
  },
  'other-programs': {
    title: 'Another program has the board',
    blocks: [
      {
        steps: [
          'Close odrivetool, other flashers, serial terminals, debuggers (STM32CubeIDE, OpenOCD) and other tabs.',
          'Unplug the board or the probe and plug it in again.',
        ],
      },
    ],
  },
  browser: {
    title: 'A browser with WebUSB',
    blocks: [
      {
        text: 'Chrome, Edge and Opera have it, on Windows, macOS, Linux, ChromeOS and Android. Firefox and Safari do not.',
      },
    ],
  },
  'command-line': {
    title: 'The command line does the same',
    blocks: [{ text: 'With Node 20 or later:' }, { command: 'npx odflash update' }],
  },
  'secure-page': {
    title: 'Load the page over https',
    blocks: [
      { text: 'A browser gives USB only to pages from https or from this computer. To serve it yourself:' },
      { command: 'npx odflash serve' },
    ],
  },
};
