// Options of the board as a whole: who it is, what it holds, what is protected.

import { boardVersion } from '@odflash/core';
import { type ChipName, chipModels } from '../chip/geometry.ts';
import { openExcept } from '../chip/option-bytes.ts';
import type { RomVersion } from '../rom/behaviour.ts';
import { type BoardOption, romWords, set } from './board-option.ts';
import { either, number, numbers, word } from './values.ts';

export const boardOptions: readonly BoardOption[] = [
  {
    name: 'seed',
    value: 'N',
    default: '1',
    stands: 'one board or another',
    text: 'serial number, firmware, configuration and chance are made from it',
    read: number(0, Number.MAX_SAFE_INTEGER, (seed) => set.board({ seed })),
  },
  {
    name: 'serial',
    value: '12 hexadecimal digits',
    default: 'from the seed',
    stands: 'two boards with one serial number; leading zeros',
    text: 'the serial number',
    read: (value) => (/^[0-9a-f]{12}$/i.test(value) ? set.board({ serial: value.toUpperCase() }) : undefined),
  },
  {
    name: 'otp',
    value: 'own | blank | foreign | corrected | a board such as v3.5-48V',
    default: 'own',
    stands: 'boards before summer 2018, clones, a board that is not what it is said to be',
    text: 'whose record is in OTP; corrected: the first one was struck out and this is in the second place',
    read: (value) => {
      const named =
        boardVersion(value)?.name ?? ['own', 'blank', 'foreign', 'corrected'].find((candidate) => candidate === value);
      return named ? set.board({ otp: named }) : undefined;
    },
  },
  {
    name: 'flash',
    value: 'factory | blank | other',
    default: 'factory',
    stands: "a new board, an erased one, one with a person's own firmware",
    text: 'what the flash holds at first',
    read: word(['factory', 'blank', 'other'] as const, (flash) => set.board({ flash })),
  },
  {
    name: 'chip',
    value: Object.keys(chipModels).join(' | '),
    default: 'f405',
    stands: 'another STM32 in DFU mode: the ROM ids are the same for all of them',
    text: 'which STM32 it is',
    read: word(Object.keys(chipModels) as ChipName[], (chip) => set.board({ chip })),
  },
  {
    name: 'rom',
    value: 'v9.1 | v3.1 | v3.0',
    default: 'v9.1',
    stands: 'older silicon',
    text: 'version of the ROM bootloader',
    read: word<RomVersion>(['v9.1', 'v3.1', 'v3.0'], (version) => set.rom({ version })),
  },
  {
    name: 'time',
    value: 'virtual | real',
    default: 'virtual',
    stands: 'a person who wants to watch',
    text: 'virtual time, or the wall clock',
    read: word(['virtual', 'real'] as const, (time) => set.board({ time })),
  },
];

export const protectionOptions: readonly BoardOption[] = [
  {
    name: 'rdp',
    value: '0 | 1 | 2',
    default: '0',
    stands: 'errVENDOR: read-out protection',
    text: 'read protection level',
    read: either(
      word(['0'], () => set.options({ rdp: 0xaa })),
      word(['1'], () => set.options({ rdp: 0x00 })),
      word(['2'], () => set.options({ rdp: 0xcc })),
    ),
  },
  {
    name: 'wrp',
    value: 'sectors, such as 0:5-7',
    default: 'none',
    stands: 'success is reported, old firmware stays: write-protected sectors',
    text: 'sectors that silently ignore erase and program',
    read: numbers(0, 11, (sectors) => set.options({ open: openExcept(sectors) })),
  },
  {
    name: 'save-cut',
    value: 'harmless | write-protected | read-protected | chance',
    default: 'harmless',
    stands:
      'boards that became protected unintentionally: the supply failed while the firmware saved its configuration',
    text: 'what such a failure does to the option bytes',
    read: word(['harmless', 'write-protected', 'read-protected', 'chance'] as const, (saveCut) =>
      set.board({ saveCut }),
    ),
  },
  {
    name: 'wrp-reserved',
    value: '0 | 15',
    default: '0',
    stands: 'no dump of an F405 shows them',
    text: 'bits 15..12 of the nWRP half word as read',
    read: either(
      word(['0'], () => set.chip({ reservedHigh: 0 })),
      word(['15'], () => set.chip({ reservedHigh: 0xf })),
    ),
  },
  romWords(
    'refused-pointers',
    'refusedPointers',
    ['otp+options', 'none', 'all'],
    'errVENDOR (11, 10, 0, 0) on the first SET_ADDRESS to a protected chip; AT32 refuses its flash, too',
    'memories that SET_ADDRESS refuses under read protection',
  ),
];
