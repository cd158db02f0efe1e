import type { StepMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, toDfu, toRun } from './words.ts';

export const steps: Texts<StepMessages> = {
  'step.remove-dc-supply': 'Jetzt die DC-Versorgung abklemmen.',
  'step.remove-dc-supply-if-old': 'v3.4 oder älter? Jetzt die DC-Versorgung abklemmen.',
  'step.bring-back-in-dfu':
    'Wenn sich das Board nicht von selbst wieder anmeldet: im DFU-Modus aus- und einschalten (ab v3.5: DIP-Schalter auf DFU; Klone: BOOT gedrückt halten oder Jumper setzen).',
  'step.switch-to-run': `${toRun} und ${powerCycle}.`,
  'step.check-wiring':
    'Der Chip antwortet nicht: die Versorgung des Boards und die Leitungen vom Adapter zum Board prüfen, dann das Board aus- und einschalten.',
  'step.remove-boot-jumper': `DIP-Schalter auf RUN stellen (Klone: BOOT-Jumper abziehen) und ${powerCycle}.`,
  'step.power-cycle': 'Versorgung des Boards aus- und einschalten.',
  'step.enter-dfu-by-hand': `Diese Firmware kann nicht von selbst in den DFU-Modus wechseln. ${toDfu} und ${powerCycle}.`,
  'step.enter-dfu-by-wire':
    'Boards bis v3.4 haben keinen DIP-Schalter, und ihre Firmware wechselt nie in den DFU-Modus. DC-Versorgung aus lassen: BOOT0 mit 3,3 V verbinden, dann das Board aus einer anderen Quelle versorgen; oder hier abbrechen und einen ST-Link verwenden.',
  'step.find-bootloader': `Das Board hat sich abgemeldet, ist aber nicht im DFU-Modus erschienen. Kabel prüfen; ST-Link und alles an den GPIO-Pins abziehen, vor allem GPIO6; oder ${toDfu} und ${powerCycle}. Steht der DIP-Schalter auf RUN, startet nach dem Aus- und Einschalten wieder die alte Firmware.`,
};
