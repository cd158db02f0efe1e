import type { MessageParameters, UpdateMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { decimal, deviceText } from './words.ts';

/** Values named in the question; all of them are in the details of the failure. */
const maxNamed = 8;

const verifiedBy = {
  publisher: ', wie veröffentlicht',
  mirror: ', wie im Spiegel verzeichnet',
  'not-verified': ', nicht überprüft',
} as const;

export const update: Texts<UpdateMessages> = {
  'update.no-release-list': 'Es ist keine Liste von Firmware-Releases verfügbar.',
  'update.board-version-unknown': 'Die Board-Version ist unbekannt, daher kann keine Firmware ausgewählt werden.',
  'update.no-such-release': ({ version, board, available }) =>
    `${version === undefined ? 'Keine veröffentlichte Firmware' : `Keine Firmware ${version}`} für ODrive ${board}. Verfügbar: ${available.join(', ') || 'keine'}.`,
  'update.voltage-unknown': ({ board }) =>
    `Die Spannung des ODrive ${board} ist unbekannt, und jede Spannung hat ihre eigene Firmware.`,
  'update.versions': versionsText,
  'update.compare-equal-release': ({ release }) =>
    `Das Board meldet bereits Firmware ${release}. Jedes Byte vergleichen (wechselt in den DFU-Modus und zurück)?`,
  'update.compare-equal-release.compare': 'jedes Byte vergleichen und die Unterschiede schreiben',
  'update.compare-equal-release.leave': 'das Board lassen, wie es ist',
  'update.other-release': ({ asked, came, name }) =>
    `Firmware ${asked} wurde gewählt, und das Board meldet jetzt ${came}: ${name} ist nicht die Version aus der Liste der Releases.`,

  'update.no-configuration': 'Das Board hat keine gespeicherte Konfiguration zu übernehmen.',
  'update.configuration-stays': 'Die Konfiguration wird zuerst gespeichert und danach wiederhergestellt.',
  'update.configuration-stays-if-accepted':
    'Die Konfiguration wird zuerst gespeichert und danach wiederhergestellt, wenn die neue Firmware sie annimmt (die Version der Datei ist unbekannt).',
  'update.units-change': ({ from, to, force }) =>
    `Von Firmware ${from} zu ${to} ändern sich die Einheiten der Konfiguration (Counts und Umdrehungen, Ströme und Drehmomente): ${force ? 'nur Werte mit gleichen Einheiten werden wiederhergestellt' : 'sie wird gespeichert, aber nicht wiederhergestellt'}.`,
  'update.configuration-erased': 'Die Konfiguration wird als Datei gespeichert, gelöscht und nicht wiederhergestellt.',
  'update.sectors-saved': ({ file, stays }) =>
    `${stays ? 'Die Konfiguration bleibt im Flash (Sektoren 10 und 11) und ist' : 'Die Sektoren der Konfiguration (10 und 11) sind'} als ${file} gesichert. Nur Firmware mit demselben Aufbau kann sie lesen: die alte oder eine nah verwandte.`,
  'update.configuration-loaded': 'Die neue Firmware hat die im Flash gebliebene Konfiguration geladen.',
  'update.configuration-not-loaded': ({ file }) =>
    `Weder die alte noch die neue Firmware hat den Inhalt der Sektoren der Konfiguration (10 und 11) geladen: er ist anders aufgebaut. Er ist als ${file} gesichert.`,
  'update.configuration-unreadable':
    'Die neue Firmware kann die im Flash gebliebene Konfiguration nicht lesen, weil der Aufbau verschieden ist: das kann nur die alte Firmware.',

  'update.difference': ({ path, board, record }) => `${path} ist auf dem Board ${board}, in der Datei ${record}`,
  'update.configurations-differ': ({ file, kept, differences }, say) => {
    const more = differences.length > maxNamed ? `; und ${differences.length - maxNamed} weitere` : '';
    const named = differences.slice(0, maxNamed).map(say).join('; ');
    const where = kept === undefined ? '' : ` Die Konfiguration des Boards ist als ${kept} gespeichert.`;
    return `Die Konfiguration des Boards unterscheidet sich von der, die das unterbrochene Update in ${file} gespeichert hat: ${named}${more}.${where}`;
  },
  'update.configurations-may-differ': ({ file }) =>
    `Die Konfiguration des Boards unterscheidet sich von der, die das unterbrochene Update in ${file} gespeichert hat. Ob sie seither gespeichert wurde, zeigt sich erst im DFU-Modus; wenn ja, fragt das Update, welche gelten soll (--config-from board oder record).`,
  'update.record-doubtful': ({ begun, file }) =>
    `Das Update vom ${begun} wurde unterbrochen, bevor es den Flash gelesen hat. Daher ist unbekannt, ob die Konfiguration des Boards seither geändert wurde oder ob dies ein anderes Board mit dieser Seriennummer ist. Die Konfiguration wiederherstellen, die jenes Update in ${file} gespeichert hat?`,
  'update.configuration-of-others': ({ file }) =>
    `Der Flash enthält eine Konfiguration, die die Firmware auf dem Board nicht lädt und die nicht vom unterbrochenen Update stammt: das Board wurde seither auf anderem Weg eingerichtet oder ist ein anderes mit dieser Seriennummer. Die Konfiguration wiederherstellen, die jenes Update in ${file} gespeichert hat?`,
  'update.keep-board': 'die Konfiguration des Boards behalten',
  'update.restore-record': 'die vom unterbrochenen Update gespeicherte Konfiguration wiederherstellen',

  'update.resumed': ({ begun, file }) =>
    `Das Update vom ${begun} wird fortgesetzt${file === undefined ? '' : `, mit der Konfiguration in ${file}`}.`,
  'update.record-not-written': ({ cause }, say) =>
    `Die Aufzeichnung des Updates konnte nicht geschrieben werden: ${say(cause)}.`,

  'update.startup-held': ({ flags, file }) =>
    `${flags.length > 0 ? `Ausgeschaltet und gespeichert: ${flags.join(', ')}` : 'Alle Startup-Flags als aus gespeichert'}. Die Datei ${file} enthält ihre vorherigen Werte.`,
  'update.startup-not-held': 'Das Board speichert seine Startup-Flags nicht als aus.',
  'update.saving-refused': 'Das Board speichert nicht, solange eine Achse scharf ist.',
  'update.startup-moves': ({ flags }) =>
    `Beim Start der Firmware bewegt sich ein Motor von selbst: ${flags.join(', ')}.`,
  'update.startup-unknown':
    'Auf dem Board ist eine Konfiguration gespeichert, und ihre Startup-Flags sind unbekannt: beim Start der Firmware kann sich ein Motor bewegen.',

  'update.not-read-back':
    'Das Board kann nicht in den DFU-Modus wechseln, daher wird seine Firmware in diesem Lauf nicht geprüft; der unterbrochene Lauf hat sie geprüft. Die Konfiguration wird wiederhergestellt.',
  'update.start-old-firmware':
    'Das Board ist im DFU-Modus und enthält eine vollständige Firmware, und nur diese kann seine Konfiguration lesen. Sie zuerst starten, um die Konfiguration zu sichern? Warnung: Motoren mit startup_*-Flags bewegen sich.',
  'update.start-old-firmware.start': 'starten und die Konfiguration speichern',
  'update.start-old-firmware.skip': 'ohne Sicherung der Konfiguration weitermachen',
  'update.old-firmware-skipped':
    'Die alte Firmware wurde nicht gestartet (nicht bestätigt; --yes bestätigt): die Konfiguration ist nicht gesichert.',
  'update.old-firmware-hangs': 'Die alte Firmware konnte nicht gestartet werden; es geht ohne sie weiter.',
  'update.no-bootable-firmware': 'Der Flash enthält keine startfähige Firmware.',
  'update.not-started': ({ failure }, say) => `Die Firmware konnte nicht gestartet werden: ${say(failure)}`,
  'update.not-shown':
    'Die Firmware wurde gestartet. Ein Browser zeigt das laufende Board erst, wenn es erlaubt wurde, daher wurde seine Firmware nicht abgefragt.',
  'update.not-back': ({ device, inDfu }) =>
    `Die Firmware ist auf dem Board, aber das Board ${deviceText(device)} ${inDfu ? 'ist wieder im DFU-Modus: sein DIP-Schalter steht auf DFU (Klone: der BOOT-Jumper ist gesetzt)' : 'hat sich nicht wieder angemeldet'}.`,
  'update.old-firmware-runs': 'Auf dem Board läuft wieder die alte Firmware.',
  'update.old-firmware-not-started': ({ failure }, say) =>
    `Die alte Firmware ist unverändert, konnte aber nicht gestartet werden: ${say(failure).replace(/\.$/, '')}. Steht der DIP-Schalter auf RUN, startet sie nach dem Aus- und Einschalten.`,
  'update.no-answer': 'es antwortet nicht',
  'update.no-reconnection': 'es hat sich nicht wieder angemeldet',

  'update.bus-changed': (bus) => `Busspannung: ${voltsText(bus)}.`,
  'update.bus-wrong-class': ({ undo, ...bus }) =>
    `WARNUNG: die gemessene Busspannung ist ${voltsText(bus)}: die neue Firmware ist für Boards mit anderer Spannung, und ihr Überspannungsschutz greift bei der falschen Spannung ein. Versorgung ausschalten, dann die richtige Firmware flashen. ${undo === undefined ? 'Firmware für dieses Board flashen.' : `Der Weg zurück: odflash update ${undo}`}`,

  'update.retrying': ({ failure }, say) => `${say(failure)} Neuer Versuch.`,
  'update.failed': ({ failure, configuration, held }, say) => {
    const said = say(failure);
    return [
      said,
      ...(configuration && !said.includes(configuration)
        ? [`Die Konfiguration ist als ${configuration} gespeichert.`]
        : []),
      ...(held.length > 0 ? [`Diese Flags bleiben aus: ${held.join(', ')}.`] : []),
    ].join(' ');
  },
  'update.configuration-owed': ({ failure }, say) =>
    `Die Firmware ist auf dem Board, aber seine Konfiguration ist nicht wiederhergestellt: ${say(failure)}`,
};

function versionsText({ installed, reported, next, verified, isDowngrade }: MessageParameters['update.versions']) {
  const runs = reported === installed ? installed : `${installed} (sie meldet ${reported})`;
  const wanted = next ? `die neue Version ist ${next}` : 'die Version der Datei ist unbekannt';
  const how = verified ? verifiedBy[verified] : '';
  return `Auf dem Board läuft Firmware ${runs}; ${wanted}${how}.${isDowngrade ? ' Das ist ein Downgrade.' : ''}`;
}

function voltsText({ before, after }: { readonly before: number; readonly after: number }): string {
  return `${decimal(before, 1)} V vor dem Update und jetzt ${decimal(after, 1)} V`;
}
