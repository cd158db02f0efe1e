// Everything other people do between two runs of the program, in one table.

import { boardInterventions } from './boards.ts';
import { firmwareInterventions } from './firmware.ts';
import { recordInterventions } from './records.ts';
import { settingsInterventions } from './settings.ts';
import type { Intervention } from './types.ts';

/** By name. */
export const interventions: Readonly<Record<string, Intervention>> = {
  ...firmwareInterventions,
  ...recordInterventions,
  ...settingsInterventions,
  ...boardInterventions,
};
