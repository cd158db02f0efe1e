import type { DeviceName, DiscoveryMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { otherBootloader } from './board.ts';
import { deviceList, deviceText } from './words.ts';

export const discovery: Texts<DiscoveryMessages> = {
  'discovery.no-board-yet':
    'No board connected yet. Connect it with a data cable and switch its supply on (USB does not power it).',
  'discovery.several-connected': ({ devices }) => `${devices.length} boards are connected: ${deviceList(devices)}.`,
  'discovery.several-in-dfu': ({ devices }) => `${devices.length} boards are in DFU mode: ${deviceList(devices)}.`,
  'discovery.not-found': ({ others, ...wanted }) =>
    `No board${named(wanted)} was found, neither running nor in DFU mode.${foundInstead(others)}`,
  'discovery.not-found-in-dfu': ({ others, ...wanted }) =>
    `No board in DFU mode${named(wanted)} was found.${foundInstead(others)}`,
  'discovery.only-running': ({ devices }) =>
    `${devices.length === 1 ? 'The board' : 'Every board'} found is running its firmware: ${deviceList(devices)}.`,
  'discovery.other-chip': ({ path, ...chip }) =>
    `The device at ${path} is ${otherBootloader(chip)}. ODrive firmware is for the STM32F405; odflash does not write the flash of another chip.`,
  'discovery.bring-back-in-dfu':
    'The board did not reconnect. Check its supply and the cable, and power-cycle it in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  'discovery.switch-to-run':
    'The board is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set). Set it to RUN and power-cycle the board.',
  'discovery.bring-back-running':
    'The board did not reconnect. Check its supply and the cable, set its DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle it.',
  'discovery.did-not-return': ({ device, running }) =>
    `The board ${deviceText(device)} did not reconnect.${running ? ' It is running its firmware.' : ''}`,
};

function named({ serial, path }: { readonly serial?: string | undefined; readonly path?: string | undefined }): string {
  return `${serial === undefined ? '' : ` with serial number ${serial}`}${path === undefined ? '' : ` at ${path}`}`;
}

function foundInstead(others: readonly DeviceName[]): string {
  return others.length === 0 ? '' : ` Found: ${deviceList(others)}.`;
}
