import type { FlashActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu } from './words.ts';

export const flashActions: Texts<FlashActionMessages> = {
  'next.choose-or-rename-file':
    'Die Datei für das eigene Board auswählen. Wenn nur ihr Name falsch ist, sie umbenennen.',
  'next.choose-file-for-board': ({ board }) =>
    `Die Datei für ODrive ${board} auswählen; jede Board-Version und jede Spannung hat ihre eigene.`,
  'next.flash-writes-parts': 'odflash flash kann sie schreiben; ein Update braucht die vollständige Firmware.',
  'next.check-bootloader-or-choose-board':
    'Wenn dies ein ODrive v3 ist, es im DFU-Modus aus- und einschalten und ein anderes Kabel versuchen: sein Bootloader hat seinen Flash nicht richtig beschrieben. Sonst ist es ein anderes Gerät mit einem STM32: das Board mit --serial oder --path auswählen.',
  'next.enter-dfu-by-switch': `Ab v3.5: ${toDfu}, ${powerCycle} und ${repeat}: einem Bootloader, den die Firmware gestartet hat, kann die Beschreibung fehlen. (Niemals bei v3.4 oder älter.) Wenn das nicht hilft, ein anderes Kabel versuchen.`,
  'next.read-printed-version': 'Die auf das Board gedruckte Version ablesen.',
  'next.flash-if-step-fails': 'Wenn das nicht hilft, eine Firmware flashen.',
};
