// What code and a person at the prompt have in common: the boards by their names, and what is said of them.

import type { RunningBoardRequest } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import { letGoText } from '../../shell/axis-ended.ts';
import type { ShellBoard, ShellBoards } from '../../shell/boards.ts';

/** What a board says at each connection would be said before every prompt. */
export function quiet(request: RunningBoardRequest): RunningBoardRequest {
  const { onEvent } = request;
  return {
    ...request,
    onEvent: (event) => {
      if (event.type === 'running' || event.type === 'step') return;
      if (event.type !== 'findings') return onEvent?.(event);
      const findings = event.findings.filter(({ level }) => level !== 'ok');
      if (findings.length > 0) onEvent?.({ ...event, findings });
    },
  };
}

/** What is set to IDLE at the end. */
export function sayLetGo({ all }: ShellBoards, { output }: Context): void {
  const text = letGoText(all);
  if (text !== undefined) output.say(text);
}

/** `odrv0`, `odrv1`, … */
export function namesOf(boards: readonly ShellBoard[]): Readonly<Record<string, ShellBoard['root']>> {
  return Object.fromEntries(boards.map(({ name, root }) => [name, root]));
}
