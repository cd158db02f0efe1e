// What goes wrong between a tool and a board over an ST-Link. Texts as OpenOCD 0.12, st-flash 1.7 and STM32CubeProgrammer 2.x
// print them (OpenOCD src/jtag/drivers/stlink_usb.c, stlink src/stlink-lib, public logs).

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
      'link|stlink 3v3|vcc|vapp wire|connect|join|pin',
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
        'Examination failed, examine failed',
        'auto_probe failed',
      ),
      ...by(
        'st-flash',
        'Failed to enter SWD mode',
        'Failed to connect to target',
        "Can not connect to target. Please use 'connect under reset' and try again",
        'unknown chip id!',
        'Failed to parse flash type or unrecognized flash type',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: No STM32 target found! If your product embeds Debug Authentication, please perform a discovery',
        'No STM32 target found',
        'Unable to get core ID',
        'ST-LINK error (DEV_TARGET_CMD_ERR)',
        'ST-LINK error (DEV_TARGET_NOT_HALTED)',
      ),
    ],
    asked: ['link|stlink|swd not|cannot|cant|doesn|wont|unable connect|detect|find|see chip|target|board|odrive|mcu'],
    follows: ['probe-no-voltage'],
    code: 'target-silent',
  },
  {
    id: 'probe-half-voltage',
    seen: by('st-flash', 'Target voltage (… mV) too low for 32-bit flash, using 8-bit flash writes'),
    code: 'swd-failed',
  },
  {
    id: 'probe-stuck',
    seen: [
      ...by('OpenOCD', 'Error: read version failed'),
      ...by('st-flash', 'send_recv send request failed: …', 'send_recv read reply failed: …'),
      ...by('STM32CubeProgrammer', 'ST-LINK in DFU mode: ST-LINK firmware upgrade is required'),
      ...by('lsusb', 'ID 0483:374d STMicroelectronics STLINK-V3-loader'),
    ],
    code: 'probe-unusable',
  },
  {
    id: 'probe-verify-differs',
    seen: [
      ...by('OpenOCD', 'checksum mismatch - attempting binary compare', '** Verify Failed **'),
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
        'timed out while waiting for target halted',
        'TARGET: stm32f4x.cpu - Not halted',
        'timeout waiting for algorithm, a target reset is recommended',
        'error executing stm32x flash write algorithm',
      ),
      ...by(
        'st-flash',
        'Flash loader run error',
        'Flash loader run error stlink_fwrite_flash() == -1',
        'Soft reset failed: timeout',
      ),
      ...by('STM32CubeProgrammer', 'ST-LINK error (DEV_CONNECT_ERR)', 'Error: Target is not responding, retrying'),
    ],
    code: 'swd-failed',
  },
  {
    id: 'probe-write-refused',
    seen: [
      ...by('OpenOCD', 'error writing to flash at address … at offset …', 'failed erasing sectors … to'),
      ...by('st-flash', 'Flash memory is write protected', 'stlink_fwrite_flash() == -1', 'Failed to erase the page'),
      ...by('STM32CubeProgrammer', 'failed to download Segment[0]', 'Error: failed to download the File'),
    ],
    code: 'write-protected',
  },
  {
    id: 'probe-firmware',
    seen: [
      ...by(
        'OpenOCD',
        'STLINK V0J8S0 (API v0) VID:PID 0000:0000',
        'ST-Link version does not support DAP direct transport',
      ),
      ...by('pyOCD', 'ST-Link firmware is unsupported, older firmware'),
      ...by('STM32CubeProgrammer', 'Old ST-LINK firmware version', 'The firmware version of the ST-LINK is outdated'),
    ],
    code: 'probe-unusable',
  },
  {
    id: 'probe-not-opened',
    seen: [
      ...by(
        'OpenOCD',
        'Error: open failed',
        'libusb_open() failed with LIBUSB_ERROR_ACCESS',
        'libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED',
        'libusb_open() failed with LIBUSB_ERROR_IO',
      ),
      ...by('st-flash', "Couldn't find any ST-Link devices", 'unable to open ST-Link'),
      ...by(
        'STM32CubeProgrammer',
        'Error: No ST-LINK detected',
        'ST-LINK error (DEV_USB_COMM_ERR)',
        'Error: No debug probe detected',
      ),
    ],
    code: 'permission-denied',
  },
  {
    id: 'probe-busy',
    seen: [
      ...by('OpenOCD', 'libusb_claim_interface() failed with LIBUSB_ERROR_BUSY', 'claim interface failed'),
      ...by('st-flash', 'libusb_claim_interface() failed'),
      ...by('STM32CubeProgrammer', 'Error: ST-LINK already in use', 'ST-LINK error (DEV_USB_IN_USE)'),
    ],
    asked: ['link|stlink|probe busy|claimed|occupied', 'link|stlink|probe used|use another|other program|debugger'],
    code: 'device-busy',
  },
  {
    id: 'probe-other-chip',
    seen: [
      ...by(
        'OpenOCD',
        'Cannot identify target as a STM32 family.',
        'UNEXPECTED idcode: …, expected … of …: 0x2ba01477',
      ),
      ...by('STM32CubeProgrammer', 'Error: Device is not supported'),
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
  {
    id: 'probe-notice',
    seen: [
      ...progress('OpenOCD', 'Unable to match requested speed … kHz, using … kHz'),
      ...progress('OpenOCD', 'STM32 flash size failed, probe inaccurate - assuming 1024k flash'),
      ...by('st-flash', 'NRST is not connected'),
    ],
    harmless: true,
    code: 'no-device',
  },
];
