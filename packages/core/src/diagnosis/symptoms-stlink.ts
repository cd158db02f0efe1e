// What goes wrong with the ST-Link itself, before it reaches a chip: not found, not opened, in use, stuck, old; and what its tools
// say where nothing is wrong. Texts as the tools of symptoms-probe.ts print them.

import { by, exactly, progress, type Symptom } from './symptom.ts';

export const stlinkSymptoms: readonly Symptom[] = [
  {
    id: 'probe-not-opened',
    seen: [
      ...exactly('OpenOCD', 'Error: open failed'),
      ...by(
        'OpenOCD',
        'libusb_open() failed with LIBUSB_ERROR_ACCESS',
        'libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED',
        'libusb_open() failed with LIBUSB_ERROR_NOT_FOUND',
        'libusb_open() failed with LIBUSB_ERROR_IO',
      ),
      ...by(
        'st-flash',
        "Couldn't find any ST-Link devices",
        'unable to open ST-Link',
        'Error … (…) opening ST-Link v2 device',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: No ST-LINK detected',
        'ST-LINK error (DEV_NO_STLINK)',
        'Error: No debug probe detected',
      ),
      ...by('pyOCD', 'No available debug probes are connected'),
      ...by('probe-rs', 'No connected probes were found'),
    ],
    code: 'permission-denied',
  },
  {
    id: 'probe-odd-serial',
    seen: [...by('st-info', 'Found 0 stlink programmers'), ...by('OpenOCD', 'No device matches the serial string')],
    asked: ['link|stlink|probe serial odd|strange|wrong|garbage|unreadable|weird|changed'],
    code: 'no-device',
  },
  {
    id: 'probe-busy',
    seen: [
      ...by('OpenOCD', 'libusb_claim_interface() failed with LIBUSB_ERROR_BUSY', 'claim interface failed'),
      ...by('st-flash', 'libusb_claim_interface() failed'),
      ...by(
        'STM32CubeProgrammer',
        'Error: ST-LINK already in use',
        'ST-LINK error (DEV_USB_IN_USE)',
        'ST-LINK error (DEV_CONNECT_ERR)',
      ),
    ],
    asked: ['link|stlink|probe busy|claimed|occupied', 'link|stlink|probe used|use another|other program|debugger'],
    code: 'device-busy',
  },
  {
    id: 'probe-stuck',
    seen: [
      ...by('OpenOCD', 'Error: read version failed'),
      ...by('st-flash', 'send_recv send request failed: …', 'send_recv read reply failed: …'),
      ...by(
        'STM32CubeProgrammer',
        'ST-LINK in DFU mode: ST-LINK firmware upgrade is required',
        'ST-LINK error (DEV_USB_COMM_ERR)',
      ),
      ...by('STM32CubeIDE', 'Target USB comms error'),
      ...by('ST-LINK Utility', 'ST-LINK USB communication error'),
      ...by(
        'lsusb',
        'ID 0483:374d STMicroelectronics STLINK-V3-loader',
        'ID 0483:3755 STMicroelectronics STLINK-V3PWR loader',
      ),
    ],
    code: 'probe-unusable',
  },
  {
    id: 'probe-firmware',
    seen: [
      ...by(
        'OpenOCD',
        'STLINK V0J8S0 (API v0) VID:PID 0000:0000',
        'STLINK V0J8S0',
        'ST-Link version does not support DAP direct transport',
      ),
      ...by('pyOCD', 'ST-Link firmware is unsupported, older firmware'),
      ...by('probe-rs', 'The firmware on the probe is outdated, and not supported by probe-rs'),
      ...by('STM32CubeProgrammer', 'Old ST-LINK firmware version', 'The firmware version of the ST-LINK is outdated'),
      ...by('STM32CubeIDE', 'Error in initializing ST-LINK device. Reason: ST-LINK firmware upgrade required'),
      ...by('lsusb', 'ID 0483:3744 STMicroelectronics ST-LINK/V1'),
    ],
    asked: ['link|stlink|probe firmware|fw old|outdated|unsupported|damaged|corrupt|broken -flash -flashing'],
    code: 'probe-unusable',
  },
  {
    id: 'probe-not-genuine',
    seen: by('STM32CubeIDE', 'ST-LINK: Could not verify ST device! Abort connection.'),
    code: 'probe-unusable',
  },
  {
    id: 'probe-script',
    seen: by(
      'OpenOCD',
      "Error: Can't find interface/stlink-v2.cfg",
      "Error: Can't find target/stm32f4x.cfg",
      'Debug Adapter has to be specified, see "adapter driver" command',
      'The specified debug interface was not found (hla)',
      "Error: couldn't open ODriveFirmware.elf",
    ),
    code: 'file-unreadable',
  },
  {
    id: 'probe-notice',
    seen: [
      ...progress('OpenOCD', 'Unable to match requested speed … kHz, using … kHz'),
      ...progress('OpenOCD', 'STM32 flash size failed, probe inaccurate - assuming 1024k flash'),
      ...progress('OpenOCD', 'interface/stlink-v2.cfg is deprecated, please switch to interface/stlink.cfg'),
      ...progress(
        'OpenOCD',
        'The selected transport took over low-level target control. The results might differ compared to plain JTAG/SWD',
      ),
      ...by('st-flash', 'NRST is not connected'),
    ],
    harmless: true,
    code: 'no-device',
  },
];
