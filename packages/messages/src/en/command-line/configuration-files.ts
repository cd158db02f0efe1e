import type { ConfigurationFileMessages } from '../../command-line/configuration-files.ts';
import type { Texts } from '../../language.ts';

const groups = {
  variant: 'Values for this board variant',
  supply: 'Supply',
  wiring: 'Wiring',
  machine: 'Machine',
  identity: 'Identity',
  startup: 'Startup',
  motor: 'Motor',
  encoder: 'Encoder',
  plain: 'Other values',
} as const;

const becauses = {
  translated: 'a default of this firmware',
  held: 'off: a startup flag',
  'set-incomplete': 'off: a related value is skipped',
  'not-calibrated': 'off: repeat the calibration',
} as const;

export const configurationFiles: Texts<ConfigurationFileMessages> = {
  'saved.values': ({ path, values, firmware, time }) => `${path}: ${values} values of firmware ${firmware} (${time})`,
  'saved.sectors': ({ path, size, time }) => `${path}: ${size}, sectors 10 and 11 as they are (${time})`,
  'saved.sectors-limited':
    'Only firmware of the same layout can read them. With the USB cable connected as well, backup saves the values by name.',
  'saved.image': ({ path, size }) => `${path}: ${size}`,
  'saved.gaps-filled': ({ size, gaps }) =>
    `A raw binary has no gaps; ${size} in ${gaps === 1 ? '1 gap' : `${gaps} gaps`} were filled with 0xFF.`,
  'erased.planned': 'Dry run: the configuration would be saved as a file and erased.',
  'erased.configuration': 'The configuration is erased; the board runs with the defaults of its firmware.',
  'compared.values': ({ changes, same, skipped }) =>
    `${changes === 1 ? '1 value' : `${changes} values`} would be written, ${same} are unchanged, ${skipped} would be skipped.`,
  'compared.not-written': ({ reason }, say) => `Not written, ${say(reason)}:`,
  'compared.title-group': ({ group }) => groups[group],
  'compared.value': ({ before, now, because }) =>
    `${before ?? '?'} → ${now}${because === undefined ? '' : ` (${becauses[because]})`}`,
};
