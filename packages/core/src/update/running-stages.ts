// What an update does with a board that runs, as one value: a caller that meets boards in DFU mode loads it when it is needed.

import { missedValues, notAsItWas } from '../configuration/report.ts';
import { loadConfiguration } from '../records/kept-configuration.ts';
import { requireIdle } from '../running/restart.ts';
import { withRunningBoard } from '../running/with-running-board.ts';
import { configurationFrom } from './configuration-from.ts';
import type { RunningStages } from './context.ts';
import { enter, hold } from './enter.ts';
import { compareHealth } from './health.ts';
import { refuseOtherRelease } from './release-asked.ts';
import { restore } from './restore.ts';
import { survey } from './survey.ts';

/** All of it; each stage throws FlasherError. */
export const runningStages: RunningStages = {
  survey,
  hold,
  enter,
  restore,
  idle: (update) => withRunningBoard(update, ({ odrive }) => requireIdle(update, odrive)),
  judge: async (update, end) => {
    refuseOtherRelease(update, end);
    if (end.restored && missedValues(end.restored).length > 0) throw notAsItWas(end.restored);
    return update.request.health === true ? compareHealth(update, end) : undefined;
  },
  configurationFrom,
  loadConfiguration,
};
