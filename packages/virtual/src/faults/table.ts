// The one table of knobs and faults: what a profile text may say after its first comma. What no public source settles
// about the silicon is a knob here, with the likelier answer as default.

import { boardVersion } from '@odflash/core';
import { type ChipName, chipModels } from '../chip/geometry.ts';
import { withProtectedSectors } from '../chip/option-bytes.ts';
import type { BusyMode, RomBehaviour, RomVersion } from '../rom/behaviour.ts';
import { oddLayouts } from './layouts.ts';
import type { BoardSettings } from './settings.ts';
import { type Change, either, number, numbers, type Reader, word } from './values.ts';
import type { WireFaultKind, WireFaults } from './wire.ts';

export interface Knob {
  readonly name: string;
  /** What a value looks like. */
  readonly value: string;
  readonly default: string;
  /** What it stands for in the field. */
  readonly stands: string;
  /** What it does, in a line. */
  readonly text: string;
  readonly read: Reader;
}

const set =
  (change: Partial<BoardSettings>): Change =>
  (settings) => ({ ...settings, ...change });
const rom =
  (change: Partial<RomBehaviour>): Change =>
  (settings) => ({ ...settings, rom: { ...settings.rom, ...change } });
const quirk =
  (change: Partial<BoardSettings['quirks']>): Change =>
  (settings) => ({
    ...settings,
    quirks: { ...settings.quirks, ...change },
  });
const wire =
  (change: Partial<WireFaults>): Change =>
  (settings) => ({ ...settings, wire: { ...settings.wire, ...change } });

/** A knob whose values are words of one member of the ROM's behaviour. */
function romWords<Name extends keyof RomBehaviour>(
  name: string,
  member: Name,
  words: readonly (RomBehaviour[Name] & string)[],
  stands: string,
  text: string,
): Knob {
  return {
    name,
    value: words.join(' | '),
    default: words[0] ?? '',
    stands,
    text,
    read: word(words, (value) => rom({ [member]: value } as Partial<RomBehaviour>)),
  };
}

/** A knob that makes something happen to the n-th transfers. */
function atTransfer(kind: WireFaultKind, stands: string, text: string): Knob {
  return {
    name: `${kind}-at`,
    value: 'N[:N…]',
    default: 'never',
    stands,
    text,
    read: numbers(1, 1e9, (ordinals) => (settings) => ({
      ...settings,
      wire: { ...settings.wire, at: { ...settings.wire.at, [kind]: ordinals } },
    })),
  };
}

const longestPoll = 0xff_ffff;
const poll = (ms: number): Change => rom({ poll: { setAddress: ms, erase: ms, massErase: ms, write: ms } });
const busy = (mode: BusyMode): Change => rom({ busy: mode });
const busyTimes = (kind: 'stall' | 'dnbusy'): Reader => {
  const count = number(1, 1e6, (times) => busy({ kind, times }));
  return (value) => (value.startsWith(`${kind}:`) ? count(value.slice(kind.length + 1)) : undefined);
};

