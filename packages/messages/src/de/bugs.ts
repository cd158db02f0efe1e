import { hex32 } from '@odflash/core/bytes';
import type { BugMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const bugs: Texts<BugMessages> = {
  'bug.not-main-flash': ({ address, end }) => `${hex32(address)} bis ${hex32(end)} ist nicht der Hauptflash.`,
  'bug.data-outside-sector': ({ sector }) => `Daten für Sektor ${sector} gehören nicht in ihn.`,
  'bug.unaligned-access': ({ address, bytes }) =>
    `${bytes} Bytes an ${hex32(address)} sind keine ganze Zahl von Zugriffen.`,
  'bug.permanent-lock': 'Leseschutz Stufe 2 wird nicht geschrieben: sie ist unumkehrbar.',
};
