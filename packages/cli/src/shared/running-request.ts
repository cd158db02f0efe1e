// From options to what is asked of a running board: which one, who answers, how long somebody may take.

import type { RunningBoardRequest } from '@odflash/core/running';
import type { Context } from '../command-runner.ts';
import type { NamedBoardOptions, RunningOptions } from '../options.ts';
import { boardRequest } from './request.ts';

/** Somebody at the terminal may have to find the cable first; a script wants to know soon. Milliseconds. */
const patience = {
  person: { findMs: 120_000, humanMs: 600_000 },
  script: { findMs: 5_000, humanMs: 60_000 },
} as const;

export function runningRequest(options: NamedBoardOptions & RunningOptions, context: Context): RunningBoardRequest {
  const { onEvent: _, ...board } = boardRequest(options, context);
  return {
    ...board,
    onEvent: context.output.event,
    ...patience[context.prompt ? 'person' : 'script'],
    ...(options.disarm && { disarm: true }),
  };
}
