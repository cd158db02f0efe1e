// What goes wrong between a tool and the bootloader: answers out of step, lost, late or refused.

import { beside, by, progress, type Symptom } from './symptom.ts';

export const wireSymptoms: readonly Symptom[] = [
  {
    id: 'out-of-step',
    seen: [
      ...by(
        'odrivetool',
        'RuntimeError: An error occured. Device Status: (0, 2, 0, 0)',
        'An error occurred. Device Status: (0, 2, 0, 0)',
      ),
    ],
    code: 'unexpected-reply',
  },
  {
    id: 'short-reply',
    seen: [
      ...beside('odrive|odrivetool|dfu|dfuse|fibre', 'odrivetool', 'IndexError: array index out of range'),
      ...by('odrivetool', 'IndexError while reading OTP', 'IndexError while verifying'),
      ...by('odrivetool', 'arrays must be same size'),
    ],
    code: 'unexpected-reply',
  },
  {
    id: 'flag-after-power-on',
    seen: [
      ...by(
        'dfu-util',
        'state = dfuERROR, status = 10',
        "Device's firmware is corrupt",
        "status(10) = Device's firmware is corrupt. It cannot return to run-time (non-DFU) operations",
        'errFIRMWARE',
      ),
      ...by('odrivetool', 'Device Status: (10, 10, 0, 0)'),
    ],
    harmless: true,
    code: 'dfu-status',
  },
  {
    id: 'erase-status',
    seen: [
      ...by(
        'dfu-util',
        'Error during special command "ERASE_PAGE" get_status',
        'Error during special command "SET_ADDRESS" get_status',
        'Error during special command "MASS_ERASE" get_status',
        'Error during special command "SET_ADDRESS" download',
      ),
    ],
    code: 'timeout',
  },
  {
    id: 'refused-block',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_PIPE'),
      ...by(
        'dfu-util',
        'dfuse_download: libusb_control_transfer returned -9',
        'dfuse_upload: libusb_control_msg returned -9',
        'status(15) = STALLED',
        'errSTALLEDPKT',
      ),
      ...by('pyusb', '[Errno 32] Pipe error'),
    ],
    code: 'stalled',
  },
  {
    id: 'no-answer',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_TIMEOUT', 'LIBUSB_TRANSFER_TIMED_OUT'),
      ...by('STM32CubeProgrammer', 'Data read failed', 'Connection lost'),
      ...by(
        'pyusb',
        '[Errno 110] Operation timed out',
        '[Errno 10060] Operation timed out',
        '[Errno 60] Operation timed out',
      ),
      ...by(
        'dfu-util',
        'dfuse_download: libusb_control_transfer returned -7',
        'dfuse_upload: libusb_control_msg returned -7',
      ),
    ],
    code: 'timeout',
  },
  {
    id: 'transfer-error',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_IO'),
      ...by(
        'dfu-util',
        'dfuse_download: libusb_control_transfer returned -1',
        'dfuse_upload: libusb_control_msg returned -1',
      ),
      ...by(
        'Chrome',
        'NetworkError: A transfer error has occurred',
        "NetworkError: Failed to execute 'controlTransferOut' on 'USBDevice': A transfer error has occurred.",
        'AbortError: The transfer was cancelled',
      ),
      ...by(
        'libusb-win32',
        'sending control message failed, win error: A device attached to the system is not functioning',
      ),
      ...by('pyusb', '[Errno 5] Input/Output Error'),
    ],
    code: 'transfer-failed',
  },
  {
    id: 'left-the-bus',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_NO_DEVICE'),
      ...by(
        'dfu-util',
        'dfuse_download: libusb_control_transfer returned -4',
        'dfuse_upload: libusb_control_msg returned -4',
      ),
      ...by(
        'Chrome',
        'NotFoundError: The device was disconnected',
        "NotFoundError: Failed to execute 'controlTransferIn' on 'USBDevice': The device was disconnected.",
      ),
      ...by('pyusb', '[Errno 19] No such device (it may have been disconnected)'),
      ...by(
        'libusb',
        'libUSB Error: No such device (it may have been disconnected)',
        'submiturb failed error -1 errno=…',
      ),
      ...by('Linux', 'disabled by hub (EMI?), re-enabling...'),
      ...by(
        'odrivetool',
        'Oh no odrv0 disappeared',
        'fibre.libfibre.ObjectLostError',
        'DeviceLostException',
        'fibre channel broken',
      ),
    ],
    asked: [
      'unplugged|interrupted|cut|lost|pulled|power while|during|middle flash|flashing|update|updating|dfu -stlink -link -probe -wsl -motor',
    ],
    code: 'disconnected',
  },
  {
    id: 'end-of-download',
    seen: [
      ...by('dfu-util', 'Error during download get_status', "dfu-util: can't detach"),
      ...by('Chrome', 'NetworkError: Unable to reset the device'),
    ],
    code: 'disconnected',
  },
  {
    id: 'stuck-busy',
    seen: [
      ...by('dfu-util', 'state(4) = dfuDNBUSY'),
      ...by('fwupd', 'Device stuck'),
      ...by('a person', 'mass erase: timeout'),
    ],
    asked: ['mass erase hangs|hang|stuck|timeout|never|long|fails|forever'],
    code: 'timeout',
  },
  {
    id: 'json-hang',
    seen: [
      ...progress('odrivetool', 'Downloading json data...'),
      ...by(
        'odrivetool',
        '[LEGACY_OBJ] JSON read operation failed',
        'fibre.protocol.ChannelBrokenException',
        'ChannelDamagedException',
      ),
    ],
    code: 'timeout',
  },
  {
    id: 'slow-port',
    seen: [...by('dfu-util', 'Poll timeout 40 ms'), ...by('a person', 'upload crawls on one computer only')],
    code: 'timeout',
  },
  {
    id: 'slow',
    seen: [...by('a person', 'flashing is very slow', '8 KB/s')],
    code: 'timeout',
  },
  {
    id: 'gcd',
    seen: [
      ...by('odrivetool', "module 'fractions' has no attribute 'gcd'", "cannot import name 'gcd' from 'fractions'"),
    ],
    code: 'disconnected',
  },
];
