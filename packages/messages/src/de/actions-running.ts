import type { RunningActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { commands } from '../notation.ts';
import { powerCycle, repeat, toDfu, toRun } from './words.ts';

const unchanged =
  'Es wurde nichts geändert: steht der DIP-Schalter auf RUN, startet nach dem Aus- und Einschalten wieder die alte Firmware.';

export const runningActions: Texts<RunningActionMessages> = {
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      'Mit einem ST-Link flashen: GND, SWD und SWC mit denselben Pins von J2 verbinden, 3,3 V des Boards mit dem VCC-Pin des ST-Link, der sie misst; das Board aus nur einer Quelle versorgen (USB versorgt es nicht). Dann: odflash flash FILE --via stlink.';
    return wrongFirmware
      ? `${wiring} Wenn auf dem Board v3.5 oder höher steht, läuft darauf die falsche Firmware: ${toDfu}, ${powerCycle} und ${repeat}.`
      : wiring;
  },
  'next.flash-a-firmware': 'Eine flashen mit odflash flash FILE oder odflash dfu FILE.',
  'next.switch-to-run-and-repeat': `${toRun}, ${powerCycle} und ${repeat}.`,
  'next.switch-to-run-or-start': `${toRun} und ${powerCycle}, oder seine Firmware mit odflash reset starten.`,
  'next.enter-dfu-by-hand-and-repeat': `${toDfu}, ${powerCycle} und ${repeat}. ${unchanged}`,
  'next.enter-dfu-by-wire-or-stlink': `Es wurde nichts geändert. Einen ST-Link verwenden; oder BOOT0 mit 3,3 V verbinden, die DC-Versorgung aus lassen und ${repeat}.`,
  'next.continue-once-in-dfu': `${unchanged} Wenn es im DFU-Modus erscheint, ${repeat}, um weiterzumachen.`,
  'next.secure-load-and-repeat': `Die Last sichern und ${repeat}.`,
  'next.secure-load-and-power-cycle': `Die Last sichern und ${powerCycle}.`,
  'next.secure-load-and-switch-off': 'Die Last sichern und die Versorgung ausschalten.',
  'next.idle-axes-and-continue': `Beide Achsen auf IDLE setzen und ${repeat}: es geht mit der Konfiguration weiter.`,
  'next.list-settings': 'odflash backup speichert alle mit ihren Pfaden.',
  'next.get-property': ({ path }) => `odflash get ${path} verwenden.`,
  'next.see-property': ({ path }) => `Siehe odflash get ${path}.`,
  'next.use-command': ({ command }) => `odflash ${commands[command]} verwenden.`,
  'next.call-with-inputs': ({ inputs }) =>
    inputs.length === 0
      ? 'Ohne Eingaben aufrufen.'
      : `Erwartet ${inputs.map(({ name, type }) => `${name} (${type})`).join(', ')}.`,
  'next.set-axis-idle': 'Eine Achse auf IDLE setzen: odflash set axis0.requested_state IDLE',
  'next.pass-one-of': ({ names }) => `Die Zahl oder einen dieser Namen angeben: ${names.join(', ')}.`,
  'next.pass-whole-number': ({ least, most }) => `Eine ganze Zahl von ${least} bis ${most} angeben.`,
  'next.pass-number': 'Eine endliche Zahl ohne Einheit und mit Dezimalpunkt angeben, z. B. 1.5.',
  'next.pass-boolean': 'true oder false angeben.',
  'next.sample-instead': 'Stattdessen Werte abtasten, z. B. odflash plot vbus_voltage.',
};
