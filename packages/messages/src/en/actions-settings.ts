import type { SettingsActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const settingsActions: Texts<SettingsActionMessages> = {
  'next.call-function': ({ path }) => `Use odflash call ${path}.`,
  'next.choose-similar': ({ names }) => `Perhaps one of these was meant: ${names.join(', ')}.`,
  'next.list-properties': 'odflash get "*" shows what there is.',
  'next.choose-backup': 'Choose a file written by odflash backup or odrivetool backup-config.',
  'next.choose-valid-value': 'Choose a valid value for this board.',
  'next.idle-axes-and-repeat-unsaved':
    'Nothing was saved. Set both axes to IDLE, power-cycle the board and run the same command again.',
  'next.power-cycle-and-repeat-unsaved': 'Nothing was saved. Power-cycle the board and run the same command again.',
  'next.restore-same-units': ({ file }) =>
    `Set the board up from scratch, or restore only the values whose units are identical: odflash restore ${file} --force-config`,
  'next.set-missed-by-hand':
    'Set the values you need by hand. All other values are restored. The file contains all values.',
  'next.set-values-by-hand': 'Set the values you need by hand. The file contains all values.',
  'next.stop-motors-and-repeat': 'Stop the motors, use another cable or port, and run the same command again.',
};
