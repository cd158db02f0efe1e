// What an update does with a board that runs, as one value: a caller that meets boards in DFU mode loads it when it is needed.

import { missedValues, notAsItWas } from '../configuration/report.ts';
import { loadConfiguration } from '../records/kept-configuration.ts';
import { withRunningBoard } from '../running/context/with-running-board.ts';
import { requireIdle } from '../running/restart/restart.ts';
import type { RunningStages } from './context.ts';
import { refuseOtherRelease } from './firmware/release-asked.ts';
import { configurationFrom } from './settings/configuration-from.ts';
import { disableStartup, enterDfu } from './stages/enter-dfu.ts';
import { compareHealth } from './stages/health.ts';
import { inspectRunning } from './stages/inspect-running.ts';
import { restore } from './stages/restore.ts';

/** All of it; each stage throws FlasherError. */
export const runningStages: RunningStages = {
  inspectRunning,
  disableStartup,
  enterDfu,
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
