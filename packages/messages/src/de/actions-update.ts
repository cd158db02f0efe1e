import type { UpdateActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu, toRun } from './words.ts';

export const updateActions: Texts<UpdateActionMessages> = {
  'next.name-printed-voltage': ({ boards }) =>
    `Die auf das Board gedruckte Spannung ablesen und ${boards.map((name) => `--board ${name}`).join(' oder ')} angeben.`,
  'next.choose-whose-configuration':
    '--config-from board angeben, um die Konfiguration des Boards zu behalten, oder --config-from record, um die gespeicherte wiederherzustellen.',
  'next.back-in-dfu-and-repeat': `Es wurde nichts geändert. ${toDfu}, ${powerCycle} und ${repeat}.`,
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `${toRun}, ${powerCycle} und ${owes ? `${repeat}, um die Konfiguration wiederherzustellen` : 'prüfen, dass es läuft'}. Wenn es nie erscheint, startet diese Firmware auf diesem Board nicht, zum Beispiel weil sie für eine andere Board-Version ist: ${toDfu}, ${powerCycle} und zur alten zurückkehren.`,
  'next.distrust-release-list':
    'Diese Liste von Releases nicht verwenden; die Firmware-Datei selbst auswählen oder zurückkehren.',
  'next.set-up-from-scratch': 'Das Board von Grund auf neu einrichten.',
  'next.flash-old-firmware-for-configuration':
    'Um sie zurückzubekommen, die alte Firmware noch einmal flashen (ihre Undo-Sicherung steht oben), dann das laufende Board aktualisieren; oder das Board von Grund auf neu einrichten.',
};
