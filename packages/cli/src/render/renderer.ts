// What every renderer is: something events and lines are given to, which shows them its own way.

import type { UpdateEvent } from '@odflash/core';

export interface Renderer {
  event(event: UpdateEvent): void;
  /** One line of prose, above whatever is being redrawn. */
  line(text: string): void;
  /** Takes down what is being redrawn, because a person is asked something; the next event puts it up again. */
  pause(): void;
  /** Everything was done: the last picture shows it. */
  finish(): void;
  /** Leaves the last picture standing. */
  close(): void;
}
