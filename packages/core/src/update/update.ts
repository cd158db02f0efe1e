// From a board that runs, or lies half-flashed in DFU mode, to a board that runs the new firmware with its old
// configuration. Interrupted anywhere, the same call continues where it stopped.

import { readImage } from '../image/read-image.ts';
import type { UpdateParts } from './context.ts';
import { updateWith } from './machine.ts';
import type { UpdateReport } from './report.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';
import { runningStages } from './running-stages.ts';

const parts: UpdateParts = { running: () => runningStages, readImage };

/**
 * Updates the one board that is meant and resolves with the result. Throws FlasherError: its `board` says what is on
 * the board, its message names the configuration's file if there is one.
 */
export function update(env: UpdateEnv, request: UpdateRequest): Promise<UpdateReport> {
  return updateWith(parts, env, request);
}
