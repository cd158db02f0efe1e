import type { ToolSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { switchToDfu, switchToRun, zadig } from './advice.ts';

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
      'Ein Programm oder ein Treiber unter Windows benutzt das Gerät noch (busy).',
      'WSL läuft beim Anbinden nicht, oder sein Kernel hat vhci-hcd nicht geladen.',
    ],
    remedies: [
      'Beide anbinden: usbipd bind und usbipd attach --wsl --auto-attach für das laufende Board und noch einmal für den Bootloader.',
      'Schließen, was das Board unter Windows benutzt, oder es mit usbipd bind --force --busid BUSID freigeben.',
      'Ein WSL-Fenster offen halten, darin: sudo modprobe vhci-hcd. Dann usbipd attach --wsl --auto-attach --busid BUSID, für das laufende Board und noch einmal für den Bootloader.',
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
  'no-download': {
    causes: [
      'Das Werkzeug konnte die Liste der Releases oder die Firmware nicht laden: kein Netz, ein Proxy, oder zu viele Anfragen von dieser Adresse (GitHub erlaubt 60 in der Stunde).',
      'CERTIFICATE_VERIFY_FAILED: dieses Python hat keine Stammzertifikate (macOS: Install Certificates.command ausführen; Windows und Linux: pip install --upgrade certifi), oder ein Proxy ersetzt sie.',
    ],
    remedies: [
      'odflash update lädt die Releases selbst; odflash catalogue listet sie auf.',
      'Ohne Netz: die Firmware anderswo herunterladen und die Datei angeben, odflash flash FILE.',
    ],
  },
  'wsl-rights': {
    causes: ['Ein Gerät für WSL freizugeben ändert seinen Treiber; das darf nur ein Administrator.'],
    remedies: [
      'PowerShell als Administrator öffnen, einmal je Gerät: usbipd bind --busid BUSID. Das Anbinden braucht keinen Administrator.',
      'Oder odflash unter Windows selbst ausführen; odflash doctor sagt, was es sieht.',
    ],
  },
  'detach-refused': {
    causes: [
      'dfu-util fand ein Gerät, das nicht im DFU-Modus ist, und bat es zu wechseln; das lehnte es ab. Die Firmware eines ODrive nimmt so eine Anfrage nicht an: dfu-util traf ein anderes Gerät, oder das Board verließ den Bus.',
    ],
    remedies: [switchToDfu, 'odflash list zeigt, welche Geräte da sind; dfu-util -d 0483:df11 lässt die anderen aus.'],
  },
  'file-for-other-device': {
    causes: [
      'Die Datei nennt in ihrem Anhang oder Vorspann ein anderes Gerät als das angeschlossene, oder sie ist beschädigt.',
    ],
    remedies: [
      'odflash info FILE sagt, was die Datei ist und für welches Board.',
      'odflash flash FILE nimmt .hex, .elf, .bin und .dfu an und prüft, ob sie zum Board passen; sonst die Datei neu herunterladen.',
    ],
  },
  'zadig-failed': {
    causes: [
      'Zadig konnte den Treiber nicht ersetzen: es läuft ohne Administratorrechte, das Gerät wird benutzt, oder eine andere Installation wartet auf einen Neustart.',
    ],
    remedies: [
      'Jedes Programm schließen, das das Board benutzt, Windows neu starten und Zadig als Administrator ausführen.',
      zadig,
    ],
  },
};
