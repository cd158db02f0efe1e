// What tools print when something is wrong with the probe itself, its supply or its driver.

import { describe, test } from 'vitest';
import { expectExplained, type FieldCase, openocd } from './field-cases.ts';

const cases: readonly FieldCase[] = [
  {
    what: 'a genuine probe whose VCC pin is not wired',
    id: 'probe-no-voltage',
    told: /Wire the board's 3\.3 V \(VCC of J2\) to the probe's VCC/,
    logs: [
      openocd(
        'Info : STLINK V2J37S7 (API v2) VID:PID 0483:3748',
        'Info : Target voltage: 0.003174',
        'Error: init mode failed (unable to connect to the target)',
      ),
      'ST-LINK FW  : V2J37S7\nVoltage     : 0.01V\nError: No STM32 target found!',
    ],
  },
  {
    what: 'a voltage too low for debugging',
    id: 'probe-no-voltage',
    told: /measures the board's supply/,
    logs: [openocd('Info : Target voltage: 1.412345', 'Error: target voltage may be too low for reliable debugging')],
  },
  {
    what: 'a sense pin that floats, so that st-flash writes bytes',
    id: 'probe-half-voltage',
    told: /odflash.*--via stlink|does not decide by/,
    logs: [
      '2019-10-01T13:36:20 INFO flash_loader.c: Successfully loaded flash loader in sram\nTarget voltage (51 mV) too low for 32-bit flash, using 8-bit flash writes',
      'INFO flash_loader.c: Target voltage (1550 mV) too low for 32-bit flash, using 8-bit flash writes\nERROR flash_loader.c: Flash loader run error',
    ],
  },
  {
    what: 'a rounded clock rate',
    id: 'probe-notice',
    told: /Nothing to do/,
    logs: ['Info : Unable to match requested speed 2000 kHz, using 1800 kHz', 'WARN usb.c: NRST is not connected'],
  },
  {
    what: 'a probe with old firmware',
    id: 'probe-firmware',
    told: /J17|STSW-LINK007/,
    logs: [
      openocd('Error: ST-Link version does not support DAP direct transport'),
      'Old ST-LINK firmware version. Please upgrade it from ST-LINK->Firmware update menu.',
      'pyocd: ST-Link V2J17S4: firmware is unsupported, older firmware',
    ],
  },
  {
    what: 'a version of zeros',
    id: 'probe-firmware',
    told: /version of zeros/,
    logs: [openocd('Info : STLINK V0J8S0 (API v0) VID:PID 0000:0000')],
  },
  {
    what: 'a probe that this user may not open',
    id: 'probe-not-opened',
    told: /udev rule/,
    logs: [
      openocd('Error: libusb_open() failed with LIBUSB_ERROR_ACCESS', 'Error: open failed'),
      "Couldn't find any ST-Link devices",
      'Error: No ST-LINK detected!',
    ],
  },
  {
    what: 'a probe without a driver on Windows',
    id: 'probe-not-opened',
    told: /STSW-LINK009/,
    logs: [openocd('Error: libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED', 'Error: open failed')],
  },
  {
    what: 'a probe that another program holds',
    id: 'probe-busy',
    told: /Close the other program/,
    logs: [
      openocd('Error: libusb_claim_interface() failed with LIBUSB_ERROR_BUSY', 'Error: claim interface failed'),
      'Error: ST-LINK error (DEV_USB_IN_USE)\nError: ST-LINK already in use',
    ],
  },
  {
    what: 'a probe that cannot be opened for a moment',
    id: 'probe-not-opened',
    told: /unplug it and plug it in again/,
    logs: [openocd('Error: libusb_open() failed with LIBUSB_ERROR_IO', 'Error: open failed')],
  },
  {
    what: 'a probe that a killed session has left hanging, or that waits for new firmware',
    id: 'probe-stuck',
    told: /plug it in again/,
    logs: [
      '[!] send_recv send request failed: LIBUSB_ERROR_TIMEOUT\n[!] send_recv STLINK_GET_VERSION',
      '[!] send_recv read reply failed: LIBUSB_ERROR_PIPE',
      openocd('Error: read version failed'),
      'Bus 001 Device 009: ID 0483:374d STMicroelectronics STLINK-V3-loader',
      'Error: ST-LINK error (DEV_USB_COMM_ERR)\nST-LINK in DFU mode: ST-LINK firmware upgrade is required',
    ],
  },
  {
    what: 'a clone that feeds the board',
    id: 'probe-feeds-board',
    told: /Connect VCC to a clone probe only while the board has no other supply/,
    logs: ['my odrive works only after the stlink is unplugged'],
  },
  {
    what: 'a flash size that reads 0',
    id: 'probe-notice',
    told: /Nothing to do/,
    logs: ['Warn : STM32 flash size failed, probe inaccurate - assuming 1024k flash'],
  },
  {
    what: 'a clone that shows its own supply while the board is off',
    id: 'probe-own-supply',
    told: /only if the board has no other supply/,
    logs: ['st-link reads 3.2 V even when odrive is off', 'my st-link clone shows a voltage without the board'],
  },
  {
    what: 'a serial number that an earlier debugger has left behind',
    id: 'probe-odd-serial',
    told: /--path/,
    logs: ['Found 0 stlink programmers', openocd('Info : No device matches the serial string', 'Error: open failed')],
  },
  {
    what: 'a program that refuses copies',
    id: 'probe-not-genuine',
    told: /works with clone probes/,
    logs: ['Error in initializing ST-LINK device.\nReason: ST-LINK: Could not verify ST device! Abort connection.'],
  },
  {
    what: 'a file that OpenOCD does not find',
    id: 'probe-script',
    told: /-f interface\/stlink\.cfg/,
    logs: [
      "embedded:startup.tcl:26: Error: Can't find interface/stlink-v2.cfg",
      "Error: couldn't open ODriveFirmware_v3.4-24V.elf",
      'Error: Debug Adapter has to be specified, see "adapter driver" command',
    ],
  },
  {
    what: 'a connection to the probe that needs its plug pulled',
    id: 'probe-stuck',
    told: /plug it in again/,
    logs: ['Error: ST-LINK error (DEV_USB_COMM_ERR)', 'ST-LINK USB communication error', 'Target USB comms error'],
  },
  {
    what: 'a probe that another program of ST holds',
    id: 'probe-busy',
    told: /Close the other program/,
    logs: ['Error: ST-LINK error (DEV_CONNECT_ERR)'],
  },
  {
    what: 'a probe whose firmware other programs refuse',
    id: 'probe-firmware',
    told: /J17/,
    logs: [
      'Error in initializing ST-LINK device.\nReason: (6) ST-LINK firmware upgrade required.',
      'The firmware on the probe is outdated, and not supported by probe-rs.',
    ],
  },
  {
    what: 'a probe that is not there, in the words of other programs',
    id: 'probe-not-opened',
    told: /udev-setup/,
    logs: ['Error: ST-LINK error (DEV_NO_STLINK)', 'C No available debug probes are connected [__main__]'],
  },
];

describe('what tools print of a probe', () => {
  test.each(cases)('$what', expectExplained);
});
