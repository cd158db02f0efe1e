// What OpenOCD 0.12, st-flash 1.7, STM32CubeProgrammer 2.x and others print when a board behind an ST-Link does not do what it should:
// each case of the field, as logs show it, finds what is behind it, the first row first.

import { findSymptoms } from '@odflash/core/diagnosis';
import type { SymptomCode } from '@odflash/core/messages';
import { describe, expect, test } from 'vitest';
import { causesOf, english } from '../../../../test/support/in-english.ts';

interface FieldCase {
  readonly what: string;
  readonly id: SymptomCode;
  /** What the person is told, somewhere in causes or remedies. */
  readonly told: RegExp;
  readonly logs: readonly string[];
}

const openocd = (...lines: readonly string[]) =>
  ['Open On-Chip Debugger 0.12.0', 'Info : clock speed 2000 kHz', ...lines].join('\n');

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
    what: 'a clone that reads its own supply, and a chip that does not answer',
    id: 'probe-no-target',
    told: /clone.*own supply|own supply of a clone/,
    logs: [
      openocd(
        'Info : STLINK V2J17S4 (API v2) VID:PID 0483:3748',
        'Info : Target voltage: 3.223529',
        'Error: init mode failed (unable to connect to the target)',
      ),
      'st-flash 1.7.0\nFailed to enter SWD mode\nFailed to connect to target',
      'ST-LINK SN  : 37FF71064E573436\nVoltage     : 3.22V\nError: No STM32 target found! If your product embeds Debug Authentication, please perform a discovery using Debug Authentication',
    ],
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
    told: /Nothing has to be done/,
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
    what: 'an answer that a failed connection has left',
    id: 'probe-no-target',
    told: /Power the board/,
    logs: ['2024-05-01T10:11:12 WARN common.c: unknown chip id! 0x3748', 'unknown chip id! 0'],
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
    what: 'firmware that sleeps or takes the SWD pins away',
    id: 'probe-lost-target',
    told: /connect under reset/,
    logs: [
      openocd('Error: jtag status contains invalid mode value - communication failure'),
      openocd('Error: timed out while waiting for target halted', 'TARGET: stm32f4x.cpu - Not halted'),
    ],
  },
  {
    what: 'a protected chip',
    id: 'read-protected',
    told: /odflash unlock|unlock/,
    logs: [openocd('Error: stm32x device protected', 'Error: failed erasing sectors 0 to 4')],
  },
  {
    what: 'sectors that cannot be written',
    id: 'probe-write-refused',
    told: /odflash unlock/,
    logs: [
      openocd('Error: error writing to flash at address 0x08000000 at offset 0x00000000'),
      'ERROR flash_loader.c: Flash memory is write protected',
      'Error: failed to download Segment[0]',
    ],
  },
  {
    what: 'a flash that cannot be read although the chip answers',
    id: 'read-protected',
    told: /erase/i,
    logs: [
      openocd('Error: Failed to read memory at 0x08000000'),
      'Error: Data read failed\nError: Data read protected',
    ],
  },
  {
    what: 'a loader that does not finish',
    id: 'probe-lost-target',
    told: /supply/,
    logs: ['ERROR flash_loader.c: Flash loader run error\nstlink_fwrite_flash() == -1'],
  },
  {
    what: 'bytes that are not what was written',
    id: 'probe-verify-differs',
    told: /clock|wires/,
    logs: [
      openocd('Error: checksum mismatch - attempting binary compare', 'Error: ** Verify Failed **'),
      'ERROR common.c: Verification of flash failed at offset: 6144',
    ],
  },
  {
    what: 'a segment outside the flash',
    id: 'probe-no-bank',
    told: /core-coupled|CCM/,
    logs: [openocd('Warn : no flash bank found for address 0x10000000')],
  },
  {
    what: 'a clone that feeds the board',
    id: 'probe-feeds-board',
    told: /Join VCC to a clone probe only while the board has no other supply/,
    logs: ['my odrive works only after the stlink is unplugged'],
  },
  {
    what: 'another chip',
    id: 'probe-other-chip',
    told: /Nucleo/,
    logs: [openocd('Warn : UNEXPECTED idcode: 0x1ba01477, expected 1 of 1: 0x2ba01477')],
  },
  {
    what: 'a flash size that reads 0',
    id: 'probe-notice',
    told: /Nothing has to be done/,
    logs: ['Warn : STM32 flash size failed, probe inaccurate - assuming 1024k flash'],
  },
  {
    what: 'a clone that shows its own supply while the board is off',
    id: 'probe-own-supply',
    told: /only if the board has no other supply/,
    logs: ['st-link reads 3.2 V even when odrive is off', 'my st-link clone shows a voltage without the board'],
  },
  {
    what: 'a question about the wires',
    id: 'probe-wiring',
    told: /\/RST, SWD, GND, SWC, VCC.*next to R2/,
    logs: ['where do i connect stlink to odrive', 'stlink wiring J2 pinout'],
  },
  {
    what: 'a question about a board up to v3.4',
    id: 'probe-old-board',
    told: /Remove the DC supply/,
    logs: ['how do I flash an odrive v3.4 with st-link', 'updating an old v3.2 over swd'],
  },
  {
    what: 'a reset line that is held down',
    id: 'probe-held-in-reset',
    told: /Take the wire off \/RST/,
    logs: ['Error: ST-LINK error (DEV_TARGET_HELD_UNDER_RESET)', 'core is held in reset', 'Soft reset failed: timeout'],
  },
  {
    what: 'a chip that was unlocked and not powered again',
    id: 'probe-after-unlock',
    told: /off and on; a reset is not enough/,
    logs: [
      openocd(
        'stm32x unlock complete.',
        'INFO: a reset or power cycle is required for the new settings to take effect.',
      ),
      'Could not disable Read Out Protection! A Power-On-Reset is required to disable Read Out Protection.',
      "can't flash odrive with stlink after unlock",
    ],
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
    what: 'a chip that does not answer, in the words of other programs',
    id: 'probe-no-target',
    told: /SWD and SWC are swapped/,
    logs: [
      'Target no device found\n\nError in initializing ST-LINK device.\nReason: No device found on target.',
      'Failed to start GDB server\nError in initializing ST-LINK device.\nReason: (4) No device found on target.',
      'Error in initializing ST-LINK device.\nReason: Unknown. Please check power and cabling to target.',
      'No target connected',
      'Internal command error',
      'Cannot access target. Shutting down debug session.',
      'Error: Cannot connect to access port 0!',
      'Error: ST-LINK error (DEV_TARGET_RESET_ERR)',
      '0000425 C STLink error (9): Get IDCODE error [__main__]',
      'Command failed with status JtagGetIdcodeError',
      openocd('Warn : target stm32f4x.cpu examination failed', 'Info : starting gdb server for stm32f4x.cpu on 3333'),
      openocd('Error: Target not examined, will not halt after reset!'),
    ],
  },
  {
    what: 'a chip that was lost, in the words of other programs',
    id: 'probe-lost-target',
    told: /Power-cycle the board/,
    logs: [
      'Warning: Connection to device 0x413 is lost',
      'Error! Failed to read target status\nDebugger connection lost.\nShutting down...',
      openocd('Info : Previous state query failed, trying to reconnect'),
      'Target device responded with a FAULT response to the request.',
    ],
  },
  {
    what: 'a chip that refuses, in the words of other programs',
    id: 'probe-write-refused',
    told: /odflash unlock --via stlink/,
    logs: [
      'Error: Mass erase operation failed.Please verify flash protection',
      'Cannot erase some sectors, flash memory is protected.',
      'Error: Flash Download failed  -  Cortex-M4',
      openocd('Error: stm32x mass erase failed'),
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

describe('what tools print over an ST-Link', () => {
  test.each(cases)('$what', ({ id, told, logs }) => {
    for (const log of logs) {
      // A log may quote two rows: that nothing answers, and why.
      const found = findSymptoms(log, causesOf).slice(0, 2);
      const row = found.find((symptom) => symptom.id === id);
      expect(row, `${log} → ${found.map((symptom) => symptom.id)}`).toBeDefined();
      const { causes, remedies } = english.symptoms[id];
      expect([...causes, ...remedies].join('\n'), log).toMatch(told);
      if (id !== 'probe-no-voltage') expect(found[0]?.id, log).toBe(id);
    }
  });
});
