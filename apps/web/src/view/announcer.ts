// What a screen reader says while a run changes the board: the step, and how far it is in quarters, at most once a second. Failures,
// questions and steps of a person announce themselves.

import type { Clock } from '@odflash/core';
import type { PageState } from '../model/state.ts';
import type { PageTexts } from '../text/page-texts.ts';

const everyMs = 1_000;

export interface Announcer extends Disposable {
  /** Empty: nothing to say, and what waits is dropped. */
  tell(text: string): void;
}

/** Calls `say` at most once a second; of what came meanwhile, the last counts. */
export function createAnnouncer(clock: Clock, say: (text: string) => void): Announcer {
  const over = new AbortController();
  let said = '';
  let next = '';
  let isWaiting = false;
  const speak = async () => {
    isWaiting = true;
    while (next !== said) {
      said = next;
      say(said);
      await clock.sleep(everyMs, over.signal);
    }
    isWaiting = false;
  };
  return {
    tell: (text) => {
      next = text;
      if (!isWaiting) speak().catch(() => undefined);
    },
    [Symbol.dispose]: () => over.abort(),
  };
}

type Run = NonNullable<PageState['run']>;

/** Where bytes are counted, too. */
export const isMovingIn = (stage: Run['stage']): boolean => stage === 'write' || stage === 'inspect-dfu';

/** What is done now, in words. */
export function whatOf({ stage, progress }: Run, texts: PageTexts): string {
  return isMovingIn(stage) && progress ? texts.phases[progress.phase] : texts.stages[stage];
}

export function announcementOf({ stage, run, chip }: PageState, texts: PageTexts): string {
  if (chip) return texts.chipJobs[chip.job];
  if (stage !== 'working' || !run) return '';
  const quarters = Math.floor(run.total * 4);
  return quarters === 0 ? whatOf(run, texts) : `${whatOf(run, texts)}, ${quarters * 25} %`;
}
