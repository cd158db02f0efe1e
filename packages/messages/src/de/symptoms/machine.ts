import type { MachineSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { toDfu } from '../words.ts';
import { udev, zadig } from './advice.ts';

export const machineSymptoms: Readonly<Record<MachineSymptomCode, SymptomText>> = {
  'no-langid': {
    causes: [
      'Unter Linux: das System lässt das Öffnen des Boards im DFU-Modus (0483:df11) nicht zu; nur sein Name ist lesbar.',
    ],
    remedies: [udev, 'odflash doctor sagt, welche Regel fehlt.'],
  },
  'no-access': {
    causes: [
      'Unter Linux öffnet keine udev-Regel das Board für diesen Benutzer.',
      'Unter Windows belegt ein anderes Programm das Board, oder sein Treiber ist nicht WinUSB.',
      'Ein Browser aus einem Snap oder Flatpak darf USB möglicherweise gar nicht verwenden.',
    ],
    remedies: [
      udev,
      'Unter Windows andere Flashprogramme und Browser-Tabs schließen; sonst WinUSB mit Zadig installieren.',
    ],
  },
  'windows-driver': {
    causes: [
      'Windows hat für das Board im DFU-Modus keinen Treiber, mit dem ein Programm sprechen kann. Es ist ein anderes Gerät als das laufende ODrive und braucht einen eigenen Treiber (Forum 8438).',
      'Der alte DfuSe-Treiber von ST (STTub30) ist daran gebunden: nur DfuSe Demo kann ihn verwenden.',
      'Der Treiber wurde stattdessen dem übergeordneten Verbundgerät des laufenden ODrive gegeben.',
    ],
    remedies: [zadig, 'Interface 0 des laufenden ODrive so lassen: es ist die serielle Schnittstelle.'],
  },
  claimed: {
    causes: [
      'Ein anderes Programm belegt das Board: odrivetool, ein Browser-Tab, STM32CubeProgrammer, fwupd, ModemManager, eine virtuelle Maschine.',
    ],
    remedies: [
      'Es schließen und noch einmal versuchen.',
      'odflash doctor nennt das Programm, wo das System es verrät.',
    ],
  },
  'two-at-once': {
    causes: [
      'Zwei Teile eines Programms sprechen gleichzeitig mit dem Board, oder einer macht weiter, nachdem der andere es geschlossen hat.',
    ],
    remedies: ['Andere Tabs schließen, die das Board kennen, die Seite neu laden und von vorn beginnen.'],
  },
  'already-in-dfu': {
    causes: [
      'Mit dem Board ist alles in Ordnung: odrivetool bis 0.5.1 stolpert über ein Board, das schon im DFU-Modus ist, sofort (list index) oder wenn alles fertig ist (UnboundLocalError).',
    ],
    remedies: ['odflash list zeigt das Board; odflash verify FILE sagt, ob es die Firmware enthält.'],
  },
  'nothing-there': {
    causes: [
      'Das Board hat keine Versorgung: USB versorgt es nicht.',
      'Der DIP-Schalter wurde umgestellt, aber das Board nicht aus- und eingeschaltet: der Schalter gilt nur beim Einschalten.',
      'Das Kabel lädt nur, oder ein Hub verdeckt das Board.',
      'Ein Signal an einem Pin hindert den Bootloader, USB zu verwenden: GPIO6, ein serieller Empfänger, CAN, ein angeschlossener ST-Link (ODrive #509, Forum 8639).',
    ],
    remedies: [
      `Ab v3.5: Versorgung aus, ${toDfu}, Versorgung ein. Niemals bei v3.4 oder älter: der DFU-Modus kann ein solches Board zerstören.`,
      'Alle Leitungen von den GPIO-Pins abziehen und den ST-Link abziehen; GPIO6 an GND hilft.',
      'Ein Kabel verwenden, das bekanntermaßen Daten überträgt, ohne Hub.',
    ],
  },
  'unknown-usb-device': {
    causes: [
      'Das Kabel ist schlecht, oder der Port verträgt sich nicht mit dem Board.',
      'Der Bootloader des Chips hat seinen Quarz falsch gemessen, was von Temperatur und Zufall abhängt (AN2606).',
    ],
    remedies: [
      'Das Board einige Male aus- und einschalten.',
      'Ein anderes Kabel und einen anderen Port verwenden, oder einen USB-2-Hub dazwischensetzen.',
    ],
  },
  'serial-drifts': {
    causes: [
      'Die Firmware bildet ihre Seriennummer nach einer anderen Formel aus dem Chip als der Bootloader; manche Klone haben alle dieselbe.',
    ],
    remedies: ['Das Board über seinen Port auswählen: --path. odflash folgt einem Board nach Seriennummer und Port.'],
  },
  several: {
    causes: ['Mehr als ein Board ist im DFU-Modus.'],
    remedies: ['odflash list zeigt sie; eines mit --serial auswählen, oder mit --path, wenn die Nummern gleich sind.'],
  },
  'no-usb': {
    causes: [
      'Hier gibt es kein USB: ein Container, WSL, ein Rechner ohne USB; im Browser eine Seite ohne https, oder ein Browser ohne WebUSB.',
    ],
    remedies: ['odflash doctor sagt, was davon zutrifft.'],
  },
};
