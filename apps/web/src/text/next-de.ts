// German words of what a person does next, where the catalogue names an option of the command line.

import type { Language } from '@odflash/messages';

const again = 'noch einmal auf den Knopf drücken; es geht dort weiter, wo es aufgehört hat';
const toDfu = 'DIP-Schalter auf DFU stellen (Klone: BOOT gedrückt halten oder Jumper setzen)';
const toRun = 'DIP-Schalter auf RUN stellen (Klone: ohne BOOT-Taste oder -Jumper)';
const dfuByHand = `Ab v3.5: ${toDfu} und das Board aus- und einschalten`;
const oldFirmware =
  'Es wurde nichts geändert: steht der DIP-Schalter auf RUN, startet nach dem Aus- und Einschalten wieder die alte Firmware.';
const freeSpace =
  'Speicherplatz freigeben oder dieser Seite das Speichern von Dateien erlauben, dann noch einmal versuchen.';

export const nextSteps: Partial<Language['texts']> = {
  'next.back-in-dfu-and-continue': `${dfuByHand}, dann ${again}.`,
  'next.check-cable-and-continue': `Kabel und Versorgung prüfen, dann ${again}.`,
  'next.check-file': 'Die Datei noch einmal auswählen.',
  'next.check-network': 'Das Netzwerk prüfen und noch einmal versuchen, oder eine Firmware-Datei ablegen.',
  'next.check-selection': 'Das Board in der Liste des Browsers wählen.',
  'next.choose-board': 'Die anderen Boards abziehen, oder eines in der Liste des Browsers wählen.',
  'next.choose-by-path': 'Sie haben dieselbe Seriennummer: alle bis auf eines abziehen.',
  'next.choose-complete-firmware':
    'Die Datei mit der vollständigen Firmware auswählen. Einen Teil davon flasht die Befehlszeile.',
  'next.choose-firmware-or-address': 'Die Firmware-Datei des Boards auswählen.',
  'next.choose-image-or-address': 'Die Firmware-Datei des Boards auswählen.',
  'next.choose-other-board':
    'Wenn dies ein ODrive-Klon mit einem solchen Chip ist, Werkzeug und Firmware seines Herstellers verwenden; wenn es ein anderes Gerät ist, ein anderes in der Liste des Browsers wählen.',
  'next.choose-other-version': 'Ein anderes Release auswählen, oder eine Firmware-Datei ablegen.',
  'next.clear-write-protection-over-stlink': 'Zuerst mit einem ST-Link den Schreibschutz aufheben.',
  'next.check-bootloader-or-choose-board':
    'Wenn dies ein ODrive v3 ist, es im DFU-Modus aus- und einschalten und ein anderes Kabel versuchen: sein Bootloader hat seinen Flash nicht richtig beschrieben. Sonst ein anderes Gerät in der Liste des Browsers wählen.',
  'next.confirm':
    'Die Warnungen lesen und annehmen; ein gefährlicher Vorgang wird durch Eingabe der Seriennummer bestätigt.',
  'next.confirm-warnings': 'Die Warnungen lesen und annehmen.',
  'next.consent': ({ otherwise }, say) =>
    `${otherwise === undefined ? '' : `${say(otherwise)} `}Zum Bestätigen die Seriennummer eingeben, wenn danach gefragt wird.`,
  'next.continue-once-in-dfu': `${oldFirmware} Wenn das Board im DFU-Modus erscheint, ${again}.`,
  'next.enter-dfu-by-hand-and-repeat': `${toDfu}, das Board aus- und einschalten und noch einmal verbinden. ${oldFirmware}`,
  'next.enter-dfu-by-switch': `${dfuByHand}, dann noch einmal verbinden: einem Bootloader, den die Firmware gestartet hat, kann die Beschreibung fehlen. (Niemals bei v3.4 oder älter.) Wenn das nicht hilft, ein anderes Kabel versuchen.`,
  'next.enter-dfu-by-wire-or-stlink':
    'Es wurde nichts geändert. Einen ST-Link verwenden; oder BOOT0 mit 3,3 V verbinden, die DC-Versorgung aus lassen und das Board noch einmal verbinden.',
  'next.flash-a-firmware': 'Eine Firmware flashen.',
  'next.flash-old-board-over-stlink': 'DC-Versorgung abklemmen. Boards bis v3.4 werden mit einem ST-Link geflasht.',
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      'Mit einem ST-Link flashen: GND, SWD und SWC mit denselben Pins von J2 verbinden, 3,3 V des Boards mit dem VCC-Pin des ST-Link, der sie misst; das Board aus nur einer Quelle versorgen (USB versorgt es nicht). Dann den ST-Link hier verbinden.';
    return wrongFirmware
      ? `${wiring} Wenn auf dem Board v3.5 oder höher steht, läuft darauf die falsche Firmware: ${toDfu}, das Board aus- und einschalten und noch einmal verbinden.`
      : wiring;
  },
  'next.flash-writes-parts': 'Ein Update braucht die vollständige Firmware; einen Teil davon flasht die Befehlszeile.',
  'next.free-disk-space': freeSpace,
  'next.free-space-for-undo': freeSpace,
  'next.idle-axes-and-continue': `Beide Achsen auf IDLE setzen und ${again}.`,
  'next.install-udev-rule': 'Unter Linux die Regel unten installieren, dann das Board neu anstecken.',
  'next.install-winusb': 'Unter Windows WinUSB für „STM32  BOOTLOADER“ installieren, wie unten gezeigt.',
  'next.name-board': 'Die auf das Board gedruckte Version und Spannung ablesen und auswählen.',
  'next.name-board-of-firmware': ({ board, boards }) =>
    `Sie wurde für ODrive ${board} gebaut. Wenn das Board eines ist (ein Klon: laut Hersteller), ${boards.join(' oder ')} auswählen.`,
  'next.name-old-board-and-consent': () =>
    'DC-Versorgung abklemmen. Boards bis v3.4 werden mit einem ST-Link geflasht. Um über USB daran zu arbeiten, die auf das Board gedruckte Version auswählen und bestätigen.',
  'next.name-printed-board': ({ boards }) =>
    `Die auf das Board gedruckte Version und Spannung ablesen und auswählen: ${boards.join(', ')}. Bei einem Klon: die Version, zu der er kompatibel ist.`,
  'next.name-printed-voltage': ({ boards }) =>
    `Die auf das Board gedruckte Spannung ablesen und ${boards.join(' oder ')} auswählen.`,
  'next.choose-whose-configuration': 'Entscheiden, welche Konfiguration gilt: die des Boards oder die gespeicherte.',
  'next.back-in-dfu-and-repeat': `Es wurde nichts geändert. ${toDfu}, das Board aus- und einschalten und noch einmal verbinden.`,
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `${toRun}, das Board aus- und einschalten und ${owes ? 'noch einmal auf den Knopf drücken, um die Konfiguration wiederherzustellen' : 'prüfen, dass es läuft'}. Wenn es nie erscheint, startet diese Firmware auf diesem Board nicht, zum Beispiel weil sie für eine andere Board-Version ist: ${toDfu}, aus- und einschalten und zur alten zurückkehren.`,
  'next.name-right-board': 'Die auf das Board gedruckte Version prüfen und diese auswählen.',
  'next.other-cable-and-repeat': `Ein anderes Kabel oder einen Port ohne Hub verwenden, dann ${again}.`,
  'next.plug-in-stlink': 'Den ST-Link anstecken und in der Liste des Browsers wählen.',
  'next.power-cycle-and-repeat': 'Das Board aus- und einschalten, dann noch einmal versuchen.',
  'next.power-cycle-in-dfu-and-check': 'Das Board im DFU-Modus aus- und einschalten, dann noch einmal verbinden.',
  'next.power-cycle-in-dfu-and-repeat': `Das Board im DFU-Modus aus- und einschalten, dann ${again}.`,
  'next.repeat-for-configuration': 'Noch einmal auf den Knopf drücken: es geht mit der Konfiguration weiter.',
  'next.repeat-or-check-supply': 'Noch einmal versuchen; wenn es sich wiederholt, die Versorgung des Boards prüfen.',
  'next.repeat-or-distrust-download': 'Noch einmal versuchen; wenn es sich wiederholt, diese Datei nicht verwenden.',
  'next.repeat-or-other-cable':
    'Noch einmal versuchen; wenn es sich wiederholt, ein anderes Kabel oder einen anderen Port verwenden.',
  'next.repeat-or-other-port':
    'Noch einmal versuchen. Wenn es sich wiederholt, das Board im DFU-Modus aus- und einschalten und einen anderen USB-Port oder einen USB-2-Hub versuchen.',
  'next.repeat-or-power-cycle':
    'Noch einmal versuchen; wenn es sich wiederholt, zuerst das Board im DFU-Modus aus- und einschalten.',
  'next.repeat-to-finish': 'Noch einmal auf den Knopf drücken, um abzuschließen.',
  'next.report-bug': 'Das sollte nicht geschehen: bitte den Bericht speichern und damit ein Issue eröffnen.',
  'next.restore-saved-configuration': 'Die Konfiguration ist in diesem Browser gespeichert, siehe unten.',
  'next.secure-load': 'Die Last sichern und beide Achsen auf IDLE setzen.',
  'next.secure-load-and-repeat': 'Die Last sichern und noch einmal versuchen.',
  'next.shorter-wires-and-repeat':
    'Stecker und Versorgung prüfen, kürzere Leitungen verwenden und noch einmal versuchen.',
  'next.switch-into-dfu': `${dfuByHand}, dann noch einmal verbinden.`,
  'next.switch-to-run-and-repeat': `${toRun}, das Board aus- und einschalten und ${again}.`,
  'next.switch-to-run-or-start': `${toRun} und das Board aus- und einschalten.`,
  'next.unlock-and-erase': 'Das Aufheben des Schutzes löscht alles auf dem Chip, auch die Konfiguration.',
  'next.unlock-sectors': 'Zuerst den Schreibschutz des Boards aufheben.',
  'next.use-machine-with-usb': 'Einen Rechner mit USB verwenden, oder die Demo ausprobieren.',
  'next.connect-original-board': `Den Adapter mit dem ursprünglichen Board verbinden; ${again}.`,
  'next.power-cycle-lost-chip': `Die Versorgung des Boards und die Leitungen prüfen, das Board aus- und einschalten (ein Chip, der SWD verloren hat, antwortet danach wieder); ${again}.`,
  'next.restore-probe-connection': `Den Adapter anstecken, das Board versorgen, die Leitungen prüfen; ${again}.`,
  'next.free-replug-and-repeat':
    'Andere Programme schließen, die den Adapter verwenden, ihn abziehen, wieder anstecken und noch einmal versuchen.',
  'next.wait-for-other-process':
    'Den anderen Tab oder das andere Programm abschließen oder schließen, dann noch einmal versuchen.',
};
