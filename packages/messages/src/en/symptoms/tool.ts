import type { ToolSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { switchToDfu, zadig } from './advice.ts';

export const toolSymptoms: Readonly<Record<ToolSymptomCode, SymptomText>> = {
  'no-backend': {
    causes: ['The Python tool does not find libusb on this computer. The board is not the cause.'],
    remedies: [
      'Install libusb for that tool (Linux: libusb-1.0-0; macOS: brew install libusb; Windows: the libusb DLL), or use odflash, which brings its own.',
    ],
  },
  wsl: {
    causes: [
      'The board in DFU mode is a different USB device (0483:df11) from the running ODrive (1209:0d32): the attachment to WSL or to a virtual machine remains with the device that disconnected.',
      'A program or a driver on Windows still uses the device (busy).',
      'WSL does not run while the device is attached, or its kernel has not loaded vhci-hcd.',
    ],
    remedies: [
      'Attach both: usbipd bind and usbipd attach --wsl --auto-attach for the running board and again for the bootloader.',
      'Close what uses the board on Windows, or share it with usbipd bind --force --busid BUSID.',
      'Keep a WSL window open, in it: sudo modprobe vhci-hcd. Then usbipd attach --wsl --auto-attach --busid BUSID, for the running board and again for the bootloader.',
      'Or run odflash on Windows itself; odflash doctor says what it sees.',
    ],
  },
  'dfu-suffix': {
    causes: ['Nothing is wrong: a raw binary has no DFU suffix, and dfu-util reports that.'],
    remedies: ['Nothing to do; the cause of the failure is reported further down.'],
  },
  'backup-in-dfu': {
    causes: [
      'Only the running firmware can read its configuration as values. In DFU mode it is still stored in sectors 10 and 11 of the flash, and odrivetool erases those.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and run odflash backup, or odflash update, which saves and restores it.',
      'odflash flash does not touch sectors 10 and 11, and saves what it overwrites.',
    ],
  },
  'no-release': {
    causes: [
      'There is no official firmware for the version that the board reports: a blank or foreign OTP (clones), a variant that was never released, or a tool for later boards.',
    ],
    remedies: [
      'Pass the version printed on the board: odflash update --board v3.6-56V; or name a firmware file.',
      'odflash catalogue lists the releases.',
    ],
  },
  'not-genuine': {
    causes: [
      'OTP is blank or foreign: a clone, or a board whose chip was replaced. Newer odrivetools refuse such a board.',
    ],
    remedies: ['Pass the version printed on the board: odflash update --board v3.6-56V.'],
  },
  'switch-left-on-dfu': {
    causes: [
      'The firmware was written, but the board did not start it: the DIP switch is still on DFU (clones: its BOOT jumper is set). odrivetool waits for the running ODrive.',
    ],
    remedies: [
      'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
      'odflash verify FILE, with the board in DFU mode, says whether the firmware is complete.',
    ],
  },
  'unknown-property': {
    causes: [
      'A saved setting has another name, or does not exist, in the running firmware: the backup is from another release.',
    ],
    remedies: ['odflash restore FILE --dry-run lists what would be written, translated and skipped.'],
  },
  'no-download': {
    causes: [
      'The tool could not fetch the list of releases or the firmware: no network, a proxy, or too many requests from this address (GitHub allows 60 an hour).',
      'CERTIFICATE_VERIFY_FAILED: this Python has no root certificates (macOS: run Install Certificates.command; Windows and Linux: pip install --upgrade certifi), or a proxy replaces them.',
    ],
    remedies: [
      'odflash update fetches the releases by itself; odflash catalogue lists them.',
      'Without a network: download the firmware elsewhere and pass the file, odflash flash FILE.',
    ],
  },
  'wsl-rights': {
    causes: ['Sharing a device with WSL changes its driver, which only an administrator may do.'],
    remedies: [
      'Open PowerShell as administrator, once for each device: usbipd bind --busid BUSID. Attaching needs no administrator.',
      'Or run odflash on Windows itself; odflash doctor says what it sees.',
    ],
  },
  'detach-refused': {
    causes: [
      'dfu-util found a device that is not in DFU mode and asked it to change, which it refused. ODrive firmware does not support that request: dfu-util found another device, or the board disconnected.',
    ],
    remedies: [switchToDfu, 'odflash list shows the connected devices; dfu-util -d 0483:df11 excludes the others.'],
  },
  'file-for-other-device': {
    causes: ['The suffix or prefix of the file names a device other than the connected one, or the file is damaged.'],
    remedies: [
      'odflash info FILE says what the file is and for which board.',
      'odflash flash FILE accepts .hex, .elf, .bin and .dfu and checks that they fit the board; otherwise download the file again.',
    ],
  },
  'zadig-failed': {
    causes: [
      'Zadig could not replace the driver: it runs without administrator rights, the device is in use, or another installation waits for a restart.',
    ],
    remedies: ['Close every program that uses the board, restart Windows and run Zadig as administrator.', zadig],
  },
};
