// What a bootloader's status says by itself; dfu-status.ts finds it in every form.

import { by, type Symptom } from './symptom.ts';

export const statusSymptoms: readonly Symptom[] = [
  {
    id: 'file-refused',
    seen: by('dfu-util', 'status(2) = File is not targeted for use by this device', 'errFILE', 'errNOTDONE'),
    code: 'dfu-status',
  },
  {
    id: 'memory-refused',
    seen: by(
      'dfu-util',
      'status(3) = Device is unable to write memory',
      'status(4) = Memory erase function failed',
      'status(6) = Program memory function failed',
      'errWRITE',
      'errERASE',
      'errCHECK_ERASED',
      'errPROG',
      'errVERIFY',
    ),
    code: 'write-protected',
  },
  {
    id: 'reset-in-between',
    seen: by('dfu-util', 'status(13) = Device detected unexpected power on reset', 'errUSBR', 'errPOR'),
    code: 'disconnected',
  },
  {
    id: 'impossible-status',
    seen: by('odrivetool', 'RuntimeError: An error occured. Device Status: (0, 10, 0, 0)'),
    code: 'unexpected-reply',
  },
  {
    id: 'leaving-dfu',
    seen: by('dfu-util', 'state(7) = dfuMANIFEST, status(0) = No error condition is present'),
    harmless: true,
    code: 'dfu-status',
  },
  {
    id: 'not-in-dfu',
    seen: by('dfu-util', 'state = appIDLE, status = 0'),
    code: 'not-in-dfu-mode',
  },
];
