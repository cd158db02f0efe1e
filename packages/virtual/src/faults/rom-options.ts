// Options of the ROM bootloader: what documents leave open, what other chips and clones do.

import type { BusyMode, RomBehaviour } from '../rom/behaviour.ts';
import { type BoardOption, romWords, set } from './board-option.ts';
import { oddLayouts } from './layouts.ts';
import { type Change, either, number, type Reader, word } from './values.ts';

const maxPoll = 0xff_ffff;
const poll = (ms: number): Change => set.rom({ poll: { setAddress: ms, erase: ms, massErase: ms, write: ms } });
const busy = (mode: BusyMode): Change => set.rom({ busy: mode });
const busyTimes = (kind: 'stall' | 'dnbusy'): Reader => {
  const count = number(1, 1e6, (times) => busy({ kind, times }));
  return (value, name) => (value.startsWith(`${kind}:`) ? count(value.slice(kind.length + 1), name) : undefined);
};

export const romOptions: readonly BoardOption[] = [
  romWords('start', 'start', ['error', 'idle'], 'dfuERROR/errFIRMWARE right after connect', 'state after power-on'),
  {
    name: 'captured',
    value: 'N',
    default: '0',
    stands: 'wires on GPIO6 and other pins capture the bootloader: it never appears on USB (ODrive #509)',
    text: 'the first N starts of the bootloader do not get to USB',
    read: number(0, 1e6, (captures) => set.rom({ captures })),
  },
  {
    name: 'poll',
    value: 'milliseconds | max',
    default: '100 or 104',
    stands: 'poll timeouts that lie, both ways',
    text: 'bwPollTimeout of every command',
    read: either(
      number(0, maxPoll, poll),
      word(['max'], () => poll(maxPoll)),
    ),
  },
  {
    name: 'busy',
    value: 'hold | never | stuck | stall:N | dnbusy:N',
    default: 'hold',
    stands: 'GETSTATUS while the chip works: L4 stalls, H743 stays busy until two CLRSTATUS, devices that hang',
    text: 'what GETSTATUS does during work (never and stuck: during an erase)',
    read: either(
      word(['hold', 'never', 'stuck'] as const, (kind) => busy({ kind })),
      busyTimes('stall'),
      busyTimes('dnbusy'),
    ),
  },
  romWords(
    'clrstatus',
    'clearStatus',
    ['tolerant', 'strict', 'unknown'],
    'CLRSTATUS outside dfuERROR breaks some chips',
    'CLRSTATUS outside dfuERROR',
  ),
  romWords(
    'abort-in-error',
    'abortInError',
    ['stall', 'ignored', 'idle'],
    'not known of the F405',
    'ABORT in dfuERROR',
  ),
  romWords(
    'getstate',
    'getState',
    ['answered', 'stalled'],
    'devices without that request, such as the usb_dfu_device.py of MicroPython',
    'GETSTATE in any state',
  ),
  {
    name: 'max-transfer',
    value: 'bytes',
    default: '2048',
    stands: 'errSTALLEDPKT at block writes: parts that take only 1024 bytes though they say 2048',
    text: 'longest DNLOAD that is accepted',
    read: number(4, 2048, (maxDownload) => set.rom({ maxDownload })),
  },
  romWords(
    'block-step',
    'blockStep',
    ['transfer-size', 'length'],
    'AN3156 can be read either way',
    'what a block number is multiplied by',
  ),
  romWords(
    'read-over-end',
    'readOverEnd',
    ['short', 'error'],
    'not known of the F405',
    'UPLOAD over the end of a memory',
  ),
  romWords(
    'bus-reset',
    'busReset',
    ['idle', 'keep', 'error', 'restart'],
    'not known of the F405',
    'what a USB bus reset does to the ROM',
  ),
  romWords(
    'leave',
    'leave',
    ['answers', 'vanishes-before', 'vanishes-during', 'stays'],
    'error at the very end though all is well; board still in DFU after leave',
    'how the ROM leaves',
  ),
  romWords(
    'feature',
    'feature',
    ['works', 'refused', 'ignored', 'pretends'],
    'x32 over DFU has no public hardware report',
    'Device Feature write',
  ),
  {
    name: 'feature-refusal',
    value: 'status',
    default: '1',
    stands: 'not documented',
    text: 'DFU status of a refused Device Feature value',
    read: number(1, 15, (status) => set.rom({ featureRefusal: status as RomBehaviour['featureRefusal'] })),
  },
  romWords(
    'software-entry',
    'softwareEntry',
    ['good', 'no-first-string'],
    'an F437 entered from its firmware: the flash layout reads as an empty string, the others are there',
    'what the ROM lacks when the firmware has jumped to it',
  ),
  romWords(
    'strings',
    'strings',
    ['good', 'none', 'empty', 'truncated'],
    '"The device has no langid"; F427 promises more than it sends',
    'string descriptors',
  ),
  romWords(
    'serial-form',
    'serialForm',
    ['utf16', 'utf8', 'fysetc'],
    'GD32 sends UTF-8, FYSETC one text for every board',
    'how the ROM sends its serial number',
  ),
  {
    name: 'serial-drifts',
    value: 'yes',
    default: 'no',
    stands: 'serial number changes after a reset',
    text: 'every reset adds one to the serial number',
    read: word(['yes'], () => set.rom({ serialDrifts: true })),
  },
  {
    name: 'layout',
    value: Object.keys(oddLayouts).join(' | '),
    default: "the chip's own",
    stands: 'malformed and unusual layout strings of other parts',
    text: 'layout strings instead of its own',
    read: word(Object.keys(oddLayouts), (name) => set.rom({ layouts: oddLayouts[name]?.layouts ?? {} })),
  },
];
