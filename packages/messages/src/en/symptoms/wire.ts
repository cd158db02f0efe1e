import type { WireSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, zadig } from './advice.ts';

export const wireSymptoms: Readonly<Record<WireSymptomCode, SymptomText>> = {
  'out-of-step': {
    causes: [
      'The answers of the bootloader are one request behind: odrivetool sends ABORT with the direction the wrong way round, and some hosts leave a reply behind by it (ODrive #585, libusb #147). The block was written; the answer belonged to an earlier question.',
      'A block was lost on the way, or the board was reset in the middle: odrivetool does not look how much of a block was taken.',
    ],
    remedies: [again, inRom],
  },
  'short-reply': {
    causes: [
      'The same loss of step as behind (0, 2, 0, 0): a reply of 0 or 6 bytes came where one or 512 were expected (ODrive #179, #508, #568).',
    ],
    remedies: [again],
  },
  'flag-after-power-on': {
    causes: ['Nothing is wrong: every STM32 says so once after power-on.'],
    remedies: ['Nothing has to be done: every flasher clears it, odflash too.'],
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
      'A clone or another STM32 that takes only smaller blocks.',
    ],
    remedies: [again],
  },
  'no-answer': {
    causes: [
      'The board did not answer in the time it was given. Windows gives no request more than 5 s, a long erase needs most of that.',
    ],
    remedies: [again, 'If it repeats: power-cycle the board in DFU mode, another port.'],
  },
  'transfer-error': {
    causes: [
      'The transfer broke: cable, hub, a board that reset itself.',
      'libusb-win32 up to 1.2.6 and libusbK fail with every request that carries no data (libusb #382, libusb-win32 #21).',
    ],
    remedies: ['Another cable, another port, no hub.', zadig],
  },
  'left-the-bus': {
    causes: ['The board left the bus: cable, supply, or it reset itself.'],
    remedies: ['Check cable and supply, then run odflash again: it continues where the last run stopped.', inRom],
  },
  'end-of-download': {
    causes: ['At the very end: the board has started its firmware and is gone from the bus. That is success.'],
    remedies: ['odflash verify FILE, with the board in DFU mode, says whether everything is there.'],
  },
  'stuck-busy': {
    causes: [
      'The bootloader names too short a time for erasing everything: it says 100 ms and takes up to half a minute.',
      'Bootloaders of other chips stay busy until their status is cleared twice (STM32H743).',
    ],
    remedies: [
      'Flash the board with odflash: it erases sector by sector and waits for each as long as the data sheet allows.',
      'If it stays busy: power-cycle the board in DFU mode.',
    ],
  },
  'json-hang': {
    causes: [
      'The running firmware stops answering: it hangs or restarts, its configuration stops it, a wire on its pins disturbs it (ODrive #509), or another program talks to the board.',
    ],
    remedies: [
      'Take every wire off the GPIO pins and plug USB in again; otherwise, on a v3.5 or later, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and flash it.',
    ],
  },
  'slow-port': {
    causes: ['The USB controller of that computer and the bootloader do not get on.'],
    remedies: ['Another port, or a hub in between.'],
  },
  slow: {
    causes: ['The tool waits the 104 ms that the bootloader asks for after every request; it needs a few.'],
    remedies: ['odflash asks instead of waiting: 256 KiB in some six seconds.'],
  },
  gcd: {
    causes: ['odrivetool up to 0.5.1 on Python 3.9 or newer: it erases the board, then stops (ODrive #572).'],
    remedies: [inRom],
  },
};
