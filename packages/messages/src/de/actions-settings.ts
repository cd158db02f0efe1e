import type { SettingsActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat } from './words.ts';

export const settingsActions: Texts<SettingsActionMessages> = {
  'next.call-function': ({ path }) => `odflash call ${path} verwenden.`,
  'next.choose-similar': ({ names }) => `Gemeint war vielleicht: ${names.join(', ')}.`,
  'next.list-properties': 'odflash get "*" zeigt, was es gibt.',
  'next.choose-backup': 'Eine von odflash backup oder odrivetool backup-config geschriebene Datei auswählen.',
  'next.choose-valid-value': 'Einen für dieses Board gültigen Wert wählen.',
  'next.idle-axes-and-repeat-unsaved': `Es wurde nichts gespeichert. Beide Achsen auf IDLE setzen, ${powerCycle} und ${repeat}.`,
  'next.power-cycle-and-repeat-unsaved': `Es wurde nichts gespeichert. Das Board aus- und einschalten und ${repeat}.`,
  'next.restore-same-units': ({ file }) =>
    `Das Board von Grund auf neu einrichten, oder nur Werte mit gleichen Einheiten wiederherstellen: odflash restore ${file} --force-config`,
  'next.set-missed-by-hand':
    'Die benötigten Werte von Hand setzen. Alle anderen Werte sind wiederhergestellt. Die Datei enthält alle Werte.',
  'next.set-values-by-hand': 'Die benötigten Werte von Hand setzen. Die Datei enthält alle Werte.',
  'next.stop-motors-and-repeat': `Die Motoren anhalten, ein anderes Kabel oder einen anderen Port verwenden und ${repeat}.`,
};
