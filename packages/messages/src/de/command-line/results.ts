import type { ResultMessages } from '../../command-line/results.ts';
import type { Texts } from '../../language.ts';

const contents = {
  image: 'das Image',
  firmware: 'diese Firmware',
  blank: 'einen leeren Firmware-Bereich',
  'no-configuration': 'keine Konfiguration',
} as const;

const done = { written: 'geschrieben', compared: 'verglichen' } as const;

export const results: Texts<ResultMessages> = {
  'result.dry-run-nothing': 'Probelauf: nichts zu tun. Es wurde nichts geändert.',
  'result.dry-run': ({ time }) => `Probelauf: dies würde etwa ${time} dauern. Es wurde nichts geändert.`,
  'result.part-unchanged':
    'Nichts zu tun: das Board enthält diesen Teil bereits. Die Firmware um ihn herum wurde nicht geprüft.',
  'result.unchanged': ({ what, time }) =>
    `Nichts zu tun: das Board enthält bereits ${contents[what]}; jedes Byte wurde gelesen und verglichen (${time}).`,
  'result.unchanged-but': ({ what, time, leftOut }, say) =>
    `Nichts zu tun: das Board enthält bereits ${contents[what]} (${time}). ${say(leftOut)}`,
  'result.part-written': ({ effort }, say) =>
    `Der Teil ist geschrieben und geprüft; die Firmware um ihn herum wurde nicht geprüft. ${say(effort)}`,
  'result.verified': ({ what, effort }, say) => `Geprüft: das Board enthält ${contents[what]}. ${say(effort)}`,
  'result.effort': ({ erased, written, readBack, time }) =>
    `${[`${erased} ${erased === 1 ? 'Sektor' : 'Sektoren'} gelöscht`, ...(written === undefined ? [] : [`${written.size} geschrieben, je ${written.width} Bit`]), `${readBack} zurückgelesen`].join(', ')}, in ${time}.`,
  'result.left-out': ({ sectors, count, size, action }) =>
    `${count === 1 ? 'Sektor' : 'Sektoren'} ${sectors} nicht ${done[action]}: ${size} der Datei gehören zur Konfiguration, die auf dem Board unverändert bleibt.`,
  'result.previous-saved': ({ path }, say) =>
    `Der vorige Inhalt des Flash (keine vollständige Firmware) ist gespeichert in ${say.word(path)}`,
  'result.back-by-restore': ({ path }, say) => `Zurück: odflash restore ${say.word(path)}`,
  'result.back-by-restore-in-dfu': ({ path }, say) =>
    `Zurück, mit dem Board im DFU-Modus: odflash restore ${say.word(path)}`,
  'result.back-by-update': ({ path, via }, say) =>
    `Zurück: odflash update ${say.word(path)}${via === undefined ? '' : ` --via ${via}`}`,
  'result.no-way-back':
    'Das virtuelle Board und seine Sicherungen sind jetzt gelöscht; --virtual-state DIR behält sie.',
  'result.continued': 'Ein unterbrochener Lauf wurde fortgesetzt.',
  'result.rewritten': ({ sectors }) => `Nach einer fehlgeschlagenen Prüfung neu geschrieben: Sektor ${sectors}.`,
  'result.recovered': ({ connection, sectors }) =>
    `Behoben: ${[...(connection > 0 ? [connection === 1 ? '1 Verbindungsfehler' : `${connection} Verbindungsfehler`] : []), ...(sectors > 0 ? [`${sectors === 1 ? '1 Sektor' : `${sectors} Sektoren`} mit Abweichung beim Zurücklesen`] : [])].join(' und ')}.`,
  'result.started':
    'Die Firmware wurde gestartet. Wenn der DIP-Schalter auf DFU steht, vor dem nächsten Einschalten auf RUN stellen.',
  'result.stays-in-dfu':
    'Das Board bleibt im DFU-Modus. Zum Starten den DIP-Schalter auf RUN stellen und das Board aus- und einschalten.',
  'result.start-not-confirmed':
    'Die Firmware wurde nicht gestartet (nicht bestätigt; --yes bestätigt es). Zum Starten den DIP-Schalter auf RUN stellen und das Board aus- und einschalten, oder ausführen: odflash reset',
  'result.start-not-checked':
    'Die Firmware wurde nicht gestartet: das Board bleibt im DFU-Modus. Zum Starten den DIP-Schalter auf RUN stellen und das Board aus- und einschalten.',
  'result.not-bootable': 'Das Board enthält keine startfähige Firmware: eine vollständige Firmware flashen.',
  'result.settings-not-checked':
    'Die geschriebene Konfiguration wurde nicht geprüft. Wenn das Board läuft, prüft odflash doctor sie.',
  'result.set-to-machine': 'Auf den Wert setzen, den die Maschine braucht.',
  'result.board-untouched': 'es wurde nichts geändert',
  'result.board-config-changed': 'die Firmware ist unverändert; Einstellungen wurden geändert',
  'result.board-unbootable':
    'die Firmware ist noch vorhanden, startet aber nicht, bis ein Flash-Vorgang abgeschlossen ist',
  'result.board-partly-written':
    'es startet nicht, bis ein Flash-Vorgang abgeschlossen ist; der Bootloader liegt im ROM und bleibt verfügbar',
  'result.board-written': 'alles wurde geschrieben, aber nicht geprüft',
  'result.board-verified': 'jedes Byte wurde zurückgelesen und stimmt überein',
  'result.board-unknown':
    'der Flash konnte nicht zurückgelesen werden; der Bootloader liegt im ROM, daher kann das Board neu geflasht werden',
};
