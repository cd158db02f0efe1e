// The engine's names of what is being done and of what is on the board, as messages of the command line.

import type { BoardState } from '@odflash/core';
import type { Phase } from '@odflash/core/flash';
import type { Activity } from '@odflash/core/running';
import { cellsOf } from './cells.ts';
import { worded } from './say.ts';

/** What a person has to know about the board when a command ends. */
export function boardText(board: BoardState): string {
  return worded(`result.board-${board}`);
}

/** What is being done, for the bar. */
export function phaseText(phase: Phase): string {
  return worded(`progress.phase-${phase}`);
}

const phases = { descriptor: 'connect', backup: 'backup', restore: 'restore' } as const;

/** Many small requests to a running board, for the bar. */
export function activityText(activity: Activity): string {
  return worded(`progress.phase-${phases[activity]}`);
}

/** The longest of either, in cells of a terminal. */
export function longestPhase(): number {
  const words = (['connect', 'inspect', 'erase', 'write', 'verify', 'start', 'backup', 'restore'] as const).map(
    (phase) => worded(`progress.phase-${phase}`),
  );
  return Math.max(...words.map((word) => cellsOf(word)));
}