const boardKnobs: readonly Knob[] = [
  {
    name: 'seed',
    value: 'N',
    default: '1',
    stands: 'one board or another',
    text: 'serial number, firmware, configuration and chance are made from it',
    read: number(0, Number.MAX_SAFE_INTEGER, (seed) => set({ seed })),
  },
  {
    name: 'serial',
    value: '12 hexadecimal digits',
    default: 'from the seed',
    stands: 'two boards with one serial number; leading zeros',
    text: 'the serial number',
    read: (value) => (/^[0-9a-f]{12}$/i.test(value) ? set({ serial: value.toUpperCase() }) : undefined),
  },
  {
    name: 'otp',
    value: 'own | blank | foreign | a board such as v3.5-48V',
    default: 'own',
    stands: 'boards before summer 2018, clones, a board that is not what it is said to be',
    text: 'whose record is in OTP',
    read: (value) => {
      const named = boardVersion(value)?.name ?? ['own', 'blank', 'foreign'].find((candidate) => candidate === value);
      return named ? set({ otp: named }) : undefined;
    },
  },
  {
    name: 'flash',
    value: 'factory | blank | other',
    default: 'factory',
    stands: "a new board, an erased one, one with somebody's own firmware",
    text: 'what the flash holds at first',
    read: word(['factory', 'blank', 'other'] as const, (flash) => set({ flash })),
  },
  {
    name: 'chip',
    value: Object.keys(chipModels).join(' | '),
    default: 'f405',
    stands: 'another STM32 in DFU mode: the ROM ids are the same for all of them',
    text: 'which STM32 it is',
    read: word(Object.keys(chipModels) as ChipName[], (chip) => set({ chip })),
  },
  {
    name: 'rom',
    value: 'v9.1 | v3.1 | v3.0',
    default: 'v9.1',
    stands: 'older silicon',
    text: 'version of the ROM bootloader',
    read: word<RomVersion>(['v9.1', 'v3.1', 'v3.0'], (version) => rom({ version })),
  },
  {
    name: 'time',
    value: 'virtual | real',
    default: 'virtual',
    stands: 'a person who wants to watch',
    text: 'virtual time, or the wall clock',
    read: word(['virtual', 'real'] as const, (time) => set({ time })),
  },
];

const protectionKnobs: readonly Knob[] = [
  {
    name: 'rdp',
    value: '0 | 1 | 2',
    default: '0',
    stands: 'errVENDOR: read-out protection',
    text: 'read protection level',
    read: number(0, 2, (level) => (settings) => ({
      ...settings,
      options: { ...settings.options, rdp: [0xaa, 0x00, 0xcc][level] ?? 0xaa },
    })),
  },
  {
    name: 'wrp',
    value: 'sectors, such as 0:5-7',
    default: 'none',
    stands: 'success is reported, old firmware stays: write-protected sectors',
    text: 'sectors that silently ignore erase and program',
    read: numbers(0, 11, (sectors) => (settings) => ({
      ...settings,
      options: withProtectedSectors(settings.options, sectors),
    })),
  },
  {
    name: 'wrp-reserved',
    value: '0 | 15',
    default: '0',
    stands: 'no dump of an F405 shows them',
    text: 'bits 15..12 of the nWRP half word as read',
    read: either(
      word(['0'], () => quirk({ reservedHigh: 0 })),
      word(['15'], () => quirk({ reservedHigh: 0xf })),
    ),
  },
  romWords(
    'option-pointer',
    'optionPointer',
    ['ok', 'vendor'],
    'set-address refused on protected chips',
    'SET_ADDRESS to the option bytes under read protection',
  ),
];

