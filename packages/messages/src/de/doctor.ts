import type { DoctorMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const doctor: Texts<DoctorMessages> = {
  'doctor.usb-unavailable': 'Dieser Rechner hat kein USB',
  'doctor.usb-unavailable-in-wsl':
    'Linux unter Windows (WSL) hat keinen Zugriff auf USB-Geräte, bis sie angebunden werden',
  'doctor.usb-unavailable-in-container': 'Dieser Container hat keinen Zugriff auf USB',
  'doctor.library-does-not-load': 'Die USB-Bibliothek lässt sich nicht laden',
  'doctor.board-ready': 'Ein Board im DFU-Modus ist bereit',
  'doctor.board-running': 'Auf einem ODrive läuft seine Firmware',
  'doctor.probe-ready': 'Ein ST-Link ist bereit',
  'doctor.board-without-firmware': 'Das Board enthält keine startfähige Firmware',
  'doctor.board-refused': 'Ein Flash-Vorgang würde hier anhalten',
  'doctor.board-warning': 'Ein Flash-Vorgang würde nach einer Bestätigung fragen',
  'doctor.no-board': 'Kein ODrive gefunden, weder laufend noch im DFU-Modus',
  'doctor.other-chip': 'Der Bootloader eines anderen Chips, den odflash nicht unterstützt',
  'doctor.probe-holds-board': 'Ein ST-Link ist angeschlossen, aber am USB erscheint kein Board',
  'doctor.same-serial': 'Zwei Geräte haben dieselbe Seriennummer',
  'doctor.node-missing': 'Das Gerät ist angeschlossen, hat aber keine Gerätedatei',
  'doctor.rule-missing': 'Keine Berechtigung, das Gerät zu öffnen: keine udev-Regel passt darauf',
  'doctor.rule-not-applied':
    'Eine udev-Regel passt auf das Gerät, aber seine Gerätedatei ist für diesen Benutzer noch nicht zugänglich',
  'doctor.rule-needs-seat': 'Die udev-Regel gibt nur der lokalen Sitzung Zugriff, und diese Sitzung ist nicht lokal',
  'doctor.rule-needs-group': 'Die udev-Regel gibt nur einer Gruppe Zugriff, zu der dieser Benutzer nicht gehört',
  'doctor.rule-too-late':
    'Eine udev-Regel versieht das Gerät mit uaccess, aber ihr Dateiname liegt in der Reihenfolge nach 73-seat-late.rules, die das auswertet',
  'doctor.udev-not-running': 'udev läuft nicht: Regeln werden nicht angewendet; Geräte werden durch Abfragen gefunden',
  'doctor.modem-manager': 'ModemManager läuft und sendet Befehle an die serielle Schnittstelle eines laufenden ODrive',
  'doctor.access-denied': 'Keine Berechtigung, das Gerät zu öffnen',
  'doctor.driver-missing-rom': 'Windows hat keinen verwendbaren Treiber für das Board im DFU-Modus',
  'doctor.driver-missing-runtime': 'Windows hat keinen verwendbaren Treiber für das laufende ODrive',
  'doctor.driver-missing-probe': 'Windows hat keinen verwendbaren Treiber für den ST-Link',
  'doctor.driver-foreign': 'Das Gerät hat einen Treiber, den nur das Werkzeug seines Herstellers verwenden kann',
  'doctor.bootloader-driver': 'Windows hat noch keinen WinUSB-Treiber für das Board im DFU-Modus',
  'doctor.nameless-device': 'Windows kann die Deskriptoren eines USB-Geräts nicht lesen; es kann das Board sein',
  'doctor.device-busy': 'Ein anderes Programm verwendet das Gerät',
  'doctor.second-device-in-wsl':
    'Linux unter Windows (WSL): ein Board im DFU-Modus ist ein anderes USB-Gerät, das auch angebunden werden muss',
  'doctor.second-device-in-virtual-machine':
    'Dies ist eine virtuelle Maschine: ein Board im DFU-Modus ist ein anderes USB-Gerät, das auch durchgereicht werden muss',
  'doctor.device-unresponsive': 'Das Gerät antwortet nicht',

  'doctor.saw-no-node': ({ path }) => `${path} gibt es nicht`,
  'doctor.saw-node': ({ path, mode, late, group }) =>
    `${path} hat den Modus ${mode}${late === undefined ? '' : `, die Regel steht in ${late}`}${group === undefined ? '' : `, die Regel nennt die Gruppe ${group}`}`,
  'doctor.saw-programs': ({ programs }) => `belegt von ${programs.join(', ')}`,
  'doctor.saw-driver': ({ driver }) => `sein Treiber ist ${driver}`,
  'doctor.saw-no-board': ({ devices }) =>
    `${devices === 1 ? '1 Gerät' : `${devices} Geräte`} am Bus, kein ODrive darunter`,
  'doctor.saw-same-serial': ({ path }) => `wie an ${path}`,

  'usb.no-bus': 'Dieser Rechner hat kein USB: /sys/bus/usb/devices gibt es nicht',
  'usb.library-does-not-load': ({ cause }) => `Die USB-Bibliothek lässt sich nicht laden: ${cause}`,
  'usb.library-does-not-start': ({ error }) => `libusb startet auf diesem Rechner nicht (Fehler ${error})`,
  'udev.rule-not-written': ({ path, system }) => `${path} kann nicht geschrieben werden (${system})`,
};
