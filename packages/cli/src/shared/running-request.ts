// From options to what is asked of a running board: which one, who answers, how long a person may take.

import type { RunningBoardRequest } from '@odflash/core/running';
import type { Context } from '../command-runner.ts';
import type { NamedBoardOptions, RunningOptions } from '../options.ts';
import { boardRequest } from './request.ts';
import { waitLimits } from './wait-limits.ts';

export function runningRequest(options: NamedBoardOptions & RunningOptions, context: Context): RunningBoardRequest {
  const { onEvent: _, ...board } = boardRequest(options, context);
  return {
    ...board,
    onEvent: context.output.event,
    ...waitLimits[context.prompt ? 'person' : 'script'],
    disarm: options.disarm,
  };
}
