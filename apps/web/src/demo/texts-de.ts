// German, in the words of docs/languages.md.

import { speaker } from '@odflash/messages';
import { boardOptions, virtualBoard } from '@odflash/messages/de';
import type { DemoTexts } from './texts.ts';

/** Words what is wrong with a virtual board that a person puts together. */
export const say: ReturnType<typeof speaker> = speaker({ texts: virtualBoard });

export const texts: DemoTexts = {
  title: 'Virtuelles Board',
  switch: 'DIP-Schalter auf DFU',
  power: 'Aus- und einschalten',
  unplug: 'USB abziehen',
  plug: 'USB anstecken',
  pickerTitle: 'Ein virtueller Browser will sich verbinden',
  pickerNote: 'In der Demo steht diese Liste für die Ihres Browsers.',
  pickerCancel: 'Abbrechen',

  storiesTitle: 'Ein anderer Fall',
  storiesHint: 'Jeder startet die Demo neu, mit einem Board, dem etwas geschieht.',
  stories: {
    update: 'Ein Update von 0.5.4',
    'dead-board': 'Ein Board ohne Firmware',
    'probe-only': 'Ein totes Board mit ST-Link',
    'loose-cable': 'Ein Wackelkontakt im Kabel',
    'pulled-cable': 'Das Kabel wird abgezogen',
    'power-cut': 'Die Versorgung fällt kurz aus',
    'read-protected': 'Leseschutz',
    'write-protected': 'Schreibschutz',
    clone: 'Ein Klon mit leerem OTP-Speicher',
    'other-board': 'Nicht das Board, das es sein soll',
    'old-board': 'Ein v3.4 im DFU-Modus',
    'out-of-step': 'Antworten aus dem Takt',
    'bad-write': 'Ein nicht geschriebenes Bit',
    'motor-runs': 'Ein drehender Motor',
    'motor-error': 'Ein Board mit einem Fehler',
  },

  anotherTitle: 'Jedes Board, jeder Fehler',
  board: 'Boardtyp',
  dfu: 'im DFU-Modus gefunden',
  probe: 'mit einem ST-Link verdrahtet',
  speed: 'Geschwindigkeit',
  times: (factor) => `${factor}-fach`,
  fault: 'Option oder Fehler',
  value: 'Wert',
  add: 'Hinzufügen',
  remove: (option) => `${option} entfernen`,
  does: (what) => `Was sie bewirkt: ${what}.`,
  standsFor: (what) => `In der Praxis: ${what}.`,
  catalogue: boardOptions,
  start: 'Mit diesem Board starten',

  comparisonTitle: 'Der alte Fehler, neben odflash',
  comparisonText:
    'odrivetool 0.4.1 löscht das Board und bricht bei der ersten Antwort ab, die aus dem Takt ist. Hier flashen es und odflash zwei gleiche virtuelle Boards mit demselben Fehler.',
  cause: 'Was schiefgeht',
  causes: {
    'stale-abort': 'eine Antwort bleibt liegen, vor Sektor 0',
    'later-sector': 'eine Antwort bleibt liegen, vor Sektor 1',
    'port-reset': 'ein anderes Programm setzt den Anschluss zurück',
    'short-block': 'ein Block wird abgeschnitten',
    'before-erase': 'jede Antwort bleibt liegen',
  },
  run: 'Beide ausführen',
  phases: {
    otp: 'OTP lesen',
    erase: 'Löschen',
    write: 'Schreiben',
    verify: 'Zurücklesen',
    leave: 'Starten',
  },
  ready: 'Bereit',
  verified: 'Verifiziert',
  stoppedWith: 'Abgebrochen mit',
  holds: (held, total) => `${held} von ${total} der Firmware sind auf dem Board.`,
};
