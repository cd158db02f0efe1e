import { hex32 } from '@odflash/core/bytes';
import type { ImageEvidenceMessages, ProductKind } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText } from './words.ts';

const witnesses = {
  bytes: 'ihrem Inhalt',
  digest: 'dem ersten Download dieses Releases',
  name: 'ihrem Namen',
} as const;

const kinds: Readonly<Record<ProductKind, string>> = {
  'other-odrive': 'ein ODrive einer anderen Generation als v3',
  'debug-probe': 'ein Debug-Adapter',
  'printer-or-cnc': 'eine Steuerung für 3D-Drucker oder CNC',
  'uf2-bootloader': 'ein UF2-Bootloader',
  zephyr: 'ein Zephyr-Programm',
  nuttx: 'ein NuttX-Programm',
  riot: 'ein RIOT-Programm',
  chibios: 'ein ChibiOS-Programm',
};

export const imageEvidence: Texts<ImageEvidenceMessages> = {
  'vectors.absent': ({ address }) => `keine Vektortabelle: nichts an ${hex32(address)}`,
  'vectors.valid': ({ stackPointer, resetHandler }) =>
    `Stackpointer ${hex32(stackPointer)}, Reset-Handler ${hex32(resetHandler)}`,
  'vectors.erased': 'die Vektortabelle ist gelöscht (nur 0xFF)',
  'vectors.zero': 'die Vektortabelle ist null: nichts würde starten',
  'vectors.stack-pointer': ({ stackPointer, from, to }) =>
    `der Stackpointer ${hex32(stackPointer)} liegt nicht im RAM dieses Chips (${hex32(from)} bis ${hex32(to)})`,
  'vectors.not-thumb': ({ resetHandler }) =>
    `der Reset-Handler ${hex32(resetHandler)} ist gerade, also kein Thumb-Code`,
  'vectors.outside-flash': ({ resetHandler }) => `der Reset-Handler ${hex32(resetHandler)} liegt außerhalb des Flash`,
  'vectors.handler-missing': ({ resetHandler }) =>
    `der Reset-Handler ${hex32(resetHandler)} liegt nicht im Image: ein Teil fehlt`,

  'evidence.built-and-named': ({ built, named }) =>
    `sie wurde für ${built} gebaut und gibt sich als ${named.join(' und ')} aus`,
  'evidence.named-and-measured': ({ named, voltages }) =>
    `sie gibt sich als für ${named} gebaut aus, misst ihre Versorgung aber wie ein Board für ${voltages.join(' oder ')} V`,
  'evidence.self-contradiction': ({ contradiction }, say) => `Die Datei widerspricht sich: ${say(contradiction)}`,
  'evidence.contradiction': ({ first, second }) =>
    `Laut ${witnesses[first.kind]} ist die Datei für ${boardsText(first.boards)}, laut ${witnesses[second.kind]} aber für ${boardsText(second.boards)}`,
  'evidence.boards': ({ boards }) => boardsText(boards),

  'product.named': ({ name }) => name,
  'product.kind': ({ kind }) => kinds[kind],
  'product.other-chip': ({ ram, chips }) => `ein Programm für einen Chip mit ${ram} KiB RAM (${chips})`,
};
