import type { DoctorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { toDfu } from './words.ts';

const setUpUdev = 'sudo odflash udev-setup';
const listAll = 'Zadig ausführen, Options > List All Devices';

export const doctorActions: Texts<DoctorActionMessages> = {
  'next.run-with-usb': 'odflash auf einem Rechner mit USB ausführen.',
  'next.try-virtual-board': 'Oder ohne Hardware ausprobieren: --virtual v3.6-56V+dfu.',
  'next.attach-in-wsl':
    'Unter Windows usbipd-win installieren, dann in einer PowerShell als Administrator: usbipd list, usbipd bind --busid BUSID, usbipd attach --wsl --busid BUSID --auto-attach.',
  'next.run-in-windows': 'Oder odflash unter Windows installieren und dort ausführen.',
  'next.start-container-with-usb':
    'Ihn mit --privileged -v /dev/bus/usb:/dev/bus/usb -v /sys:/sys starten, oder odflash auf dem Host ausführen.',
  'next.pass-nodes-to-container':
    'In einem Container die Gerätedateien des Hosts durchreichen: -v /dev/bus/usb:/dev/bus/usb und --privileged.',
  'next.install-libudev': 'Unter Linux libudev installieren (Debian und Ubuntu: libudev1, Alpine: eudev-libs).',
  'next.reinstall': 'odflash mit demselben Node.js neu installieren, das es ausführt.',
  'next.flash-for-instructions': 'odflash flash FILE ausführen; es zeigt die Schritte.',
  'next.flash-asks': 'Ein Flash-Vorgang oder ein Update fragt vor dem Beginn; --yes bestätigt.',
  'next.flash-file': 'Eine flashen: odflash flash FILE.',
  'next.no-firmware-is-normal': 'Bis dahin erscheint es mit dem Schalter auf RUN nicht am USB; das ist normal.',
  'next.use-tool-of-maker':
    'Wenn dies ein ODrive-Klon mit einem solchen Chip ist: Werkzeug und Firmware seines Herstellers verwenden.',
  'next.leave-other-chip':
    'Wenn es ein anderes Gerät ist, stört es nicht; das Board mit --serial oder --path auswählen.',
  'next.power-from-dc': 'Das Board aus seiner DC-Versorgung versorgen: USB versorgt es nicht.',
  'next.use-data-cable': 'Ein USB-Kabel verwenden, das Daten überträgt, ohne Hub.',
  'next.enter-dfu-if-safe': `Ab v3.5: ${toDfu}, dann die Versorgung aus- und einschalten; der Schalter gilt nur beim Einschalten. Niemals bei v3.4 oder älter: der DFU-Modus kann ein solches Board zerstören.`,
  'next.disconnect-gpio':
    'Alle Leitungen von den GPIO-Pins abziehen, vor allem von GPIO6: ein Signal dort hindert den Bootloader, USB zu verwenden. GPIO6 mit GND zu verbinden hilft.',
  'next.unplug-probe': 'Einen ST-Link vom Board abziehen: er kann den Chip anhalten.',
  'next.appears-only-in-dfu': 'Ein Board ohne Firmware erscheint nicht am USB, solange sein Schalter auf RUN steht.',
  'next.unplug-probe-and-power-cycle':
    'Den ST-Link vom Board abziehen (Stecker J2), dann das Board aus- und einschalten.',
  'next.choose-by-port': 'Eines über seinen USB-Port auswählen: --path.',
  'next.replug': 'Das USB-Kabel abziehen und wieder anstecken.',
  'next.set-up-udev': `Ausführen: ${setUpUdev}`,
  'next.or-set-up-udev': `Oder ausführen: ${setUpUdev}`,
  'next.set-up-udev-for-everyone': `Ausführen: ${setUpUdev} --everyone`,
  'next.set-up-udev-against-modem-manager': `Ausführen: ${setUpUdev} (die Regel in /etc/udev/rules.d/70-odflash.rules nimmt diese Geräte aus).`,
  'next.apply-udev-rules': 'Ausführen: sudo udevadm control --reload && sudo udevadm trigger',
  'next.rename-rule': `Die Datei so umbenennen, dass ihr Name mit einer Zahl unter 73 beginnt, oder ausführen: ${setUpUdev}`,
  'next.join-group': 'In diese Gruppe eintreten: sudo usermod -aG GROUP USER, dann ab- und wieder anmelden.',
  'next.attach-second-in-wsl':
    'Unter Windows in einer PowerShell als Administrator: usbipd attach --wsl --busid BUSID --auto-attach',
  'next.pass-both-to-guest': 'Beide durchreichen: 1209:0d32 (laufend) und 0483:df11 ("STM32  BOOTLOADER").',
  'next.be-root-or-start-udev': 'odflash als root ausführen, oder udev starten.',
  'next.close-programs': 'Schließen, was das Board sonst verwendet (ein anderes odflash, odrivetool, ein Browser-Tab).',
  'next.be-logged-in-user': 'odflash als der angemeldete Benutzer ausführen.',
  'next.give-bootloader-winusb': `${listAll}, "STM32  BOOTLOADER" (USB-ID 0483 DF11) wählen und WinUSB installieren.`,
  'next.or-install-cubeprogrammer': 'Oder STM32CubeProgrammer installieren, das einen eigenen Treiber mitbringt.',
  'next.give-runtime-winusb': `${listAll}, „ODrive 3.x Native Interface (Interface 2)“ wählen und WinUSB installieren.`,
  'next.leave-serial-port-alone': 'Interface 0 so lassen: es ist die serielle Schnittstelle.',
  'next.or-switch-to-dfu':
    'Mit dem DIP-Schalter auf DFU (ab v3.5) wird dieser Treiber nicht gebraucht, nur der von "STM32  BOOTLOADER".',
  'next.install-stlink-driver': 'Den Treiber STSW-LINK009 von ST installieren, oder WinUSB mit Zadig.',
  'next.replace-driver': `${listAll}, das Gerät wählen und seinen Treiber durch WinUSB ersetzen.`,
  'next.old-tool-loses-board':
    'Das alte Werkzeug (DfuSe Demo) findet das Board danach nicht mehr; STM32CubeProgrammer schon.',
  'next.use-port-of-computer': 'Ein anderes USB-Kabel und einen Port am Rechner selbst verwenden, ohne Hub.',
  'next.disconnect-gpio-and-power-cycle':
    'Alle Leitungen von den GPIO-Pins abziehen, vor allem von GPIO6, dann das Board aus- und einschalten.',
  'next.power-cycle-board': 'Das Board aus- und einschalten.',
  'next.use-other-cable': 'Ein anderes Kabel oder einen anderen Port verwenden.',
  'next.plug-in-directly': 'Das Board steckt an einem Hub: direkt am Rechner anstecken.',
  'next.plug-in-behind-hub':
    'Das Board steckt direkt an einem xHCI-Controller (USB 3): einen USB-2.0-Hub dazwischensetzen, oder einen anderen Port verwenden.',

  'next.pass-usb-to-container':
    'In einem Container /sys und /dev/bus/usb des Hosts durchreichen; oder mit --virtual v3.6-56V+dfu ausprobieren.',
  'next.write-rule-by-hand': 'Die Regel dort von Hand schreiben; odflash udev-setup --print zeigt sie.',
};
