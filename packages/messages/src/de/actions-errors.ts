import type { ErrorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu } from './words.ts';

const again = 'Denselben Befehl noch einmal ausführen';
const continues = 'es geht dort weiter, wo er aufgehört hat';

export const errorActions: Texts<ErrorActionMessages> = {
  'next.back-in-dfu-and-continue': `Ab v3.5: ${toDfu}, ${powerCycle} und ${repeat}; ${continues}.`,
  'next.build-again': 'Die Datei neu bauen; ihre Teile überlappen sich.',
  'next.check-cable-and-continue': `Kabel und Versorgung prüfen, dann ${repeat}; ${continues}.`,
  'next.check-file': 'Pfad und Zugriffsrechte prüfen.',
  'next.check-network': `Das Netzwerk prüfen und ${repeat}. Ohne Netzwerk --offline (frühere Downloads), --release-url (ein Spiegel) oder eine Firmware-Datei verwenden.`,
  'next.check-swd-wires':
    'Das Board versorgen und die Leitungen prüfen: SWD an SWDIO, SWC an SWCLK, GND an GND, VCC von J2 an VCC des Adapters.',
  'next.choose-board': 'Eines mit --serial oder --path auswählen; odflash list zeigt sie.',
  'next.choose-complete-firmware':
    'Die Datei mit der vollständigen Firmware auswählen. Wenn der Teil zur Firmware auf dem Board gehört, --partial angeben.',
  'next.choose-file-for-f405': 'Eine Datei für den STM32F405 auswählen (0x08000000 bis 0x080FFFFF).',
  'next.choose-firmware': 'Die Firmware-Datei des Boards auswählen.',
  'next.choose-firmware-or-address':
    'Die Firmware-Datei des Boards auswählen; eine Rohbinärdatei braucht möglicherweise --address.',
  'next.choose-other-file': 'Einen anderen Namen oder Ordner wählen; --force überschreibt eine vorhandene Datei.',
  'next.choose-other-version': 'Eine Firmware-Datei oder eine andere Version angeben.',
  'next.close-other-programs':
    'Schließen, was das Board sonst verwendet (ein anderes odflash, odrivetool, ein Browser-Tab), dann erneut versuchen.',
  'next.confirm':
    'Die Warnungen lesen, dann mit --yes bestätigen; ein gefährlicher Vorgang braucht das in seiner Meldung genannte --consent.',
  'next.connect-board': `Ein Datenkabel verwenden und die DC-Versorgung einschalten (USB versorgt das Board nicht). Für den DFU-Modus, nur ab v3.5: ${toDfu} und ${powerCycle}. Nichts darf GPIO6 auf High ziehen; einen ST-Link abziehen.`,
  'next.flash-old-board-over-stlink':
    'DC-Versorgung abklemmen. Boards bis v3.4 werden mit einem ST-Link geflasht: odflash flash FILE --via stlink.',
  'next.free-space-for-undo':
    'Speicherplatz freigeben oder mit --backup-dir einen anderen Ordner angeben, oder mit --no-backup darauf verzichten.',
  'next.get-file-again': 'Die Datei noch einmal herunterladen oder bauen.',
  'next.install-udev-rule':
    'Unter Linux die udev-Regel für 0483:df11 und 1209:0d32 installieren, dann das Board neu anstecken.',
  'next.install-winusb': 'Unter Windows mit Zadig WinUSB für "STM32  BOOTLOADER" installieren.',
  'next.name-board':
    'Die auf das Board gedruckte Version und Spannung ablesen und mit --board in der Form vX.Y-VOLTAGE angeben.',
  'next.name-right-board':
    'Die auf das Board gedruckte Version prüfen und mit --board angeben, oder die Option weglassen.',
  'next.other-cable-and-repeat': `Ein anderes Kabel oder einen Port ohne Hub verwenden, dann ${repeat}.`,
  'next.repeat-or-check-supply': `${again}; wenn es sich wiederholt, die Versorgung und mit odflash info den Schreibschutz prüfen.`,
  'next.repeat-or-distrust-download': `${again}; wenn es sich wiederholt, diese Datei nicht verwenden: der Server oder ein Proxy verändert sie.`,
  'next.repeat-or-other-cable': `${again}; wenn es sich wiederholt, ein anderes Kabel oder einen anderen Port verwenden.`,
  'next.repeat-or-other-port': `${again}. Wenn es sich wiederholt, das Board im DFU-Modus aus- und einschalten und einen anderen USB-Port oder einen USB-2-Hub versuchen.`,
  'next.repeat-or-power-cycle': `${again}; wenn es sich wiederholt, zuerst das Board im DFU-Modus aus- und einschalten.`,
  'next.repeat-to-finish': `${again}, um abzuschließen.`,
  'next.replug-probe': 'Den Adapter abziehen und wieder anstecken, oder einen anderen verwenden.',
  'next.report-bug':
    'Bitte melden: denselben Befehl mit --trace FILE ausführen, dann odflash report OUT --attach FILE.',
  'next.restore-saved-configuration':
    'Die Konfiguration ist in der oben genannten Datei gespeichert; odflash restore stellt sie wieder her.',
  'next.secure-load': 'Die Last sichern und beide Achsen auf IDLE setzen, oder --disarm angeben, damit odflash es tut.',
  'next.see-help': 'Siehe odflash --help.',
  'next.shorter-wires-and-repeat': `Stecker und Versorgung prüfen, kürzere Leitungen verwenden und ${repeat}.`,
  'next.switch-into-dfu': `odflash enter-dfu versetzt das Board in den DFU-Modus; oder, nur ab v3.5, ${toDfu} und ${powerCycle}.`,
  'next.unlock-and-erase': 'odflash unlock hebt den Schutz auf und löscht alles auf dem Chip, auch die Konfiguration.',
  'next.unlock-sectors': 'odflash unlock löscht den Schutz in den Option-Bytes.',
  'next.use-machine-with-usb':
    'odflash auf einem Rechner mit USB ausführen, oder mit --virtual v3.6-56V+dfu ausprobieren.',
};
