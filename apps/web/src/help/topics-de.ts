// German, in the words of docs/languages.md.

import type { Topics } from './topics.ts';
import { udevCommand } from './udev-rule.ts';

const dfuByHand =
  'v3.5 oder neuer: DIP-Schalter auf DFU stellen und das Board aus- und einschalten. Klone: beim Einschalten BOOT gedrückt halten oder den Jumper setzen. Nie bei v3.4 oder älter: dort einen ST-Link verwenden.';

export const topics: Topics = {
  'which-entry': {
    title: 'Welcher Eintrag der richtige ist',
    blocks: [
      {
        points: [
          'Ein laufendes Board heißt „ODrive 3.x …“.',
          'Ein Board im DFU-Modus heißt „STM32 BOOTLOADER“.',
          'Ein Adapter heißt „ST-Link“ oder „STM32 STLink“.',
        ],
      },
      { text: 'Steht keiner davon in der Liste, sieht der Rechner das Board nicht.' },
    ],
  },
  cable: {
    title: 'Kabel und Versorgung',
    blocks: [
      { picture: 'connect-board' },
      {
        points: [
          'Die DC-Versorgung des Boards einschalten: USB versorgt es nicht. Seine grüne LED leuchtet.',
          'Ein Kabel verwenden, das Daten überträgt, und einen Anschluss am Rechner statt an einem Hub.',
        ],
      },
    ],
  },
  'dfu-switch': {
    title: 'Ein Board ohne funktionierende Firmware',
    blocks: [
      { picture: 'enter-dfu-by-hand' },
      { text: `Es erscheint nur im DFU-Modus. ${dfuByHand}` },
      { picture: 'clone-boot' },
    ],
  },
  'gpio-wires': {
    title: 'Leitungen, die den Bootloader beschäftigen',
    blocks: [
      {
        text: 'Der Bootloader hört auch auf andere Pins. Alles von den GPIO-, UART- und CAN-Pins abziehen, vor allem von GPIO 6, und jeden ST-Link; dann das Board aus- und einschalten.',
      },
    ],
  },
  'windows-bootloader': {
    title: 'Windows: ein Treiber für „STM32 BOOTLOADER“',
    blocks: [
      { picture: 'zadig-bootloader' },
      {
        steps: [
          'Das Board in den DFU-Modus bringen, damit Windows den Bootloader sieht.',
          'Zadig starten (zadig.akeo.ie). Options > List All Devices.',
          '„STM32  BOOTLOADER“ (USB-ID 0483 DF11) wählen, Treiber WinUSB, und den Knopf drücken. libusb-win32 und libusbK funktionieren nicht.',
          'Hierher zurückkehren und „Board verbinden“ drücken.',
        ],
      },
      { text: 'Auch der CubeProgrammer von ST installiert einen WinUSB-Treiber, der funktioniert.' },
    ],
  },
  'windows-running': {
    title: 'Windows: ein Treiber für einen laufenden ODrive 0.5.2 bis 0.5.6',
    blocks: [
      { picture: 'zadig-running' },
      {
        steps: [
          'Zadig starten (zadig.akeo.ie). Options > List All Devices.',
          '„ODrive 3.x Native Interface (Interface 2)“ wählen, Treiber WinUSB. Interface 0 nicht anrühren: es ist die serielle Schnittstelle.',
        ],
      },
      {
        text: 'Für ältere Firmware bringt Windows den Treiber selbst mit. Ohne Treiber das Board von Hand in den DFU-Modus bringen.',
      },
    ],
  },
  'windows-probe': {
    title: 'Windows: ein Treiber für einen ST-Link',
    blocks: [
      {
        text: 'Den Treiber von ST installieren (STSW-LINK009). Darf der Browser den Adapter dann noch nicht öffnen, seinem Interface 0 mit Zadig WinUSB geben; die Werkzeuge von ST können ihn dadurch verlieren.',
      },
    ],
  },
  'linux-rule': {
    title: 'Linux: eine Regel, die den Zugriff auf das Board erlaubt',
    blocks: [{ text: 'Einmal in einem Terminal ausführen, dann das Board neu anstecken:' }, { command: udevCommand() }],
  },
  'linux-sandbox': {
    title: 'Linux: ein Browser aus Snap oder Flatpak',
    blocks: [
      { text: 'Ein solcher Browser sieht kein USB. Für Chromium aus Snap:' },
      { command: 'sudo snap connect chromium:raw-usb' },
      { text: 'Flatpak hat keinen solchen Schalter: einen Browser der Distribution oder des Herstellers verwenden.' },
    ],
  },
  android: {
    title: 'Android-Geräte',
    blocks: [{ text: 'Einen OTG-Adapter verwenden. Android fragt bei jedem Anstecken wieder nach der Erlaubnis.' }],
  },
  chromeos: {
    title: 'ChromeOS-Geräte',
    blocks: [
      {
        text: 'Ist das Board mit Linux (Crostini) geteilt, es zurückholen: Einstellungen > Linux > USB-Geräte verwalten.',
      },
    ],
  },
  'other-programs': {
    title: 'Ein anderes Programm hat das Board',
    blocks: [
      {
        steps: [
          'odrivetool, andere Flashprogramme, serielle Terminals, Debugger (STM32CubeIDE, OpenOCD) und andere Tabs schließen.',
          'Das Board oder den Adapter abziehen und wieder anstecken.',
        ],
      },
    ],
  },
  browser: {
    title: 'Ein Browser mit WebUSB',
    blocks: [
      {
        text: 'Chrome, Edge und Opera haben es, unter Windows, macOS, Linux, ChromeOS und Android. Firefox und Safari nicht.',
      },
    ],
  },
  'command-line': {
    title: 'Die Befehlszeile kann dasselbe',
    blocks: [{ text: 'Mit Node 20 oder neuer:' }, { command: 'npx odflash update' }],
  },
  'secure-page': {
    title: 'Die Seite über https laden',
    blocks: [
      { text: 'Ein Browser gibt USB nur Seiten von https oder von diesem Rechner. Um sie selbst bereitzustellen:' },
      { command: 'npx odflash serve' },
    ],
  },
};
