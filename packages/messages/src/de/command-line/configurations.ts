import type { ConfigurationMessages, SkippedGroup } from '../../command-line/configurations.ts';
import type { Say, Texts } from '../../language.ts';

const ways = {
  compared: 'Sie war bereits vorhanden: jedes Byte wurde gelesen und verglichen, nichts wurde geschrieben.',
  written: 'Jedes Byte wurde zurückgelesen.',
  'written-earlier':
    'Der unterbrochene Lauf hat sie geschrieben und geprüft; in diesem wurde sie nicht geprüft, weil das Board nicht in den DFU-Modus wechseln kann.',
} as const;

const buses = {
  'not-compared': 'Busspannung nicht verglichen',
  same: 'Busspannung wie vorher',
  changed: 'die Spannung wird anders gemessen als vorher',
  'wrong-class': 'die Spannung wird gemessen wie mit Firmware für eine andere Spannung',
} as const;

const values = (count: number) => (count === 1 ? '1 Wert' : `${count} Werte`);

function skippedText(skipped: readonly SkippedGroup[], say: Say): string {
  const groups = skipped.map(({ count, reason }) => `${values(count)} (${say(reason)})`);
  return groups.length > 0 ? ` Übersprungen: ${groups.join(', ')}.` : '';
}

export const configurations: Texts<ConfigurationMessages> = {
  'configuration.dry-run-update': ({ warnings }) =>
    `Probelauf: ${warnings === 0 ? 'alle Prüfungen bestanden' : `möglich, ${warnings === 1 ? '1 Warnung' : `${warnings} Warnungen`} zu bestätigen`}. Das Board läuft weiter.`,
  'configuration.firmware-as-reported': ({ firmware }) =>
    `Es wurde nichts geändert: das Board meldet Firmware ${firmware}. Der Inhalt des Flash wurde nicht verglichen.`,
  'configuration.held-off': ({ flags }) => `Aus, bis sie wieder gesetzt werden: ${flags.join(', ')}.`,
  'configuration.updated': ({ after, before, how, time }) =>
    `Fertig: ${after === undefined ? 'Die Firmware ist auf dem Board' : `Auf dem Board läuft Firmware ${after}`}${before === undefined ? '' : ` (vorher: ${before})`}. ${ways[how]} Dauer: ${time}.`,
  'configuration.not-restored': ({ file }, say) =>
    `Die Konfiguration wurde, wie angekündigt, nicht wiederhergestellt: die Einheiten dieser Firmware sind andere. Sie ist gespeichert als ${say.word(file)}`,
  'configuration.restore-identical': ({ file }, say) =>
    `Zum Wiederherstellen der Werte mit gleichen Einheiten: odflash restore ${say.word(file)} --force-config`,
  'configuration.saved-files': ({ files }, say) => `Gespeicherte Konfiguration: ${files.map(say.word).join(', ')}`,
  'configuration.remains-saved': ({ file }, say) => `Sie bleibt gespeichert als ${say.word(file)}`,
  'configuration.restored': ({ written, matched, skipped }, say) =>
    `Die Konfiguration ${written === 0 ? 'war vollständig' : `ist wiederhergestellt: ${values(written)} geschrieben und zurückgelesen`}${matched > 0 ? `, ${matched} stimmten bereits überein` : ''}.${skippedText(skipped, say)}`,
  'configuration.comparison': ({ differing, same, skipped }, say) =>
    `Probelauf: es wurde nichts geschrieben. ${values(differing)} würden geschrieben, ${same} stimmen bereits überein.${skippedText(skipped, say)}`,
  'configuration.cannot-be-restored': ({ count }) => `Nicht wiederherstellbar: ${values(count)}`,
  'configuration.took': ({ time }) => `Dauer: ${time}.`,
  'configuration.healthy': ({ bus }) =>
    `Zustand: keine neuen Fehler, keine Kalibrierung verloren, ${buses[bus]}, Einstellungen gültig.`,
  'configuration.worse': 'Zustand: das Board ist schlechter als vorher.',
  'configuration.lost-calibrations': ({ names }) => `Nicht mehr gültige Kalibrierungen: ${names.join(', ')}`,
  'configuration.bus': ({ bus }) => `Bus: ${buses[bus]}.`,
};
