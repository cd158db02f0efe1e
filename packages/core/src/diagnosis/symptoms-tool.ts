// Messages that say more of the tool or of the computer than of the board.

import { beside, by, type Symptom } from './symptom.ts';

export const toolSymptoms: readonly Symptom[] = [
  {
    id: 'no-backend',
    seen: [
      ...by('pyusb', 'usb.core.NoBackendError: No backend available', 'ValueError: No backend available'),
      ...by('pyusb', 'NoBackendError'),
      ...beside('usb|libusb|pyusb|odrive|odrivetool|dfu', 'pyusb', 'No backend available'),
    ],
    code: 'usb-unavailable',
  },
  {
    id: 'wsl',
    seen: [
      ...by('usbipd', 'usbipd: warning: the device is not attached to WSL', 'usbipd: error: Device is not shared'),
      ...by(
        'usbipd',
        'usbipd: error: There is no device with busid',
        'usbipd: error: Device busy (exported)',
        'usbip: error: Attach Request for … failed - Device busy (exported)',
        'usbipd: error: There is no WSL 2 distribution running',
        'usbipd: error: Access denied; this operation requires administrator privileges',
      ),
    ],
    asked: ['wsl|wsl2|virtualbox|vmware attach|attached|pass|passthrough|usbipd|dfu|odrive'],
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
    seen: [...by('odrivetool', 'The configuration cannot be backed up because the device is already in DFU mode')],
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
    asked: ['not|non genuine|original -link -stlink -probe'],
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
];
