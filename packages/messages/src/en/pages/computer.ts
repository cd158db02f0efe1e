import type { ErrorPages } from '../../pages.ts';

export const computerPages: Pick<
  ErrorPages,
  'usb-unavailable' | 'permission-denied' | 'driver-missing' | 'device-busy' | 'backup-failed'
> = {
  'usb-unavailable': {
    about: ['The operating system offers no USB, or the USB library could not be loaded.'],
    causes: [
      'A container or a virtual machine without USB passed through.',
      'A platform for which the USB library has no ready-made build.',
      'An installation without the native part.',
    ],
    steps: [
      'Run odflash on the machine that the board is plugged into.',
      'Try it without hardware: `--virtual v3.6-56V+dfu`.',
    ],
    others: ['libusb: `LIBUSB_ERROR_OTHER`, `unable to initialize libusb`'],
  },
  'permission-denied': {
    about: ['The board is connected, but this user may not open it.'],
    causes: [
      'Linux: no udev rule for the bootloader. A rule for the running ODrive alone (`1209:0d32`) does not cover `0483:df11`.',
      'Linux: the rule was installed after the board was plugged in.',
      'A sandbox (snap, Flatpak, container) without access to USB.',
    ],
    steps: [
      'Run `sudo odflash udev-setup` (in a clone `sudo npx odflash udev-setup`): it writes the rule for the running board and for the bootloader. A rule of your own with `TAG+="uaccess"` must be in a file whose name sorts before 73, because systemd\'s `73-seat-late.rules` acts on that tag.',
      'Unplug the board and plug it in again.',
      'Do not run odflash with sudo as a habit: the undo backups would belong to root.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_ACCESS`',
      'pyusb, odrivetool: `The device has no langid` (permission problem on Linux)',
      'dfu-util: `Cannot open DFU device 0483:df11`',
      'Chrome: `SecurityError: Access denied`',
    ],
  },
  'driver-missing': {
    about: ['Windows recognises the board, but no driver is bound to it that lets a program talk to it.'],
    causes: [
      'No driver was ever chosen for the bootloader. Windows treats it as another device than the running ODrive.',
      'The old ST driver (STTub30) is bound to it.',
      'Zadig was used on the wrong entry.',
    ],
    before: 'A board in DFU mode and the same board running are two devices, each with a driver of its own.',
    steps: [
      'Start Zadig (https://zadig.akeo.ie); Options, List All Devices.',
      'For a board in DFU mode (by the DIP switch, only this one is needed): choose "STM32  BOOTLOADER" (USB ID 0483 DF11), then WinUSB.',
      'For a running board with firmware 0.5.2 to 0.5.6: choose "ODrive 3.x Native Interface (Interface 2)", then WinUSB. Do not change Interface 0: it is the serial port. Older firmware asks Windows for WinUSB by itself.',
      'Press Install Driver or Replace Driver, then unplug the board and plug it in again.',
    ],
    after: ['To undo a switch into DFU mode: DIP switch on RUN, power-cycle; the old firmware starts again.'],
    others: [
      'libusb: `LIBUSB_ERROR_NOT_SUPPORTED`',
      'dfu-util: `Cannot open DFU device 0483:df11 found on devnum N (LIBUSB_ERROR_NOT_SUPPORTED)`, `Lost device after RESET?`',
      'odrivetool: waits forever after its advice to use Zadig (forum 8438)',
    ],
  },
  'device-busy': {
    about: ['The board can be opened by one program at a time, and another program has it open.'],
    causes: [
      'Another odflash is at work on this board: only one at a time may change it.',
      'odrivetool, STM32CubeProgrammer or another flasher is still open.',
      'A browser tab is using the board.',
      'A system service probes it (ModemManager, fwupd), or a virtual machine captured it.',
    ],
    steps: [
      'Wait until the other odflash has ended, close those programs and tabs, then run the same command again.',
      'On Linux `ENV{ID_MM_DEVICE_IGNORE}="1"` in the udev rule keeps ModemManager away.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_BUSY`',
      'dfu-util: `Cannot claim interface`',
      'Chrome: `NetworkError: Unable to claim interface`',
    ],
  },
  'backup-failed': {
    about: [
      'Before the first change odflash saves the flash contents to a file, so that `odflash restore` can restore them. That file could not be written completely, so nothing was changed.',
    ],
    causes: [
      'The disk is full.',
      'The backup folder cannot be written, or its name belongs to a file.',
      'The home folder is read-only, or there is none: `HOME` is not set and the user has no account (services, containers).',
    ],
    steps: [
      'Free some space (a backup takes at most 1 MiB), or name another folder with `--backup-dir`.',
      '`--no-backup` skips the backup; then the only way back to the old firmware is its own file.',
    ],
  },
};
