import type { RunningActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { commands } from '../notation.ts';

const unchanged = 'Nothing was changed: with the DIP switch on RUN, a power cycle starts the old firmware again.';

export const runningActions: Texts<RunningActionMessages> = {
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      'Flash it with an ST-Link: GND, SWD and SWC to the same pins of J2, 3.3 V of the board to the VCC pin of the ST-Link, which measures it; power the board from one source only (USB does not power it). Then: odflash flash FILE --via stlink.';
    return wrongFirmware
      ? `${wiring} If the board is marked v3.5 or higher, it runs the wrong firmware: set its DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and run the same command again.`
      : wiring;
  },
  'next.flash-a-firmware': 'Flash one with odflash flash FILE or odflash dfu FILE.',
  'next.switch-to-run-and-repeat':
    'Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and run the same command again.',
  'next.switch-to-run-or-start':
    'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board, or start its firmware with odflash reset.',
  'next.enter-dfu-by-hand-and-repeat': `Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again. ${unchanged}`,
  'next.enter-dfu-by-wire-or-stlink':
    'Nothing was changed. Use an ST-Link; or run the same command again with BOOT0 tied to 3.3 V and the DC supply off.',
  'next.continue-once-in-dfu': `${unchanged} If it appears in DFU mode, run the same command again to continue.`,
  'next.secure-load-and-power-cycle': 'Secure the load and power-cycle the board.',
  'next.secure-load-and-repeat': 'Secure the load and run the same command again.',
  'next.secure-load-and-switch-off': 'Secure the load and switch the supply off.',
  'next.idle-axes-and-continue':
    'Set both axes to IDLE and run the same command again: it continues with the configuration.',
  'next.list-settings': 'odflash backup saves all of them with their paths.',
  'next.get-property': ({ path }) => `Use odflash get ${path}.`,
  'next.see-property': ({ path }) => `See odflash get ${path}.`,
  'next.use-command': ({ command }) => `Use odflash ${commands[command]}.`,
  'next.call-with-inputs': ({ inputs }) =>
    inputs.length === 0
      ? 'Call it without inputs.'
      : `It takes ${inputs.map(({ name, type }) => `${name} (${type})`).join(', ')}.`,
  'next.set-axis-idle': 'To bring an axis to idle: odflash set axis0.requested_state IDLE',
  'next.pass-one-of': ({ names }) => `Pass its number or one of: ${names.join(', ')}.`,
  'next.pass-whole-number': ({ least, most }) => `Pass a whole number from ${least} to ${most}.`,
  'next.pass-number': 'Pass a finite number without a unit, with a decimal point, e.g. 1.5.',
  'next.pass-boolean': 'Pass true or false.',
  'next.sample-instead': 'Sample values instead, e.g. odflash plot vbus_voltage.',
};
