// What keeps a tool from finding or opening a board: no device, no rights, no driver.

import { by, progress, type Symptom, udev, zadig } from './symptom.ts';

export const machineSymptoms: readonly Symptom[] = [
  {
    id: 'no-langid',
    seen: [...by('odrivetool, pyusb', 'ValueError: The device has no langid')],
    causes: [
      'On Linux: the system does not let you open the board in DFU mode (0483:df11); only its name is readable.',
    ],
    remedies: [udev, 'odflash doctor says which rule is missing.'],
    code: 'permission-denied',
  },
  {
    id: 'no-access',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_ACCESS'),
      ...by('Chrome', 'SecurityError: Access denied', "Failed to execute 'open' on 'USBDevice': Access denied"),
      ...by('pyusb', '[Errno 13] Access denied (insufficient permissions)'),
      ...by(
        'libusb',
        "libusb couldn't open USB device …, errno=13",
        'requires write access to USB device nodes',
        'libusb_control_transfer returned -3',
      ),
      ...by('Linux', "PermissionError: [Errno 13] Permission denied: '/dev/ttyACM0'"),
    ],
    causes: [
      'On Linux no udev rule opens the board to you.',
      'On Windows another program holds the board, or its driver is not WinUSB.',
      'A browser from a snap or flatpak may not use USB at all.',
    ],
    remedies: [udev, 'On Windows close other flashers and browser tabs; otherwise install WinUSB with Zadig.'],
    code: 'permission-denied',
  },
  {
    id: 'windows-driver',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_NOT_SUPPORTED', 'LIBUSB_ERROR_NOT_FOUND'),
      ...by('dfu-util', 'Cannot open DFU device 0483:df11 found on devnum', 'Lost device after RESET?'),
      ...by('odrivetool', 'Use the Zadig utility to set the driver to libusb-win32'),
      ...by(
        'Windows',
        'This device cannot start. (Code 10)',
        'The drivers for this device are not installed. (Code 28)',
        'Windows cannot load the device driver for this hardware (Code 39)',
      ),
      ...by('a person', 'two entries in the device list after Zadig', 'composite parent'),
    ],
    asked: [
      'windows|win7|win10|win11 not|cannot|cant|doesn|doesnt|wont|isn|never|nothing detect|detected|detects|see|sees|seen|find|finds|found|recognize|recognise|recognized|recognised|recognizes|show|shows|appear|appears odrive|board|dfu|stm32|bootloader',
      'zadig driver|libusb|winusb|dfu which|what|wrong|not|how|install',
    ],
    causes: [
      'Windows has no driver for the board in DFU mode that a program can talk to. It is another device than the running ODrive and needs a driver of its own (forum 8438).',
      "ST's old DfuSe driver (STTub30) is bound to it: only DfuSe Demo can use that.",
      'The driver was given to the composite parent of the running ODrive instead.',
    ],
    remedies: [zadig, 'Leave interface 0 of the running ODrive alone: it is the serial port.'],
    code: 'driver-missing',
  },
  {
    id: 'claimed',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_BUSY'),
      ...by('dfu-util', 'Cannot claim interface'),
      ...by('Chrome', 'NetworkError: Unable to claim interface', 'NetworkError: Unable to set device interface'),
      ...by('pyusb', '[Errno 16] Resource busy'),
    ],
    causes: [
      'Another program holds the board: odrivetool, a browser tab, STM32CubeProgrammer, fwupd, ModemManager, a virtual machine.',
    ],
    remedies: ['Close it and try again.', 'odflash doctor names the program where the system tells.'],
    code: 'device-busy',
  },
  {
    id: 'two-at-once',
    seen: [
      ...by(
        'Chrome',
        'InvalidStateError: The device must be opened first',
        'An operation that changes the device state is in progress',
        'another operation in progress',
      ),
    ],
    causes: ['Two parts of one program talk to the board at once, or one goes on after the other has closed it.'],
    remedies: ['Close other tabs that know the board, reload the page, and start again.'],
    code: 'device-busy',
  },
  {
    id: 'already-in-dfu',
    seen: [...by('odrivetool', 'IndexError: list index out of range', 'UnboundLocalError')],
    causes: [
      'Nothing is wrong with the board: odrivetool up to 0.5.1 stumbles over a board that is in DFU mode already, at once (list index) or when all is done (UnboundLocalError).',
    ],
    remedies: ['odflash list shows the board; odflash verify FILE says whether it holds the firmware.'],
    code: 'no-device',
  },
  {
    id: 'nothing-there',
    seen: [
      ...by('dfu-util', 'No DFU capable USB device available'),
      ...progress('odrivetool', 'Waiting for ODrive...', 'Putting device into DFU mode...'),
      ...by('DfuSe Demo', 'No DFU device is available'),
      ...by('STM32CubeProgrammer', 'No STM32 device in DFU mode connected', 'Error: target device not found'),
      ...by('Chrome', 'NotFoundError: No device selected'),
    ],
    asked: [
      'board|odrive|device|dfu|bootloader not|cannot|cant|doesn|doesnt|wont|isn|never found|detected|detect|seen|see|find|recognized|recognised|show|shows|appear|appears -command -module -file -windows -win10 -win11 -win7 -link -stlink -swd',
      'no device|board|odrive found|detected|seen|dfu -command -module',
    ],
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
    code: 'no-device',
  },
  {
    id: 'unknown-usb-device',
    seen: [
      ...by(
        'Linux',
        'device descriptor read/64, error -71',
        'device descriptor read/64, error -110',
        'unable to enumerate USB device',
      ),
      ...by(
        'Windows',
        'Unknown USB Device (Device Descriptor Request Failed) (Code 43)',
        'Unknown USB Device (Port Reset Failed)',
        'USB device not recognized',
        'Windows has stopped this device because it has reported problems. (Code 43)',
      ),
    ],
    causes: [
      'The cable is bad, or the port does not get on with the board.',
      "The chip's bootloader measured its crystal wrong, which depends on temperature and luck (AN2606).",
    ],
    remedies: [
      'Power-cycle the board a few times.',
      'Use another cable and another port, or put a USB 2 hub in between.',
    ],
    code: 'transfer-failed',
  },
  {
    id: 'serial-drifts',
    seen: [...by('a person', 'the serial number in DFU mode is another one')],
    causes: [
      'The firmware makes its serial number of the chip by another formula than the bootloader; some clones all have one.',
    ],
    remedies: ['Choose the board by its socket: --path. odflash follows a board by serial number and socket.'],
    code: 'several-devices',
  },
  {
    id: 'several',
    seen: [...by('dfu-util', 'More than one DFU capable USB device found!')],
    causes: ['More than one board is in DFU mode.'],
    remedies: ['odflash list shows them; choose one with --serial, or with --path if the numbers are the same.'],
    code: 'several-devices',
  },
  {
    id: 'no-usb',
    seen: [
      ...by('libusb', 'unable to initialize libusb', 'LIBUSB_ERROR_OTHER'),
      ...by('Chrome', 'navigator.usb is undefined'),
    ],
    causes: [
      'No USB here: a container, WSL, a machine without it; in a browser a page without https, or a browser without WebUSB.',
    ],
    remedies: ['odflash doctor says which of these it is.'],
    code: 'usb-unavailable',
  },
];
