import type { BoardSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, switchToRun } from './advice.ts';

const addresses = 'odflash info FILE zeigt, welche Adressen die Datei hat.';

export const boardSymptoms: Readonly<Record<BoardSymptomCode, SymptomText>> = {
  'read-protected': {
    causes: ['Leseschutz Stufe 1: der Chip lässt seinen Flash weder lesen noch schreiben (Forum 5219).'],
    remedies: [
      'odflash unlock hebt ihn auf. Das löscht alles auf dem Chip, auch die Konfiguration, und fragt vorher.',
      'Wenn ein Aufheben des Schutzes unterbrochen wurde, zuerst das Board aus- und einschalten.',
    ],
  },
  'unlock-refused': {
    causes: [
      'Der Leseschutz kann nicht aufgehoben werden, solange auch Sektoren schreibgeschützt sind: der Bootloader lehnt ab.',
    ],
    remedies: ['Ein ST-Link hebt den Schreibschutz auf; danach hebt odflash unlock den Leseschutz auf.'],
  },
  'unlock-resets': {
    causes: ['Der Chip löscht sich und setzt sich zurück; das dauert bis zu einer halben Minute.'],
    remedies: [
      'Warten, bis er sich wieder meldet; wenn nicht, im DFU-Modus aus- und einschalten (ab v3.5: DIP-Schalter auf DFU; Klone: BOOT gedrückt halten oder Jumper setzen).',
    ],
  },
  'not-erasable': {
    causes: [
      'Das Werkzeug will Option-Bytes oder OTP-Speicher löschen, für die es kein Löschen gibt: die gewählte Datei oder Einstellung ist falsch.',
    ],
    remedies: [`${addresses} odflash löscht nichts außerhalb des Hauptflash.`],
  },
  'write-protected': {
    causes: [
      'Sektoren sind schreibgeschützt: der Bootloader antwortet, dass alles in Ordnung ist, und schreibt nichts. dfu-util liest nicht zurück.',
      'Die Versorgung ist zu schwach für die Programmierbreite.',
    ],
    remedies: ['odflash verify FILE sagt, was wirklich da ist.', 'odflash unlock hebt den Schreibschutz auf.'],
  },
  'not-as-written': {
    causes: [
      'Das Zurückgelesene ist nicht das Geschriebene: schlechtes Kabel, schwache Versorgung, Schreibschutz, oder Antworten außer Tritt.',
    ],
    remedies: [
      again,
      'Wenn es sich wiederholt: anderes Kabel und anderer Port, die Versorgung, odflash info für den Schutz.',
    ],
  },
  'bad-address': {
    causes: [
      'Die Datei passt nicht: falsche Adresse, falscher Chip, größer als der Flash.',
      'Das Gerät ist kein STM32-Bootloader im ROM, sondern einer im Flash, dessen erste Sektoren nicht geschrieben werden können.',
    ],
    remedies: [addresses],
  },
  'raw-or-dfuse': {
    causes: [
      'dfu-util nimmt nur eine .dfu-Datei ohne Adresse, und nur eine Rohbinärdatei mit einer; eine HEX- oder ELF-Datei schreibt es, wie sie dasteht (Forum 1615).',
    ],
    remedies: [
      'Die Datei odflash geben, wie sie ist: HEX, ELF, S-Record, .dfu, UF2 und Rohbinärdateien werden am Inhalt unterschieden.',
    ],
  },
  'dfu-again': {
    causes: [
      'Der DIP-Schalter steht noch auf DFU (Klone: der BOOT-Jumper ist gesetzt).',
      'Der Flash enthält nichts, was starten könnte.',
    ],
    remedies: [switchToRun, 'odflash info sagt, was im Flash ist.'],
  },
  'dead-after-update': {
    causes: [
      'Das Update wurde nach dem Löschen unterbrochen: der Flash ist leer und zeigt nichts am USB (Forum 2574).',
      'Firmware ab 0.5.2 hält beim Start an, wenn sie für eine andere Board-Version gebaut wurde als die in OTP (Forum 7194).',
    ],
    remedies: [inRom, 'odflash update wählt die Firmware nach der Board-Version in OTP.'],
  },
  'no-firmware-file': {
    causes: [
      'Die Datei ist keine Firmware: eine an ihrer Stelle gespeicherte Webseite, ein Archiv, ein halber Download.',
      'odrivetool liest nur Intel HEX: bei .bin, .elf oder .dfu endet es so. odflash liest sie alle.',
    ],
    remedies: ['odflash info FILE sagt, was sie ist; noch einmal herunterladen.'],
  },
  'unknown-version': {
    causes: [
      'Eine Frage ohne Grund: weder die Datei noch ein Board im DFU-Modus nennt odrivetool seine Version, also vergleicht es zwei unbekannte.',
    ],
    remedies: ['odflash vergleicht Inhalt, nicht Versionen: es sagt, wenn die Firmware schon da ist.'],
  },
  'no-hardware-version': {
    causes: [
      'odrivetool konnte die Board-Version in OTP nicht lesen, oder sie ist leer (Klone, Boards vor Sommer 2018). Neuere Versionen von odrivetool lehnen ein Board im DFU-Modus dann ab (ODrive #758).',
    ],
    remedies: [
      'Mit odflash flashen, das OTP selbst liest: odflash update.',
      'Wenn es meldet, dass OTP leer ist, die daraufgedruckte Version angeben: --board v3.6-56V.',
    ],
  },
  'old-board-warning': {
    causes: [
      'Der DFU-Modus kann die Bremstransistoren von Boards bis v3.4 zerstören. odrivetool fragt auch dort, wo es nur die Version nicht kennt.',
    ],
    remedies: [
      'Bis v3.4: DC-Versorgung abklemmen und einen ST-Link verwenden.',
      'Ab v3.5: weitermachen; odflash liest die Version.',
    ],
  },
  'old-python': {
    causes: ['odrivetool braucht ein neueres Python als 3.5 (ODrive #509). Das Werkzeug bricht ab, nicht das Board.'],
    remedies: ['Ein neueres Python; oder odflash update, das keines braucht.'],
  },
  'other-names': {
    causes: [
      'odrivetool und Firmware stammen aus verschiedenen Zeiten: zwischen 0.4 und 0.5 haben sich Namen geändert.',
    ],
    remedies: [
      'odflash backup und odflash restore nehmen die Namen vom Board selbst und sagen, welche keinen Platz mehr haben.',
    ],
  },
  'lost-configuration': {
    causes: [
      'odrivetool löscht jeden Sektor, auch die Konfiguration, und Namen von Einstellungen ändern sich zwischen Versionen.',
    ],
    remedies: [
      'odflash backup speichert die Konfiguration, odflash restore stellt sie wieder her und nennt, was keinen Platz mehr hat.',
    ],
  },
  'lost-after-save': {
    causes: [
      'save_configuration startet das Board ab Firmware 0.5.2 neu: Startup-Flags wirken dann, und eine Achse, die kalibriert oder sofort ausfällt, sieht wie ein totes Board aus.',
      'GPIO-Modi, step/dir, UART oder I2C anstelle von CAN verwenden Pins, die etwas anderes treibt.',
    ],
    remedies: [
      'Es läuft: odflash erase --only-config speichert die Einstellungen als Datei und löscht sie, ohne DFU-Modus.',
      'Es wird nicht mehr gefunden: ab v3.5 den DIP-Schalter auf DFU stellen, das Board aus- und einschalten und denselben Befehl ausführen; er sichert zuerst die Sektoren.',
      'odflash restore FILE --hold-startup bringt die Einstellungen zurück, mit den Startup-Flags auf aus.',
    ],
  },
};
