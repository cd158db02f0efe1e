// A process that does batches of runs for another one.

import { serveBatches } from './work.ts';

serveBatches();
