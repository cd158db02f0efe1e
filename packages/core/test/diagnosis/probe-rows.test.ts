// What OpenOCD 0.12, st-flash 1.7 and STM32CubeProgrammer 2.x print when a board behind an ST-Link does not do what it should:
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
