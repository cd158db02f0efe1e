import type { MachineSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { udev, zadig } from './advice.ts';

export const machineSymptoms: Readonly<Record<MachineSymptomCode, SymptomText>> = {
  'no-langid': {
    causes: [
      'On Linux: the system does not let you open the board in DFU mode (0483:df11); only its name is readable.',
    ],
    remedies: [udev, 'odflash doctor says which rule is missing.'],
  },
  'no-access': {
    causes: [
      'On Linux no udev rule gives you access to the board.',
      'On Windows another program has the board open, or its driver is not WinUSB.',
      'A browser from a snap or flatpak may not use USB at all.',
    ],
    remedies: [udev, 'On Windows close other flashers and browser tabs; otherwise install WinUSB with Zadig.'],
  },
  'windows-driver': {
    causes: [
      'Windows has no driver for the board in DFU mode that a program can use. It is a different device from the running ODrive and needs its own driver (forum 8438).',
      "ST's old DfuSe driver (STTub30) is bound to it: only DfuSe Demo can use that.",
      'The driver was given to the composite parent of the running ODrive instead.',
    ],
    remedies: [zadig, 'Do not change interface 0 of the running ODrive: it is the serial port.'],
  },
  claimed: {
    causes: [
      'Another program has the board open: odrivetool, a browser tab, STM32CubeProgrammer, fwupd, ModemManager, a virtual machine.',
    ],
    remedies: ['Close it and try again.', 'odflash doctor names the program if the system allows it.'],
  },
  'two-at-once': {
    causes: [
      'Two parts of one program use the board at once, or one continues after another has closed the connection.',
    ],
    remedies: ['Close other tabs that use the board, reload the page, and start again.'],
  },
  'already-in-dfu': {
    causes: [
      'Nothing is wrong with the board: odrivetool up to 0.5.1 fails on a board that is already in DFU mode, at once (list index) or at the very end (UnboundLocalError).',
    ],
    remedies: ['odflash list shows the board; odflash verify FILE shows whether it contains the firmware.'],
  },
  'nothing-there': {
    causes: [
      'The board has no supply: USB does not power it.',
      'The DIP switch was set, but the board was not power-cycled: the switch counts only at power-on.',
      'The cable only charges, or a hub hides the board.',
      'A signal on a pin keeps the bootloader from using USB: GPIO6, a serial receiver, CAN, an attached ST-Link (ODrive #509, forum 8639).',
    ],
    remedies: [
      'On a v3.5 or later: supply off, DIP switch to DFU (clones: hold BOOT or set its jumper), supply on. Never on a v3.4 or older: DFU mode can destroy it.',
      'Take every wire off the GPIO pins and unplug the ST-Link; GPIO6 to GND helps.',
      'Use a cable that is known to carry data, without a hub.',
    ],
  },
  'unknown-usb-device': {
    causes: [
      'The cable is bad, or the port is unreliable with this board.',
      "The chip's bootloader measured its crystal wrong, which depends on temperature and chance (AN2606).",
    ],
    remedies: [
      'Power-cycle the board a few times.',
      'Use another cable and another port, or put a USB 2 hub in between.',
    ],
  },
  'serial-drifts': {
    causes: [
      'The firmware derives the serial number from the chip differently than the bootloader does; some clones all have the same number.',
    ],
    remedies: ['Select the board by its port: --path. odflash follows a board by serial number and port.'],
  },
  several: {
    causes: ['More than one board is in DFU mode.'],
    remedies: ['odflash list shows them; choose one with --serial, or with --path if the numbers are the same.'],
  },
  'no-usb': {
    causes: [
      'No USB access: a container, WSL, a computer without USB; in a browser a page without https, or a browser without WebUSB.',
    ],
    remedies: ['odflash doctor says which of these it is.'],
  },
};
