import type { WireSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, zadig } from './advice.ts';

export const wireSymptoms: Readonly<Record<WireSymptomCode, SymptomText>> = {
  'out-of-step': {
    causes: [
      'The answers of the bootloader are one request behind: odrivetool sends ABORT with the wrong direction bit, and on some hosts a reply stays queued because of that (ODrive #585, libusb #147). The block was written; the answer belonged to an earlier request.',
      'A block was lost in transfer, or the board was reset during it: odrivetool does not check how many bytes were accepted.',
    ],
    remedies: [again, inRom],
  },
  'short-reply': {
    causes: [
      'The same loss of synchronisation as with (0, 2, 0, 0): a reply of 0 or 6 bytes arrived where 1 or 512 bytes were expected (ODrive #179, #508, #568).',
    ],
    remedies: [again],
  },
  'flag-after-power-on': {
    causes: ['Nothing is wrong: every STM32 reports this once after power-on.'],
    remedies: ['Nothing to do: every flasher clears it, including odflash.'],
  },
  'erase-status': {
    causes: [
      'The tool timed out before the erase finished, or the board disconnected.',
      'The device supports DFU, but not DfuSe.',
      'The supply of the board or of the port is weak.',
    ],
    remedies: [again, 'Use another port or a powered hub.'],
  },
  'refused-block': {
    causes: [
      'The bootloader refused a request that came in the wrong state.',
      'A clone or another STM32 that accepts only smaller blocks.',
    ],
    remedies: [again],
  },
  'no-answer': {
    causes: [
      'The board did not answer in the time it was given. Windows limits every request to 5 s, and a long erase needs most of that.',
    ],
    remedies: [again, 'If it repeats: power-cycle the board in DFU mode, another port.'],
  },
  'transfer-error': {
    causes: [
      'The transfer failed: cable, hub, or the board reset itself.',
      'libusb-win32 up to 1.2.6 and libusbK fail with every request that carries no data (libusb #382, libusb-win32 #21).',
    ],
    remedies: ['Another cable, another port, no hub.', zadig],
  },
  'left-the-bus': {
    causes: ['The board disconnected: cable, supply, or it reset itself.'],
    remedies: ['Check cable and supply, then run odflash again: it continues where the last run stopped.', inRom],
  },
  'end-of-download': {
    causes: ['At the very end: the board has started its firmware and disconnected. That is success.'],
    remedies: ['odflash verify FILE, with the board in DFU mode, shows whether the firmware is complete.'],
  },
  'stuck-busy': {
    causes: [
      'The bootloader announces too short a time for a mass erase: it reports 100 ms and takes up to half a minute.',
      'Bootloaders of other chips stay busy until their status is cleared twice (STM32H743).',
    ],
    remedies: [
      'Flash the board with odflash: it erases sector by sector and waits for each as long as the data sheet allows.',
      'If it stays busy: power-cycle the board in DFU mode.',
    ],
  },
  'json-hang': {
    causes: [
      'The running firmware stops answering: it hangs or restarts, its configuration stops it, a signal on its pins disturbs it (ODrive #509), or another program communicates with the board.',
    ],
    remedies: [
      'Take every wire off the GPIO pins and plug USB in again; otherwise, on a v3.5 or later, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and flash it.',
    ],
  },
  'slow-port': {
    causes: ['The USB controller of that computer is unreliable with this bootloader.'],
    remedies: ['Another port, or a hub in between.'],
  },
  slow: {
    causes: [
      'After every request the tool waits the 104 ms that the bootloader announces; a few milliseconds are enough.',
    ],
    remedies: ['odflash polls instead of waiting: 256 KiB in about six seconds.'],
  },
  gcd: {
    causes: ['odrivetool up to 0.5.1 on Python 3.9 or newer: it erases the board, then stops (ODrive #572).'],
    remedies: [inRom],
  },
};
