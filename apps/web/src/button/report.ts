// Tells the site whose button opened this page how it goes: messages to that origin alone. Nothing is ever taken from it.

import type { Clock } from '@odflash/core';
import type { PageState } from '../model/state.ts';
import type { Store } from '../model/store.ts';
import { type ButtonEvent, type ButtonMessage, eventType, eventVersion } from './events.ts';

/** At most one message of progress in so many ms. */
const progressMs = 1_000;

export type Send = (message: ButtonMessage) => void;

/** Sends until the page is closed. */
export function reportTo(send: Send, store: Store<PageState>, clock: Pick<Clock, 'now'>): void {
  const tell = (event: ButtonEvent) => send({ type: eventType, v: eventVersion, ...event });
  let stage: PageState['stage'] | undefined;
  let told = Number.NEGATIVE_INFINITY;
  const look = () => {
    const state = store.value;
    if (state.stage !== stage) {
      stage = state.stage;
      const event = eventOf(state);
      if (event) tell(event);
    }
    const progress = stage === 'working' ? state.run?.progress : undefined;
    if (!progress || clock.now() - told < progressMs) return;
    told = clock.now();
    tell({ event: 'progress', phase: progress.phase, fraction: progress.fraction });
  };
  tell({ event: 'opened' });
  store.watch(look);
  look();
}

function eventOf({ stage, report, failure }: PageState): ButtonEvent | undefined {
  switch (stage) {
    case 'start':
    case 'board':
    case 'working':
      return { event: 'stage', stage };
    case 'done':
      return report && { event: 'verified', firmware: report.firmware.after ?? report.firmware.version ?? '' };
    case 'failed':
      return failure && { event: 'failed', code: failure.code, board: failure.board };
    case 'looking':
      return undefined;
  }
}
