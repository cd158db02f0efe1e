// What goes wrong between a tool and the bootloader: answers out of step, lost, late or refused.

import { again, by, inRom, progress, type Symptom, zadig } from './symptom.ts';

export const wireSymptoms: readonly Symptom[] = [
  {
    id: 'out-of-step',
    seen: [...by('odrivetool', 'RuntimeError: An error occured. Device Status: (0, 2, 0, 0)')],
    causes: [
      'The answers of the bootloader are one request behind: odrivetool sends ABORT with the direction the wrong way round, and some hosts leave a reply behind by it (ODrive #585, libusb #147). The block was written; the answer belonged to an earlier question.',
      'A block was lost on the way, or the board was reset in the middle: odrivetool does not look how much of a block was taken.',
    ],
    remedies: [again, inRom],
    code: 'unexpected-reply',
  },
  {
    id: 'short-reply',
    seen: [
      ...by(
        'odrivetool',
        'IndexError: array index out of range',
        'IndexError while reading OTP',
        'IndexError while verifying',
      ),
      ...by('odrivetool', 'arrays must be same size'),
    ],
    causes: [
      'The same loss of step as behind (0, 2, 0, 0): a reply of 0 or 6 bytes came where one or 512 were expected (ODrive #179, #508, #568).',
    ],
    remedies: [again],
    code: 'unexpected-reply',
  },
  {
    id: 'flag-after-power-on',
    seen: [
      ...by(
        'dfu-util',
        'state = dfuERROR, status = 10',
        "status(10) = Device's firmware is corrupt. It cannot return to run-time (non-DFU) operations",
        'errFIRMWARE',
      ),
      ...by('odrivetool', 'Device Status: (10, 10, 0, 0)'),
    ],
    harmless: true,
    causes: ['Nothing is wrong: every STM32 says so once after power-on.'],
    remedies: ['Nothing has to be done: every flasher clears it, odflash too.'],
    code: 'dfu-status',
  },
  {
    id: 'erase-status',
    seen: [
      ...by(
        'dfu-util',
        'Error during special command "ERASE_PAGE" get_status',
        'Error during special command "SET_ADDRESS" get_status',
      ),
    ],
    causes: [
      'The tool timed out before the erase finished, or the board disconnected.',
      'The device speaks DFU, but not DfuSe.',
      'The supply of the board or of the port is weak.',
    ],
    remedies: [again, 'Use another port or a powered hub.'],
    code: 'timeout',
  },
  {
    id: 'refused-block',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_PIPE'),
      ...by('dfu-util', 'dfuse_download: libusb_control_transfer returned -9', 'status(15) = STALLED', 'errSTALLEDPKT'),
      ...by('pyusb', '[Errno 32] Pipe error'),
    ],
    causes: [
      'The bootloader refused a request that came in the wrong state.',
      'A clone or another STM32 that takes only smaller blocks.',
    ],
    remedies: [again],
    code: 'stalled',
  },
  {
    id: 'no-answer',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_TIMEOUT', 'LIBUSB_TRANSFER_TIMED_OUT'),
      ...by('STM32CubeProgrammer', 'Data read failed', 'Connection lost'),
      ...by('pyusb', '[Errno 110] Operation timed out'),
      ...by('dfu-util', 'dfuse_download: libusb_control_transfer returned -7'),
    ],
    causes: [
      'The board did not answer in the time it was given. Windows gives no request more than 5 s, a long erase needs most of that.',
    ],
    remedies: [again, 'If it repeats: power-cycle the board in DFU mode, another port.'],
    code: 'timeout',
  },
  {
    id: 'transfer-error',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_IO'),
      ...by('dfu-util', 'dfuse_download: libusb_control_transfer returned -1'),
      ...by('Chrome', 'NetworkError: A transfer error has occurred', 'AbortError: The transfer was cancelled'),
      ...by('pyusb', '[Errno 5] Input/Output Error'),
    ],
    causes: [
      'The transfer broke: cable, hub, a board that reset itself.',
      'libusb-win32 up to 1.2.6 and libusbK fail with every request that carries no data (libusb #382, libusb-win32 #21).',
    ],
    remedies: ['Another cable, another port, no hub.', zadig],
    code: 'transfer-failed',
  },
  {
    id: 'left-the-bus',
    seen: [
      ...by('libusb', 'LIBUSB_ERROR_NO_DEVICE'),
      ...by('dfu-util', 'dfuse_download: libusb_control_transfer returned -4'),
      ...by('Chrome', 'NotFoundError: The device was disconnected'),
      ...by('pyusb', '[Errno 19] No such device (it may have been disconnected)'),
    ],
    causes: ['The board left the bus: cable, supply, or it reset itself.'],
    remedies: ['Check cable and supply, then run odflash again: it continues where the last run stopped.', inRom],
    code: 'disconnected',
  },
  {
    id: 'end-of-download',
    seen: [
      ...by('dfu-util', 'Error during download get_status', "dfu-util: can't detach"),
      ...by('Chrome', 'NetworkError: Unable to reset the device'),
    ],
    causes: ['At the very end: the board has started its firmware and is gone from the bus. That is success.'],
    remedies: ['odflash verify FILE, with the board in DFU mode, says whether everything is there.'],
    code: 'disconnected',
  },
  {
    id: 'stuck-busy',
    seen: [
      ...by('dfu-util', 'state(4) = dfuDNBUSY'),
      ...by('fwupd', 'Device stuck'),
      ...by('a person', 'mass erase: timeout'),
    ],
    causes: [
      'The bootloader names too short a time for erasing everything: it says 100 ms and takes up to half a minute.',
      'Bootloaders of other chips stay busy until their status is cleared twice (STM32H743).',
    ],
    remedies: [
      'Flash the board with odflash: it erases sector by sector and waits for each as long as the data sheet allows.',
      'If it stays busy: power-cycle the board in DFU mode.',
    ],
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
    causes: [
      'The running firmware stops answering: it hangs or restarts, its configuration stops it, a wire on its pins disturbs it (ODrive #509), or another program talks to the board.',
    ],
    remedies: [
      'Take every wire off the GPIO pins and plug USB in again; otherwise, on a v3.5 or later, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and flash it.',
    ],
    code: 'timeout',
  },
  {
    id: 'slow-port',
    seen: [...by('dfu-util', 'Poll timeout 40 ms'), ...by('a person', 'upload crawls on one computer only')],
    causes: ['The USB controller of that computer and the bootloader do not get on.'],
    remedies: ['Another port, or a hub in between.'],
    code: 'timeout',
  },
  {
    id: 'slow',
    seen: [...by('a person', 'flashing is very slow', '8 KB/s')],
    causes: ['The tool waits the 104 ms that the bootloader asks for after every request; it needs a few.'],
    remedies: ['odflash asks instead of waiting: 256 KiB in some six seconds.'],
    code: 'timeout',
  },
  {
    id: 'gcd',
    seen: [
      ...by('odrivetool', "module 'fractions' has no attribute 'gcd'", "cannot import name 'gcd' from 'fractions'"),
    ],
    causes: ['odrivetool up to 0.5.1 on Python 3.9 or newer: it erases the board, then stops (ODrive #572).'],
    remedies: [inRom],
    code: 'disconnected',
  },
];
