// The command without a process of its own where the tests run it as it is here; as one in another system, or where a binary is
// under test. A board that is kept belongs to the process that opened it first: of one board ask either way, not both.

import { odflash as asProcess } from './command.ts';
import type { Ended } from './ended.ts';
import { odflashInProcess } from './in-process.ts';
import { launcher } from './launch.ts';
import { mustRun } from './printed.ts';

const isHere = launcher.platform === process.platform && process.env.ODFLASH_TEST_BINARY === undefined;

/** Runs odflash with these words; what it prints to be copied is run, too. */
export const odflash: (words: readonly string[]) => Promise<Ended> = isHere
  ? async (words) => {
      const run = await odflashInProcess(words);
      await mustRun(words, run, odflashInProcess);
      return run;
    }
  : asProcess;
