// What keeps a tool from finding or opening a board: no device, no rights, no driver.

import { beside, by, progress, type Symptom } from './symptom.ts';

export const machineSymptoms: readonly Symptom[] = [
  {
    id: 'no-langid',
    seen: [...by('odrivetool, pyusb', 'ValueError: The device has no langid')],
    asked: ['langid', 'lang id no|odrive|device|usb'],
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
        'Access denied (insufficient permissions)',
        'libusb_control_transfer returned -3',
      ),
      ...by('Linux', "PermissionError: [Errno 13] Permission denied: '/dev/ttyACM0'"),
    ],
    asked: [
      'snap|flatpak chromium|chrome|browser|brave|edge usb|webusb|device|odrive|board',
      'lsusb shows|sees|see|lists|listed|finds|has dfu|df11|bootloader|odrive|board|it odrivetool|util|odflash but|yet|however|though|while -nothing',
    ],
    code: 'permission-denied',
  },
  {
    id: 'windows-driver',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_NOT_SUPPORTED', 'LIBUSB_ERROR_NOT_FOUND'),
      ...by(
        'pyusb',
        'NotImplementedError: Operation not supported or unimplemented on this platform',
        'Operation not supported or unimplemented on this platform',
      ),
      ...beside('usb|libusb|pyusb|usberror|odrive|odrivetool|dfu|winusbx', 'pyusb', '[Errno 2] Entity not found'),
      ...by(
        'libusb-win32',
        'libusb0-dll:err [claim_interface] could not claim interface … win error: The parameter is incorrect.',
        'libusb0-dll:err [set_configuration] could not set config',
      ),
      {
        by: 'dfu-util',
        text: 'Cannot open DFU device 0483:df11',
        unless: ['no-access', 'claimed', 'left-the-bus'],
      },
      {
        by: 'dfu-util',
        text: 'Cannot open DFU device 0483:df11 found on devnum',
        unless: ['no-access', 'claimed', 'left-the-bus'],
      },
      ...by('dfu-util', 'Lost device after RESET?'),
      ...by('odrivetool', 'Use the Zadig utility to set the driver to libusb-win32'),
      ...by(
        'Windows',
        'This device cannot start. (Code 10)',
        'The drivers for this device are not installed. (Code 28)',
        'Windows cannot load the device driver for this hardware (Code 39)',
        'Windows cannot load the drivers required for this device. (Code 31)',
        'Windows cannot verify the digital signature for the drivers required for this device. (Code 52)',
        'This device is not configured correctly. (Code 1)',
        'Code 10 cannot start',
      ),
      ...by('a person', 'two entries in the device list after Zadig', 'composite parent'),
    ],
    asked: [
      'windows|win|win7|win10|win11 not|cannot|cant|doesn|doesnt|wont|isn|isnt|never|nothing|no detect|detected|detects|see|sees|seen|find|finds|found|recognize|recognise|recognized|recognised|recognizes|show|shows|appear|appears odrive|board|dfu|stm32|bootloader',
      'windows|win7|win10|win11 nicht|kein|keine|nie erkannt|gefunden|sichtbar|angezeigt|erkennt|findet odrive|board|dfu|stm32|bootloader',
      'treiber fehlt|nicht|kein|welcher|falscher odrive|board|dfu|stm32|bootloader|zadig',
      'windows|win10|win11 odrive|board|dfu|stm32|bootloader waiting|waits|wait',
      'zadig driver|libusb|winusb|dfu which|what|wrong|not|how|install',
      'zadig no|not|nothing|empty|missing|which list|lists|show|shows|see|find|entry|device|devices|bootloader',
      'device manager odrive|board|dfu|stm32|bootloader',
      'yellow|exclamation odrive|board|dfu|stm32|bootloader mark|triangle|sign|warning|manager',
      'code 28|31|39|52 device|driver|drivers|windows|manager|treiber',
      'zadig|winusb installed|install|installing|replaced still|but|no|not device|driver|board|odrive|bootloader',
    ],
    code: 'driver-missing',
  },
  {
    id: 'claimed',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_BUSY'),
      ...by('dfu-util', 'Cannot claim interface'),
      ...by('Chrome', 'The device is already open by another application'),
      ...by('Linux', "usbfs: interface 0 claimed by cdc_acm while 'odrivetool' sets config"),
      ...by('Chrome', 'NetworkError: Unable to claim interface', 'NetworkError: Unable to set device interface'),
      ...beside('usb|usberror|pyusb|libusb|odrive|odrivetool|dfu', 'pyusb', '[Errno 16] Resource busy'),
    ],
    asked: ['fwupd|modemmanager|brltty holds|hold|opens|open|blocks|claims|uses|using|grabs|grabbed|probes|interferes'],
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
    code: 'device-busy',
  },
  {
    id: 'already-in-dfu',
    seen: [
      ...beside(
        'odrive|odrivetool|dfu|dfuse|fibre',
        'odrivetool',
        'IndexError: list index out of range',
        'UnboundLocalError',
      ),
    ],
    code: 'no-device',
  },
  {
    id: 'nothing-there',
    seen: [
      // After one that could not be opened it says the same of the rest.
      {
        by: 'dfu-util',
        text: 'No DFU capable USB device available',
        unless: ['no-access', 'claimed', 'windows-driver'],
      },
      ...by('dfu-util', 'No DFU capable USB device found'),
      ...progress(
        'odrivetool',
        'Waiting for ODrive...',
        'Putting device into DFU mode...',
        'Please connect your ODrive.',
      ),
      ...by('DfuSe Demo', 'No DFU device is available'),
      ...by('STM32CubeProgrammer', 'No STM32 device in DFU mode connected', 'Error: target device not found'),
      ...by(
        'Chrome',
        'NotFoundError: No device selected',
        "NotFoundError: Failed to execute 'requestDevice' on 'USB': No device selected.",
      ),
      ...beside('usb|webusb|odrive|dfu|stm32', 'Chrome', 'No compatible devices found'),
    ],
    asked: [
      'board|odrive|dfu|bootloader|stm32 not|cannot|cant|doesn|doesnt|wont|isn|isnt|never found|detected|detect|seen|see|find|recognized|recognised|show|shows|list|lists|listed|appear|appears -command -module -file -windows -win10 -win11 -win7 -manager -wsl -wsl2 -link -stlink -swd -arduino -esp32 -webcam -camera -keyboard -printer',
      'how enter|get|put|switch|bring|start dfu -exit -leave -out -link -stlink',
      'enter|reach|into not|cannot|cant|wont|unable|doesnt|doesn|never|fails dfu -exit -leave -out -link -stlink -wsl -wsl2',
      'no|without|missing|where dip odrive|board|clone|dfu|switch -link -stlink',
      'odrive|board|dfu|bootloader nicht|kein|keine|nie erkannt|gefunden|sichtbar|angezeigt|erkennt|findet -windows -win7 -win10 -win11 -link -stlink -swd',
      'odrivetool|odrive hangs|stuck|forever|hanging waiting|wait|waits',
      'no device|board|odrive found|detected|seen|dfu dfu|odrive|board|bootloader|stm32 -command -module -link -stlink',
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
        'device descriptor read/64, error …',
        'device descriptor read/all, error …',
        'device not accepting address …, error …',
        'device not responding to setup address',
        'unable to enumerate USB device',
        "usb can't set config #1, error …",
        'Cannot enable. Maybe the USB cable is bad?',
      ),
      ...by(
        'Windows',
        'Unknown USB Device (Device Descriptor Request Failed) (Code 43)',
        'Unknown USB Device (Port Reset Failed)',
        'Unknown USB Device (Set Address Failed)',
        'Device Descriptor Request Failed',
        'Unbekanntes USB-Gerät (Fehler beim Anfordern einer Gerätebeschreibung)',
        'The last USB device you connected to this computer malfunctioned, and Windows does not recognize it',
        'USB device not recognised',
        'USB device not recognized',
        'Windows has stopped this device because it has reported problems. (Code 43)',
      ),
    ],
    asked: ['usb error|err 110|71|62 -link -stlink'],
    code: 'transfer-failed',
  },
  {
    id: 'serial-drifts',
    seen: [...by('a person', 'the serial number in DFU mode is another one')],
    code: 'several-devices',
  },
  {
    id: 'several',
    seen: [...by('dfu-util', 'More than one DFU capable USB device found!')],
    code: 'several-devices',
  },
  {
    id: 'no-usb',
    seen: [
      ...by('libusb', 'unable to initialize libusb', 'LIBUSB_ERROR_OTHER'),
      ...by('Chrome', 'navigator.usb is undefined'),
    ],
    asked: [
      'webusb|usb firefox|safari',
      'webusb unavailable|unsupported|missing',
      'webusb not supported|available|defined|enabled|there',
    ],
    code: 'usb-unavailable',
  },
];