const romKnobs: readonly Knob[] = [
  romWords('start', 'start', ['error', 'idle'], 'dfuERROR/errFIRMWARE right after connect', 'state after power-on'),
  {
    name: 'poll',
    value: 'milliseconds | max',
    default: '100 or 104',
    stands: 'poll timeouts that lie, both ways',
    text: 'bwPollTimeout of every command',
    read: either(
      number(0, longestPoll, poll),
      word(['max'], () => poll(longestPoll)),
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
  {
    name: 'max-transfer',
    value: 'bytes',
    default: '2048',
    stands: 'errSTALLEDPKT at block writes: parts that take only 1024 bytes though they say 2048',
    text: 'longest DNLOAD that is accepted',
    read: number(4, 2048, (longestDownload) => rom({ longestDownload })),
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
    read: number(1, 15, (status) => rom({ featureRefusal: status as RomBehaviour['featureRefusal'] })),
  },
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
    read: word(['yes'], () => rom({ serialDrifts: true })),
  },
  {
    name: 'layout',
    value: Object.keys(oddLayouts).join(' | '),
    default: "the chip's own",
    stands: 'malformed and unusual layout strings of other parts',
    text: 'layout strings instead of its own',
    read: word(Object.keys(oddLayouts), (name) => rom({ layouts: oddLayouts[name]?.layouts ?? {} })),
  },
];

const flashKnobs: readonly Knob[] = [
  {
    name: 'flash-times',
    value: 'typical | maximum',
    default: 'typical',
    stands: 'slow silicon',
    text: 'which column of the data sheet the flash keeps to',
    read: word(['typical', 'maximum'] as const, (times) => quirk({ times })),
  },
  {
    name: 'slow-erase',
    value: 'factor 1 to 100',
    default: '1',
    stands: 'erases longer than the transfer timeout',
    text: 'multiplies erase times',
    read: number(1, 100, (eraseFactor) => quirk({ eraseFactor })),
  },
  {
    name: 'drop-erase',
    value: 'N[:N…]',
    default: 'none',
    stands: 'erase reported as done that never happened',
    text: 'the n-th erase does nothing',
    read: numbers(1, 1e9, (droppedErases) => quirk({ droppedErases })),
  },
  {
    name: 'bad-write',
    value: 'N[:N…]',
    default: 'none',
    stands: 'bit errors that only reading back finds',
    text: 'the n-th program operation leaves one bit wrong',
    read: numbers(1, 1e9, (badWrites) => quirk({ badWrites })),
  },
  {
    name: 'weak-x32',
    value: 'N',
    default: '0',
    stands: 'supply too low for the program width',
    text: 'every n-th program operation at x32 leaves one bit wrong',
    read: number(0, 1e9, (weakWords) => quirk({ weakWords })),
  },
];

const wireKnobs: readonly Knob[] = [
  {
    name: 'count',
    value: 'class | all',
    default: 'class',
    stands: 'which transfer is the n-th',
    text: 'what the …-at faults count: class, vendor and bulk transfers, or standard requests too',
    read: word(['class', 'all'] as const, (counted) => wire({ counted })),
  },
  atTransfer('stall', 'a refused transfer', 'transfer n stalls and is not executed'),
  atTransfer('timeout', 'an answer that got lost', 'transfer n is executed but never answered'),
  atTransfer('lost', 'a transfer that got lost', 'transfer n is neither executed nor answered'),
  atTransfer('short', 'a lost or short DNLOAD behind (0, 2, 0, 0)', 'only half of transfer n happens'),
  atTransfer('stale', '(0, 2, 0, 0): answers out of step', 'from transfer n on every answer is one request old'),
  atTransfer('corrupt', 'a bad cable or hub', 'one bit of the data of transfer n is wrong'),
  atTransfer('replug', 'a loose cable', 'the cable is out for a moment at transfer n; the ROM keeps its state'),
  atTransfer('crash', 'clock failure, watchdog, a spike: the chip resets', 'the chip resets at transfer n'),
  atTransfer('gone', 'a cable pulled out', 'the cable is out for good at transfer n'),
  atTransfer(
    'bus-reset',
    'another program or a driver installation resets the port',
    'a bus reset comes before transfer n',
  ),
  atTransfer(
    'power-cut',
    'somebody switches off',
    'the supply fails for good at transfer n, in mid-operation if there is one',
  ),
  atTransfer('brown-out', 'the supply breaks down for a moment', 'the same, but it comes back'),
  {
    name: 'stale-abort',
    value: 'all | N[:N…]',
    default: 'none',
    stands: '(0, 2, 0, 0): hosts that end an ABORT sent with the IN direction bit the wrong way',
    text: 'which IN-direction ABORTs put the answers out of step',
    read: either(
      word(['all'], () => wire({ staleAborts: 'all' })),
      numbers(1, 1e9, (staleAborts) => wire({ staleAborts })),
    ),
  },
  {
    name: 'stale-until',
    value: 'no-data | any-out | never',
    default: 'no-data',
    stands: 'not known of the F405',
    text: 'which request puts the answers in step again',
    read: word(['no-data', 'any-out', 'never'] as const, (staleUntil) => wire({ staleUntil })),
  },
];

/** Every knob, in the order in which help shows them. */
export const faults: readonly Knob[] = [...boardKnobs, ...protectionKnobs, ...romKnobs, ...flashKnobs, ...wireKnobs];

export const faultNames: readonly string[] = faults.map(({ name }) => name);

export function findKnob(name: string): Knob | undefined {
  return faults.find((knob) => knob.name === name);
}
