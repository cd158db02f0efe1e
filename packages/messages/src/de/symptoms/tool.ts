import type { ToolSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { switchToRun } from './advice.ts';

const passVersion = 'Die auf das Board gedruckte Version angeben: odflash update --board v3.6-56V';

export const toolSymptoms: Readonly<Record<ToolSymptomCode, SymptomText>> = {
  'no-backend': {
    causes: ['Das Python-Werkzeug findet auf diesem Rechner keine libusb. Das Board ist nicht die Ursache.'],
    remedies: [
      'libusb für dieses Werkzeug installieren (Linux: libusb-1.0-0; macOS: brew install libusb; Windows: die libusb-DLL), oder odflash verwenden, das seine eigene mitbringt.',
    ],
  },
  wsl: {
    causes: [
      'Das Board im DFU-Modus ist ein anderes USB-Gerät (0483:df11) als das laufende ODrive (1209:0d32): was an WSL oder eine virtuelle Maschine angebunden war, bleibt an das angebunden, das es nicht mehr gibt.',
    ],
    remedies: [
      'Beide anbinden: usbipd bind und usbipd attach --wsl --auto-attach für das laufende Board und noch einmal für den Bootloader.',
      'Oder odflash unter Windows selbst ausführen; odflash doctor sagt, was es sieht.',
    ],
  },
  'dfu-suffix': {
    causes: ['Es ist nichts kaputt: eine Rohbinärdatei hat kein DFU-Suffix, und dfu-util sagt das.'],
    remedies: ['Es ist nichts zu tun; was den Lauf angehalten hat, steht weiter unten.'],
  },
  'backup-in-dfu': {
    causes: [
      'Nur die laufende Firmware kann ihre Konfiguration als Werte lesen. Im DFU-Modus liegt sie weiterhin in den Sektoren 10 und 11 des Flash, und odrivetool löscht diese.',
    ],
    remedies: [
      `${switchToRun} Dann odflash backup ausführen, oder odflash update, das sie speichert und wiederherstellt.`,
      'odflash flash lässt die Sektoren 10 und 11 in Ruhe und sichert, was es überschreibt.',
    ],
  },
  'no-release': {
    causes: [
      'Für die Version, die das Board meldet, gibt es keine offizielle Firmware: ein leeres oder fremdes OTP (Klone), eine nie veröffentlichte Variante, oder ein Werkzeug für spätere Boards.',
    ],
    remedies: [`${passVersion}; oder eine Firmware-Datei nennen.`, 'odflash catalogue listet die Releases auf.'],
  },
  'not-genuine': {
    causes: [
      'OTP ist leer oder fremd: ein Klon, oder ein Board mit ersetztem Chip. Neuere odrivetools lehnen ein solches Board ab.',
    ],
    remedies: [`${passVersion}.`],
  },
  'switch-left-on-dfu': {
    causes: [
      'Die Firmware wurde geschrieben, aber das Board hat sie nicht gestartet: der DIP-Schalter steht noch auf DFU (Klone: der BOOT-Jumper ist gesetzt). odrivetool wartet auf das laufende ODrive.',
    ],
    remedies: [switchToRun, 'odflash verify FILE, mit dem Board im DFU-Modus, sagt, ob die Firmware vollständig ist.'],
  },
  'unknown-property': {
    causes: [
      'Eine gespeicherte Einstellung hat in der jetzt laufenden Firmware einen anderen Namen oder keinen Platz: die Sicherung ist von einem anderen Release.',
    ],
    remedies: ['odflash restore FILE --dry-run zeigt, was geschrieben, übersetzt und ausgelassen würde.'],
  },
};
