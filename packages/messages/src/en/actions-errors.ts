import type { ErrorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const errorActions: Texts<ErrorActionMessages> = {
  'next.back-in-dfu-and-continue':
    'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again; it continues where it stopped.',
  'next.build-again': 'Build the file again; its parts overlap.',
  'next.check-cable-and-continue':
    'Check cable and supply, then run the same command again; it continues where it stopped.',
  'next.check-file': 'Check the path and the permissions.',
  'next.check-network':
    'Check the network and run the same command again. Without a network, use --offline (cached downloads), --release-url (a mirror) or a firmware file.',
  'next.check-swd-wires':
    'Power the board and check the wires: SWD to SWDIO, SWC to SWCLK, GND to GND, VCC of J2 to VCC of the probe.',
  'next.choose-board': 'Choose one with --serial or --path; odflash list shows them.',
  'next.choose-complete-firmware':
    'Choose the file with the complete firmware. If the part belongs to the firmware on the board, pass --partial.',
  'next.choose-file-for-f405': 'Choose a file for the STM32F405 (0x08000000 to 0x080FFFFF).',
  'next.choose-firmware': 'Choose the firmware file of your board.',
  'next.choose-firmware-or-address': 'Choose the firmware file of your board; a raw binary may need --address.',
  'next.choose-other-file': 'Choose another name or folder; --force overwrites an existing file.',
  'next.choose-other-version': 'Pass a firmware file or another version.',
  'next.close-other-programs': 'Close what else uses the board (odflash, odrivetool, browser tabs), then try again.',
  'next.confirm':
    'Read the warnings, then confirm them with --yes; a dangerous operation needs the --consent named in its message.',
  'next.connect-board':
    'Use a data cable and switch the DC supply on (USB does not power the board). For DFU mode, on a v3.5 or later only, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board. Nothing may pull GPIO6 high; unplug an ST-Link.',
  'next.flash-old-board-over-stlink':
    'Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link: odflash flash FILE --via stlink.',
  'next.free-space-for-undo':
    'Free some disk space or pass another folder with --backup-dir, or use --no-backup to skip it.',
  'next.get-file-again': 'Download or build the file again.',
  'next.install-udev-rule': 'On Linux install the udev rule for 0483:df11 and 1209:0d32, then replug the board.',
  'next.install-winusb': 'On Windows install WinUSB for "STM32  BOOTLOADER" with Zadig.',
  'next.name-board':
    'Read the version and the voltage printed on the board and pass them with --board, in the form vX.Y-VOLTAGE.',
  'next.name-right-board': 'Check the version printed on the board and pass it with --board, or omit the option.',
  'next.other-cable-and-repeat': 'Use another cable or port without a hub, then run the same command again.',
  'next.repeat-or-check-supply':
    'Run the same command again; if it repeats, check the supply and the write protection with odflash info.',
  'next.repeat-or-distrust-download':
    'Run the same command again; if it repeats, do not use that file: the server or a proxy modifies it.',
  'next.repeat-or-other-cable': 'Run the same command again; if it repeats, use another cable or port.',
  'next.repeat-or-other-port':
    'Run the same command again. If it repeats, power-cycle the board in DFU mode and try another USB port or a USB 2 hub.',
  'next.repeat-or-power-cycle': 'Run the same command again; if it repeats, power-cycle the board in DFU mode first.',
  'next.repeat-to-finish': 'Run the same command again to finish.',
  'next.replug-probe': 'Unplug the probe and plug it in again, or use another one.',
  'next.report-bug': 'Please report it: run the same command with --trace FILE, then odflash report OUT --attach FILE.',
  'next.restore-saved-configuration':
    'The configuration is saved in the file named above; odflash restore restores it.',
  'next.secure-load': 'Secure the load and set both axes to IDLE, or pass --disarm to let odflash do it.',
  'next.see-help': 'See odflash --help.',
  'next.shorter-wires-and-repeat': 'Check plugs and supply, use shorter wires, and run the same command again.',
  'next.switch-into-dfu':
    'odflash enter-dfu switches the board into DFU mode; or, on a v3.5 or later only, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it.',
  'next.unlock-and-erase':
    'odflash unlock removes the protection and erases everything on the chip, including the configuration.',
  'next.unlock-sectors': 'odflash unlock clears the protection in the option bytes.',
  'next.use-machine-with-usb': 'Run odflash on a machine with USB, or try it with --virtual v3.6-56V+dfu.',
};
