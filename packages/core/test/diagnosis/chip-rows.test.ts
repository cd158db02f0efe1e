// What tools print when the chip behind a probe does not answer, is protected or refuses.

import { describe, test } from 'vitest';
import { expectExplained, type FieldCase, openocd } from './field-cases.ts';

const cases: readonly FieldCase[] = [
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
    what: 'an answer that a failed connection has left',
    id: 'probe-no-target',
    told: /Power the board/,
    logs: ['2024-05-01T10:11:12 WARN common.c: unknown chip id! 0x3748', 'unknown chip id! 0'],
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
    what: 'another chip',
    id: 'probe-other-chip',
    told: /Nucleo/,
    logs: [openocd('Warn : UNEXPECTED idcode: 0x1ba01477, expected 1 of 1: 0x2ba01477')],
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
    told: /Disconnect the wire at \/RST/,
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
];

describe('what tools print of a chip behind a probe', () => {
  test.each(cases)('$what', expectExplained);
});
