// The engine's questions, one at a time: shown, and answered by the person at the page.

import type { Ask, Question } from '@odflash/core/ask';

export interface Asking {
  /** Answers for one operation; rejects with the signal's reason when it is stopped. */
  ask(signal: AbortSignal): Ask;
  /** What a person says to the question that is shown. */
  answer(text: string): void;
}

/** `show` gets each question, and `undefined` when it is answered or withdrawn. */
export function createAsking(show: (question: Question | undefined) => void): Asking {
  let settle: ((answer: string) => void) | undefined;
  return {
    ask: (signal) => (question) =>
      new Promise<string>((resolve, reject) => {
        const end = () => {
          settle = undefined;
          signal.removeEventListener('abort', stop);
          show(undefined);
        };
        const stop = () => {
          end();
          reject(signal.reason);
        };
        settle = (answer) => {
          end();
          resolve(answer);
        };
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        show(question);
      }),
    answer: (text) => settle?.(text),
  };
}
