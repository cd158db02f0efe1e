// German, in the words of docs/languages.md.

import type { DashboardTexts } from './texts.ts';

export { errorFlags } from '@odflash/messages/de';

const values = (count: number) => (count === 1 ? '1 Wert' : `${count} Werte`);

export const texts: DashboardTexts = {
  decimalMark: ',',
  title: 'Dashboard',
  connecting: 'Verbindung wird hergestellt …',
  back: 'Zurück zum Board',
  noWrites: 'Laufende Werte werden nur gelesen; kein Motor wird gestartet.',
  status: 'Zustand',
  bus: 'Busspannung, Strom',
  uptime: 'Läuft seit',
  healthy: 'Keine Fehler.',
  misconfigured: 'Die Firmware meldet, dass ihre Konfiguration sich widerspricht.',
  errors: 'Fehler',
  latched: 'als die Achse zuletzt in Ruhe ging',
  cause: 'Ursache',
  remedy: 'Abhilfe',
  sensors: { fets: 'FETs', motor: 'Motor' },
  notMeasured: 'nicht gemessen',
  plot: 'Laufende Kurven',
  plotHint: 'Zahlen in der Liste der Eigenschaften auswählen.',
  plotOf: (paths) => `Werte der letzten 30 Sekunden: ${paths}`,
  remove: (path) => `${path} aus den Kurven entfernen`,
  properties: 'Eigenschaften',
  search: 'Suchen, z. B. axis0 vel',
  found: (shown, all) => (shown === all ? `${all} Eigenschaften` : `Die ersten ${shown} von ${all} Eigenschaften`),
  draw: (path) => `${path} als Kurve`,
  columns: ['Eigenschaft', 'Wert', 'Typ', 'Kurve'],
  configuration: 'Konfiguration',
  configurationHint:
    'In eine Datei speichern, oder eine Datei mit dem Board vergleichen, bevor etwas geschrieben wird.',
  backup: 'In eine Datei speichern',
  compare: 'Mit einer Datei vergleichen …',
  comparing: 'Wird verglichen …',
  changes: (count, same, skipped) =>
    `${values(count)} würden geschrieben, ${same} sind unverändert, ${skipped} würden übersprungen.`,
  board: 'Board',
  file: 'Datei',
  groups: {
    variant: 'Von der Variante des Boards abhängig',
    supply: 'Versorgung',
    wiring: 'Verdrahtung',
    machine: 'Maschine',
    identity: 'Identität',
    startup: 'Startup-Flags',
    motor: 'Motorkalibrierung',
    encoder: 'Encoder-Kalibrierung',
    plain: 'Sonstiges',
  },
  because: {
    translated: 'ein Standardwert dieser Firmware',
    held: 'aus: ein Startup-Flag',
    'set-incomplete': 'aus: ein zugehöriger Wert wird übersprungen',
    'not-calibrated': 'aus: die Kalibrierung wiederholen',
  },
  skipped: (why, paths) => `Nicht geschrieben, ${why}: ${paths.join(', ')}`,
  restore: (count) => `${values(count)} wiederherstellen`,
  restoring: 'Wird wiederhergestellt …',
  restored: (count) => `Wiederhergestellt: ${values(count)} geschrieben und zurückgelesen.`,
};
