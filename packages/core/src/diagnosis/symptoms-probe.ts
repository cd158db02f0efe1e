// What goes wrong between an ST-Link and the chip behind it. Texts as OpenOCD 0.12, st-flash 1.7, STM32CubeProgrammer 2.x,
// ST-LINK Utility, STM32CubeIDE, Keil, pyOCD and probe-rs print them (their sources, public logs).

import { by, progress, type Symptom } from './symptom.ts';

export const probeSymptoms: readonly Symptom[] = [
  {
    id: 'probe-no-voltage',
    seen: [
      ...by(
        'OpenOCD',
        'Target voltage: 0.…',
        'Target voltage: 1.…',
        'target voltage may be too low for reliable debugging',
        'Error: target voltage may be too low',
      ),
      ...by('STM32CubeProgrammer', 'Voltage : 0.…', 'ST-LINK error: target voltage is too low'),
    ],
    asked: [
      'target|vcc|vapp|probe|link|stlink voltage 0|00|000000|zero|0v|none|low',
      'link|stlink|probe reads|read|reading|shows|measures|says 0v|0 -clone -off',
      'link|stlink 3v3|vcc|vapp wire|connect|join|pin',
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-own-supply',
    seen: by('a person', 'The ST-Link reads 3.2 V although the board is switched off.'),
    asked: [
      'link|stlink|probe|voltage|target 3|3v|3v2|3v3|same off|unpowered|without|unplugged|disconnected -after',
      'link|stlink|probe clone|fake|copy voltage|supply|reads|reading|3v3|vcc',
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-no-target',
    seen: [
      ...by(
        'OpenOCD',
        'init mode failed (unable to connect to the target)',
        'Error: init mode failed',
        'Error connecting DP: cannot read IDR',
        'Could not find MEM-AP to control the core',
        'Examination failed, examine failed',
        'target stm32f4x.cpu examination failed',
        'Target not examined yet',
        'Target not examined, will not halt after reset!',
        'auto_probe failed',
        'Could not initialize the debug port',
      ),
      ...progress('OpenOCD', '** OpenOCD init failed **'),
      ...by(
        'st-flash',
        'Failed to enter SWD mode',
        'Failed to connect to target',
        "Can not connect to target. Please use 'connect under reset' and try again",
        'unknown chip id!',
        'Invalid flash type, please check device declaration',
        'Failed to parse flash type or unrecognized flash type',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: No STM32 target found! If your product embeds Debug Authentication, please perform a discovery',
        'No STM32 target found',
        'Unable to get core ID',
        'Error: Cannot connect to access port 0!',
        'ST-LINK error (DEV_TARGET_CMD_ERR)',
        'ST-LINK error (DEV_TARGET_RESET_ERR)',
        'ST-LINK error (DEV_TARGET_NOT_HALTED)',
      ),
      ...by(
        'STM32CubeIDE',
        'Target no device found. Error in initializing ST-LINK device',
        'Reason: No device found on target',
        'Reason: Unknown. Please check power and cabling to target',
        'Target connection failed. Try connecting under reset',
      ),
      ...by(
        'ST-LINK Utility',
        'Can not connect to target! Please select "Connect Under Reset" mode from Target->Settings menu and try again',
        'No target connected',
        'Internal command error',
      ),
      ...by(
        'Keil',
        'No target connected',
        'Cannot access target. Shutting down debug session.',
        'SWD/JTAG Communication Failure',
      ),
      ...by('pyOCD', 'STLink error (9): Get IDCODE error', 'STLink error (5): No device connected'),
      ...by('probe-rs', 'JtagGetIdcodeError', 'JtagNoDeviceConnected', 'Connecting to the chip was unsuccessful'),
    ],
    asked: [
      'link|stlink|swd not|cannot|cant|doesn|wont|unable connect|connecting|detect|find|see chip|target|board|odrive|mcu -after -j -jlink',
    ],
    follows: ['probe-no-voltage'],
    code: 'target-silent',
  },
  {
    id: 'probe-wiring',
    seen: by('a person', 'How is an ST-Link wired to J2?'),
    asked: [
      'link|stlink|swd|j2 wiring|wire|wires|wired|pinout|pins|connector|cable -not -fail -failed -error',
      'where|how connect|plug|wire link|stlink|swd -not -fail -failed -error',
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-old-board',
    seen: by('a person', 'How is an ODrive up to v3.4 flashed with an ST-Link?'),
    asked: [
      'flash|flashing|update|updating|program|programming v3|3 4|3|2|1|0|v3 link|stlink|swd',
      'how|safe flash|flashing|update|updating|upgrade|program odrive|board v3 4|3|2|1|0 -5 -6 -dfu',
    ],
    code: 'unsafe-board',
  },
  {
    id: 'probe-held-in-reset',
    seen: [
      ...by('STM32CubeProgrammer', 'ST-LINK error (DEV_TARGET_HELD_UNDER_RESET)'),
      ...by('ST-LINK Utility', 'Core is held in reset'),
      ...by('st-flash', 'Soft reset failed: timeout'),
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-half-voltage',
    seen: by('st-flash', 'Target voltage (… mV) too low for 32-bit flash, using 8-bit flash writes'),
    code: 'swd-failed',
  },
  {
    id: 'probe-verify-differs',
    seen: [
      ...by(
        'OpenOCD',
        'checksum mismatch - attempting binary compare',
        '** Verify Failed **',
        'diff 0 address …. Was … instead of …',
      ),
      ...by('st-flash', 'Verification of flash failed at offset: …'),
    ],
    code: 'verify-failed',
  },
  {
    id: 'probe-no-bank',
    seen: by('OpenOCD', 'no flash bank found for address 0x10000000'),
    code: 'image-out-of-range',
  },
  {
    id: 'probe-lost-target',
    seen: [
      ...by(
        'OpenOCD',
        'Error: jtag status contains invalid mode value - communication failure',
        'Polling target stm32f4x.cpu failed, trying to reexamine',
        'Previous state query failed, trying to reconnect',
        'timed out while waiting for target halted',
        'TARGET: stm32f4x.cpu - Not halted',
        'Error: Target not halted',
        '** Unable to reset target **',
        'timeout waiting for algorithm, a target reset is recommended',
        'error executing stm32x flash write algorithm',
        'Error: Failed to write memory at 0x20000000',
      ),
      ...by(
        'st-flash',
        'Flash loader run error',
        'Flash loader run error stlink_fwrite_flash() == -1',
        'Flash loader write error',
        'stlink_flash_loader_run(0x08000000) failed! == -1',
        'run_flash_loader(0x08000000) == -1',
        'write error, count == …',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: Target is not responding, retrying',
        'Warning: Connection to device 0x413 is lost',
        'Error: failed to reconnect after reset',
        'Warning: The core is locked up',
      ),
      ...by('STM32CubeIDE', 'Error! Failed to read target status', 'Debugger connection lost'),
      ...by('pyOCD', 'STLink error (17): AP fault', 'STLink error (21): DP fault'),
      ...by('probe-rs', 'Target device responded with a FAULT response to the request'),
    ],
    code: 'swd-failed',
  },
  {
    id: 'probe-write-refused',
    seen: [
      ...by(
        'OpenOCD',
        'error writing to flash at address … at offset …',
        'failed erasing sectors … to',
        'flash memory write protected',
        'flash write failed just before address',
        'stm32x mass erase failed',
      ),
      ...by(
        'st-flash',
        'Flash memory is write protected',
        'Flash programming error',
        'stlink_fwrite_flash() == -1',
        'Failed to erase the page',
        'failed to erase_flash',
        'Failed to erase flash',
      ),
      ...by(
        'STM32CubeProgrammer',
        'failed to download Segment[0]',
        'Error: failed to download the File',
        'Mass erase operation failed. Please verify flash protection',
      ),
      ...by('ST-LINK Utility', 'Cannot erase some sectors, flash memory is protected'),
      ...by('Keil', 'Error: Flash Download failed - Cortex-M4'),
    ],
    code: 'write-protected',
  },
  {
    id: 'probe-not-blank',
    seen: [
      ...by('ST-LINK Utility', 'Error: Flash memory not blank', 'Flash memory is not blank'),
      ...by('STM32CubeProgrammer', 'Error: Flash memory not erased before programming'),
    ],
    code: 'write-protected',
  },
  {
    id: 'probe-after-unlock',
    seen: [
      ...by(
        'OpenOCD',
        'stm32x unlock complete',
        'a reset or power cycle is required for the new settings to take effect',
      ),
      ...by(
        'ST-LINK Utility',
        'Could not disable Read Out Protection! A Power-On-Reset is required to disable Read Out Protection',
      ),
    ],
    asked: ['flash|flashing|write|read|program after unlock|unlocking|unlocked'],
    code: 'read-protected',
  },
  {
    id: 'probe-other-chip',
    seen: [
      ...by(
        'OpenOCD',
        'Cannot identify target as a STM32 family.',
        'UNEXPECTED idcode: …, expected … of …: 0x2ba01477',
        'UNEXPECTED idcode: …',
        'Error: expected 1 of 1: 0x2ba01477',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: Device is not supported',
        'Error: unknown or unsupported device (DevID = …)',
      ),
    ],
    code: 'board-unknown',
  },
  {
    id: 'probe-feeds-board',
    seen: by('a person', 'The ODrive works only after the ST-Link is unplugged.'),
    asked: [
      'works|starts|boots|runs only|just after|when|once|without unplug|unplugging|unplugged|disconnect|disconnected|removing|removed stlink|link|probe',
    ],
    code: 'target-silent',
  },
];
