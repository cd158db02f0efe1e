import type { RecordMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const records: Texts<RecordMessages> = {
  'records.board-taken': ({ device }) =>
    device
      ? `Ein anderes odflash verwendet das Board ${deviceText(device)}.`
      : 'Ein anderer Tab ändert gerade ein Board; das darf zur selben Zeit nur einer.',
  'records.undo-not-written': ({ cause }, say) => `Die Undo-Sicherung konnte nicht geschrieben werden: ${say(cause)}.`,
  'records.configuration-not-saved': ({ cause }, say) =>
    `Die Konfiguration konnte nicht gespeichert werden: ${say(cause)}.`,
  'records.journal-not-written': ({ cause }, say) =>
    `Das Journal des Laufs konnte nicht geschrieben werden: ${say(cause)}.`,
  'records.record-not-moved': ({ location, cause }, say) =>
    `Die Aufzeichnung ${location} konnte nicht beiseitegelegt werden: ${say(cause)}.`,
  'records.saved-configuration-unusable': ({ damage }, say) =>
    `Die vor dem Update gespeicherte Konfiguration ist nicht verwendbar: ${say(damage)}. Die neue Firmware läuft mit ihren Standardwerten.`,
  'records.update-configuration-unusable': ({ location, damage }, say) =>
    `Die Konfiguration des unterbrochenen Updates in ${location} ist nicht verwendbar: ${say(damage)}.`,
  'records.file-missing': 'sie fehlt',
  'records.file-modified': 'sie wurde verändert',
};
