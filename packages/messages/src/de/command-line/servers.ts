import type { ServerMessages } from '../../command-line/servers.ts';
import type { Texts } from '../../language.ts';

const runs = {
  rom: 'im DFU-Modus',
  odrive: 'ODrive-Firmware läuft',
  'other-firmware': 'Firmware ohne USB läuft',
  nothing: 'keine Firmware läuft',
  debugged: 'von einem Debugger angehalten',
  off: 'ohne Versorgung',
} as const;

export const servers: Texts<ServerMessages> = {
  'server.open-page': 'Diese Adresse auf diesem Computer in Chrome, Edge oder Opera öffnen. Ctrl-C beendet.',
  'server.usbip': ({ server }) => `USB/IP-Server auf ${server}. Ein Board von einem anderen Terminal aus flashen:`,
  'server.attach-on-linux':
    'Oder es als root an diesen Linux-Computer anschließen (erneut nach jedem Wechsel zwischen DFU-Modus und laufender Firmware):',
  'server.words': ({ port }) =>
    `dfu, run oder power eingeben (und einen USB-Port, z. B. power ${port}), um den DIP-Schalter zu stellen oder ein Board aus- und einzuschalten. Ctrl-C beendet.`,
  'server.no-password':
    'Warnung: USB/IP hat kein Passwort. Jeder, der diese Adresse erreicht, kann die Boards verwenden.',
  'server.probe-of': ({ board }) => `ST-Link, verdrahtet mit dem Board in ${board}`,
  'server.board-runs': ({ running, isOnUsb }) => `${runs[running]}${isOnUsb ? '' : ' (nicht am USB)'}`,
  'server.type-words': ({ words }) => `${words.join(', ')} und einen USB-Port eingeben.`,
  'server.power-cycled': ({ path }) => `${path}: aus- und eingeschaltet.`,
  'server.switch-set': ({ path, position }) => `${path}: DIP-Schalter auf ${position} gestellt.`,
  'server.stlink': ({ address }) => `ST-Link-Server auf ${address}`,
  'server.flash-with-openocd': 'Ein Board darüber mit OpenOCD flashen:',
  'server.profiles': ({ names }) => `Virtuelle Boards: ${names.join(', ')}`,
  'server.profile-options':
    '+dfu stellt den DIP-Schalter auf DFU (v3.4: BOOT0 gebrückt), daher läuft der Bootloader. Optionen nach Kommas ändern das Board oder fügen Fehler ein: --virtual v3.6-56V+dfu,otp=blank,stall-at=7',
  'server.option-default': ({ value }) => `(Vorgabe: ${value})`,
  'server.option-models': ({ what }) => `stellt dar: ${what}`,
  'server.rule-written': ({ path }) => `Regel geschrieben: ${path}. Das Board neu anschließen.`,
  'server.rule-written-not-loaded': ({ path }) =>
    `Regel geschrieben: ${path}. udev konnte aber nicht neu geladen werden. Den Computer neu starten oder das Board neu anschließen.`,
  'server.rule-file': ({ path }) => `Zieldatei: ${path}`,
};
