// Messages that say more of the tool or of the computer than of the board.

import { beside, by, type Symptom } from './symptom.ts';

export const toolSymptoms: readonly Symptom[] = [
  {
    id: 'no-backend',
    seen: [
      ...by('pyusb', 'usb.core.NoBackendError: No backend available', 'ValueError: No backend available'),
      ...by('pyusb', 'NoBackendError'),
      ...by('Python', 'libusb-1.0.so.0: cannot open shared object file', "Could not find module 'libusb-1.0.dll'"),
      ...beside('usb|libusb|pyusb|odrive|odrivetool|dfu', 'pyusb', 'No backend available'),
    ],
    code: 'usb-unavailable',
  },
  {
    id: 'wsl',
    // usbipd-win #135, #304, #824, usbip-win #290.
    seen: [
      ...by(
        'usbipd',
        'usbipd: warning: the device is not attached to WSL',
        'usbipd: error: Device is not shared',
        'usbipd: error: There is no device with busid',
        'usbipd: error: Device busy (exported)',
        'usbipd: error: There is no WSL 2 distribution running',
        'usbipd: error: The specified WSL distribution is not running.',
        'usbipd: error: There are no WSL distributions installed.',
        'usbipd: error: No default WSL distribution exists.',
        "usbipd: error: Unable to run 'usbip' client tool.",
        'usbipd: error: Failed to attach device with busid',
        'usbipd: error: Device with busid … is already attached to a client.',
      ),
      ...by(
        'usbip',
        'usbip: error: Attach Request for … failed - Device busy (exported)',
        'usbip: error: open vhci_driver',
        'usbip: error: import device',
        'vhci_hcd: cannot import device',
      ),
    ],
    asked: [
      'wsl|wsl2|virtualbox|vmware attach|attached|pass|passthrough|usbipd|dfu|odrive dfu|odrive|board|bootloader|stm32|usbipd',
    ],
    code: 'no-device',
  },
  {
    id: 'dfu-suffix',
    seen: [
      ...by(
        'dfu-util',
        'Invalid DFU suffix signature',
        'A valid DFU suffix will be required in a future dfu-util release',
        'Warning: Invalid DFU suffix signature',
      ),
    ],
    harmless: true,
    code: 'bad-file',
  },
  {
    id: 'backup-in-dfu',
    seen: [
      ...by(
        'odrivetool',
        'The configuration cannot be backed up because the device is already in DFU mode',
        'The configuration cannot be backed up',
      ),
    ],
    asked: ['backup|back|backed|save configuration|config dfu'],
    code: 'config-not-restored',
  },
  {
    id: 'no-release',
    seen: [
      ...by(
        'odrivetool',
        'could not find any firmware release for this board version',
        'No firmware available for this board',
      ),
    ],
    code: 'release-missing',
  },
  {
    id: 'not-genuine',
    seen: [...by('odrivetool', 'This board is not genuine', 'is not a genuine ODrive')],
    asked: ['not|non genuine|original -link -stlink -probe -windows'],
    code: 'board-unknown',
  },
  {
    id: 'switch-left-on-dfu',
    seen: [
      ...by(
        'odrivetool',
        'Waiting for the device to reappear...',
        'TimeoutError: Timed out waiting for the device to reappear',
      ),
    ],
    code: 'device-did-not-return',
  },
  {
    id: 'unknown-property',
    seen: [
      ...by('odrivetool', 'Could not restore property: property not found on device', 'property not found on device'),
    ],
    code: 'config-not-restored',
  },
  {
    id: 'no-download',
    // odrivetool asks GitHub for its releases; the words are those of Python's urllib, requests and ssl.
    seen: beside(
      'odrive|odrivetool|dfu|github|firmware',
      'odrivetool',
      'urllib.error.HTTPError: HTTP Error 403: rate limit exceeded',
      'HTTP Error 403: rate limit exceeded',
      'urllib.error.URLError: <urlopen error [Errno 11001] getaddrinfo failed>',
      'urlopen error [Errno -2] Name or service not known',
      'urlopen error [Errno -3] Temporary failure in name resolution',
      'getaddrinfo failed',
      'SSL: CERTIFICATE_VERIFY_FAILED',
      'SSL: CERTIFICATE_VERIFY_FAILED certificate verify failed: unable to get local issuer certificate',
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.github.com', port=443): Max retries exceeded",
    ),
    code: 'download-failed',
  },
  {
    id: 'wsl-rights',
    // usbipd-win #182, #742.
    seen: by(
      'usbipd',
      'usbipd: error: Access denied; this operation requires administrator privileges.',
      'usbipd: error: Access denied',
    ),
    code: 'permission-denied',
  },
  {
    id: 'detach-refused',
    // dfu-util, src/main.c: it asks a device in run-time mode to change.
    seen: by(
      'dfu-util',
      'dfu-util: error detaching',
      'Device really in Run-Time Mode, send DFU detach request...',
      'WARNING: Runtime device already in DFU state ?!?',
    ),
    code: 'not-in-dfu-mode',
  },
  {
    id: 'file-for-other-device',
    // NanoVNA-D #32, icestudio #484.
    seen: [
      ...by(
        'dfu-util',
        'Error: File ID … does not match device (0483:df11 or 0483:df11)',
        'DFU CRC does not match',
        'Unsupported DFU file revision',
      ),
      ...by('DfuSe Demo', 'This file is not correct', 'No target matches with the file'),
    ],
    code: 'bad-file',
  },
  {
    id: 'zadig-failed',
    seen: by(
      'Zadig',
      'Driver Installation: FAILED',
      'The driver could not be installed.',
      'The driver installation failed.',
      'Another installation is pending',
    ),
    code: 'driver-missing',
  },
];
