import type { FileActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const fileActions: Texts<FileActionMessages> = {
  'next.choose-image-or-address':
    'Die Firmware-Datei des Boards auswählen; für eine Rohbinärdatei mit anderer Ladeadresse diese mit --address angeben.',
  'next.omit-address': 'Die Adresse weglassen: sie ist nur für Rohbinärdateien.',
  'next.pass-address': 'Eine Adresse wie 0x08000000 angeben.',
  'next.write-format-with-gaps':
    'Stattdessen Intel HEX, S-Record oder DfuSe schreiben: sie behalten Adressen und Lücken.',
};
