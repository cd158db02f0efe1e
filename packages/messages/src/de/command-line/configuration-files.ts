import type { ConfigurationFileMessages } from '../../command-line/configuration-files.ts';
import type { Texts } from '../../language.ts';

const groups = {
  variant: 'Werte für diese Board-Variante',
  supply: 'Versorgung',
  wiring: 'Verdrahtung',
  machine: 'Maschine',
  identity: 'Identität',
  startup: 'Start',
  motor: 'Motor',
  encoder: 'Encoder',
  plain: 'Andere Werte',
} as const;

const becauses = {
  translated: 'ein Standardwert dieser Firmware',
  held: 'aus: ein Startup-Flag',
  'set-incomplete': 'aus: ein zugehöriger Wert wird übersprungen',
  'not-calibrated': 'aus: die Kalibrierung wiederholen',
} as const;

export const configurationFiles: Texts<ConfigurationFileMessages> = {
  'saved.values': ({ path, values, firmware, time }) => `${path}: ${values} Werte von Firmware ${firmware} (${time})`,
  'saved.sectors': ({ path, size, time }) => `${path}: ${size}, die Sektoren 10 und 11, wie sie sind (${time})`,
  'saved.sectors-limited':
    'Nur Firmware mit demselben Aufbau kann sie lesen. Wenn auch das USB-Kabel angeschlossen ist, speichert backup die Werte mit Namen.',
  'saved.image': ({ path, size }) => `${path}: ${size} geschrieben`,
  'saved.gaps-filled': ({ size, gaps }) =>
    `Eine Binärdatei hat keine Lücken; ${size} in ${gaps === 1 ? '1 Lücke' : `${gaps} Lücken`} wurden mit 0xFF gefüllt.`,
  'erased.planned': 'Probelauf: die Konfiguration würde als Datei gespeichert und gelöscht.',
  'erased.configuration': 'Die Konfiguration ist gelöscht; das Board läuft mit den Standardwerten seiner Firmware.',
  'compared.values': ({ changes, same, skipped }) =>
    `${changes === 1 ? '1 Wert würde' : `${changes} Werte würden`} geschrieben, ${same} sind unverändert, ${skipped} würden übersprungen.`,
  'compared.not-written': ({ reason }, say) => `Nicht geschrieben, ${say(reason)}:`,
  'compared.title-group': ({ group }) => groups[group],
  'compared.value': ({ before, now, because }) =>
    `${before ?? '?'} → ${now}${because === undefined ? '' : ` (${becauses[because]})`}`,
};
