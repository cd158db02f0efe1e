import type { RunningMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const running: Texts<RunningMessages> = {
  'running.version-not-reported': 'Die Firmware meldet die Board-Version nicht.',
  'running.version-not-confirmed': ({ board }) =>
    `Die Firmware meldet ein ODrive ${board}, aber OTP ist leer: das ist nicht bestätigt.`,
  'running.version-reported': ({ board }) =>
    `ODrive ${board}, wie von seiner Firmware gemeldet; OTP wird im DFU-Modus geprüft.`,
  'running.version-differs': ({ board, named, doubt }) =>
    `Die Firmware meldet ein ODrive ${board}; --board ist ${named}.${doubt ? doubts[doubt] : ''}`,
  'running.unsafe-board': ({ board }) =>
    `Dies ist ein ODrive ${board}, und seine Firmware wechselt nicht in den DFU-Modus: der DFU-Modus kann Boards bis v3.4 zerstören, weil der Bootloader beide Transistoren des Bremswiderstands einschaltet, was die DC-Versorgung kurzschließt. Solange die Firmware läuft, ist das Board sicher.`,
  'running.unsafe-firmware': ({ board }) =>
    `Auf dem Board läuft Firmware für ein anderes Board, die es in den DFU-Modus bringen würde. Der DFU-Modus kann ein ODrive ${board} zerstören: sein Bootloader schaltet beide Transistoren des Bremswiderstands ein, was die DC-Versorgung kurzschließt.`,
  'running.in-dfu': ({ device }) => `Das Board ${deviceText(device)} ist im DFU-Modus: seine Firmware läuft nicht.`,

  'running.axis-state': ({ state }) => axisState(state),
  'running.axes-idle': 'Beide Achsen sind in Ruhe.',
  'running.axes-busy': ({ axes, effect }) => {
    const what = axes.map(({ name, state }) => `${name} ist im Zustand „${axisState(state)}“`).join(', ');
    return `${what}${effect ? effects[effect] : ''}.`;
  },
  'running.set-to-idle': ({ axes }) => `${axes.join(' und ')} auf IDLE gesetzt.`,
  'running.startup-off': ({ flags }) => `Vor dem Neustart ausgeschaltet (bestätigt): ${flags.join(', ')}.`,
  'running.startup-moves': ({ axes, flags, hold }) =>
    `Der Motor von ${axes.join(' und ')} bewegt sich nach jedem Neustart von selbst: ${flags.join(', ')}.${hold ? ' --hold-startup verhindert das.' : ''}`,
  'running.configuration-moves': ({ flags }) =>
    `Mit dieser Konfiguration bewegt sich ein Motor nach jedem Neustart von selbst, auch nach dem am Ende dieses Befehls: ${flags.join(', ')}. --hold-startup verhindert das.`,

  'running.unanswered': 'Das Board hat auf die Anfrage nicht geantwortet und nicht neu gestartet.',
  'running.no-restart': 'Das Board hat die Anfrage zum Neustart angenommen, aber nicht neu gestartet.',
  'running.nothing-bootable': 'Der Flash enthält keine startfähige Firmware.',
  'running.lost':
    'Das Board hat sich abgemeldet. Versorgung und Kabel prüfen; odflash macht weiter, sobald es sich wieder anmeldet.',
  'running.still-running': ({ device }) => `Auf dem Board ${deviceText(device)} läuft noch seine Firmware.`,
  'running.not-in-dfu': ({ device }) =>
    `Das Board ${deviceText(device)} hat sich abgemeldet, ist aber nicht im DFU-Modus erschienen.`,
  'running.not-back': ({ device, inDfu }) =>
    inDfu
      ? `Das Board ${deviceText(device)} ist wieder im DFU-Modus: sein DIP-Schalter steht auf DFU (Klone: der BOOT-Jumper ist gesetzt).`
      : `Das Board ${deviceText(device)} hat sich nicht wieder angemeldet.`,

  'running.configuration-saved': ({ values, location, loaded }) =>
    loaded
      ? `Die Konfiguration (${countOf(values)}) ist als ${location} gespeichert.`
      : `Aus dem Flash ist keine Konfiguration geladen. Die jetzigen Werte des Boards (${countOf(values)}) sind als ${location} gespeichert.`,
  'running.configuration-to-erase':
    'Die Konfiguration wird als Datei gespeichert und gelöscht: das Board startet mit den Standardwerten seiner Firmware.',
  'running.no-restart-after-erase': 'Das Board hat nach dem Löschen seiner Konfiguration nicht neu gestartet.',
  'running.configuration-still-saved': 'Das Board hat immer noch eine gespeicherte Konfiguration.',
  'running.saving-again': 'Das Board hat vor dem Speichern neu gestartet. Neuer Versuch.',
  'running.saving-refused': 'Das Board hat die Konfiguration angenommen, speichert sie aber nicht.',
  'running.update-closed': ({ begun, remains }) =>
    `Das unterbrochene Update vom ${begun} ist abgeschlossen: seine Konfiguration ${remains === undefined ? 'ist wiederhergestellt' : `bleibt in ${remains}`}.`,
  'running.record-not-removed': ({ cause }, say) => `Die Aufzeichnung konnte nicht entfernt werden: ${say(cause)}`,

  'running.file-of-twins': ({ serial }) =>
    `Zwei Boards mit der Seriennummer ${serial} sind angeschlossen: die Datei gilt als die eines anderen Boards.`,
  'running.file-of-other-board': ({ board }) =>
    `Die Datei ist von einem ODrive ${board} mit dieser Seriennummer: die Datei gilt als die eines anderen Boards.`,
  'running.file-without-board': 'Die Datei nennt ihr Board nicht: sie gilt als die eines anderen Boards.',
  'running.file-of-board': ({ serial }) => `Die Datei ist vom Board ${serial}.`,
  'running.file-of-this-board': 'Die Datei ist von diesem Board.',
  'running.file-by-name': ({ serial }) => `Nur der Dateiname nennt dieses Board (${serial}).`,

  'running.not-a-setting': ({ path }) => `${path} ist kein schreibbarer Wert der Konfiguration dieser Firmware.`,
  'running.setting-invalid': ({ path, text, type }) => `„${text}“ ist kein gültiger Wert für ${path} (Typ ${type}).`,
  'running.setting-not-accepted': ({ path }) => `Das Board nimmt ${path} nicht an.`,
};

const countOf = (values: number): string => (values === 1 ? '1 Wert' : `${values} Werte`);

const doubts = {
  'otp-blank': ' OTP bestätigt keines von beiden.',
  'otp-unread': ' Wenn auf dem Board v3.4 oder niedriger steht, hier abbrechen.',
} as const;

const effects = {
  restart: ': ein Neustart lässt den Motor los',
  'set-to-idle': ': sie wird auf IDLE gesetzt, was den Motor loslässt',
  stays: ' und geht nicht auf IDLE',
} as const;

const states: Readonly<Record<number, string>> = {
  0: 'nicht gestartet',
  1: 'in Ruhe',
  2: 'Startsequenz',
  3: 'vollständige Kalibrierung',
  4: 'Motorkalibrierung',
  5: 'sensorlose Regelung',
  6: 'Suche nach dem Encoder-Index',
  7: 'Kalibrierung des Encoder-Offsets',
  8: 'geschlossener Regelkreis',
  9: 'Lockin-Drehung',
  10: 'Suche nach der Encoder-Richtung',
  11: 'Referenzfahrt',
  12: 'Kalibrierung der Hall-Polarität',
  13: 'Kalibrierung der Hall-Phase',
};

/** What an axis does, as the firmware numbers it. */
export function axisState(state: number): string {
  return states[state] ?? `Zustand ${state}`;
}
