import type { FileActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const fileActions: Texts<FileActionMessages> = {
  'next.choose-image-or-address':
    'Choose the firmware file of your board; for a raw binary with another load address, pass that address with --address.',
  'next.omit-address': 'Omit the address: it is only for raw binaries.',
  'next.pass-address': 'Pass an address such as 0x08000000.',
  'next.write-format-with-gaps': 'Write Intel HEX, S-record or DfuSe instead: they keep addresses and gaps.',
};
