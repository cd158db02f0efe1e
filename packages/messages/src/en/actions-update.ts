import type { UpdateActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const updateActions: Texts<UpdateActionMessages> = {
  'next.name-printed-voltage': ({ boards }) =>
    `Read the voltage printed on the board and pass ${boards.map((name) => `--board ${name}`).join(' or ')}.`,
  'next.choose-whose-configuration':
    'Pass --config-from board to keep the configuration of the board, or --config-from record to restore the saved one.',
  'next.back-in-dfu-and-repeat':
    'Nothing was changed. Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again.',
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and ${owes ? 'run the same command again to restore the configuration' : 'check that it runs'}. If it never appears, this firmware does not start on this board, for example because it is for another board version: set the switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and go back.`,
  'next.distrust-release-list': 'Do not use that list of releases; choose the firmware file by hand, or go back.',
  'next.set-up-from-scratch': 'Set the board up from scratch.',
  'next.flash-old-firmware-for-configuration':
    'To get it back, flash the old firmware again (its undo backup is named above), then update the running board; or set the board up from scratch.',
};
