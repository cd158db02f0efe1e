/**
 * The texts of `odflash --help` in English.
 *
 * {@includeCode ../../../../../test/examples/messages-languages.ts}
 *
 * @module
 */

import type { HelpTexts } from '../../help.ts';
import { boardsHelp } from './boards.ts';
import { commonHelp } from './common.ts';
import { firmwareHelp } from './firmware.ts';
import { liveHelp } from './live.ts';
import { settingsHelp } from './settings.ts';
import { toolsHelp } from './tools.ts';

/** The texts of `--help` in English. */
export const help: HelpTexts = {
  ...commonHelp,
  ...boardsHelp,
  ...firmwareHelp,
  ...settingsHelp,
  ...liveHelp,
  ...toolsHelp,
};
