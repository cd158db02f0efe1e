// From options to what is asked of a running board: which one, who answers, how long somebody may take.

import type { Answer, RunningBoardRequest } from '@odflash/core';
import type { Context } from '../act.ts';
import type { NamedBoardOptions, RunningOptions } from '../options.ts';
import { boardRequest } from './request.ts';

/** Somebody at the terminal may have to find the cable first; a script wants to know soon. Milliseconds. */
const patience = {
  person: { findMs: 120_000, humanMs: 600_000 },
  script: { findMs: 5_000, humanMs: 60_000 },
} as const;

export function runningRequest(
  options: NamedBoardOptions & RunningOptions & { readonly yes?: true },
  context: Context,
): RunningBoardRequest {
  const { onEvent: _, ...board } = boardRequest(options, context);
  const answer = answerOf(options.yes === true, context);
  return {
    ...board,
    onEvent: context.output.event,
    ...patience[context.ask ? 'person' : 'script'],
    ...(options.disarm && { disarm: true }),
    ...(answer && { answer }),
  };
}

/** `--yes`, the person at the terminal, or nobody. What is warned of was shown already. */
function answerOf(yes: boolean, { ask }: Context): Answer | undefined {
  if (yes) return async () => true;
  return ask && (({ text }) => ask.confirm(text));
}
