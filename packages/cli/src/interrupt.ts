// What Ctrl-C means. Before the first change it stops at once; while the flash is being written the first one only says
// what stopping means, the second stops at the next block, the third does not wait for the board any more. While an axis is
// armed by this process nothing ends it before the axis was brought to idle.

import type { FlasherError } from '@odflash/core';

/** How an operation learns that a person wants it to stop. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
  /** Called when the first change is made to the board. */
  writingBegins(): void;
  /** Called when the board is whole again: stopping costs it nothing any more. */
  writingEnds(): void;
  /** An axis is armed here, or is not any more. */
  axis(name: string, held: boolean): void;
  /** Something failed and nothing caught it. False: nothing has to be put in order first, the process may end now. */
  failed(error: FlasherError): boolean;
  /** Takes what nothing catches while code of a person runs: true where it is an error of that code. Until this is disposed. */
  owned(take: (thrown: unknown) => boolean): Disposable;
  /** Whether what nothing caught is told as an error of such code. */
  isOwned(thrown: unknown): boolean;
  /** What {@link failed} received first: why the work was stopped. A request to stop is not a failure. */
  readonly failure: FlasherError | undefined;
  /** The person pressed Ctrl-C (a question hides the key from the system, so it is reported here). */
  pressed(): void;
}

interface Handlers {
  /** Says what stopping now would mean. */
  readonly warn: () => void;
  /** Says that these axes are brought to idle before anything ends. */
  readonly idling: (axes: readonly string[]) => void;
  /** Ends the process now: the operation did not stop when it was asked to. */
  readonly giveUp: () => void;
}

export function watchInterrupts(handlers: Handlers, source: NodeJS.Process = process): Interrupt {
  const controller = new AbortController();
  let writing = false;
  let warned = false;
  let failure: FlasherError | undefined;
  const held = new Set<string>();
  const owners = new Set<(thrown: unknown) => boolean>();
  const pressed = (): void => {
    if (controller.signal.aborted && held.size > 0) handlers.idling([...held]);
    else if (controller.signal.aborted) handlers.giveUp();
    else if (writing && !warned) {
      warned = true;
      handlers.warn();
    } else controller.abort();
  };
  // A shutdown cannot be asked to press twice: it stops at the next block.
  const terminated = (): void => controller.abort();
  // The terminal was closed: no person can answer, and a finished flash is better than half a one.
  const hungUp = (): void => {
    if (!writing) controller.abort();
  };
  const listeners = { SIGINT: pressed, SIGTERM: terminated, SIGHUP: hungUp } as const;
  for (const [name, listener] of Object.entries(listeners)) source.on(name, listener);
  return {
    signal: controller.signal,
    pressed,
    axis: (name, isHeld) => void (isHeld ? held.add(name) : held.delete(name)),
    owned(take) {
      owners.add(take);
      return { [Symbol.dispose]: () => void owners.delete(take) };
    },
    isOwned: (thrown) => [...owners].some((take) => take(thrown)),
    failed(error) {
      if (held.size === 0) return false;
      if (error.code !== 'aborted') failure ??= error;
      controller.abort();
      return true;
    },
    get failure() {
      return failure;
    },
    writingBegins: () => {
      writing = true;
    },
    writingEnds: () => {
      writing = false;
      warned = false;
    },
    [Symbol.dispose]: () => {
      for (const [name, listener] of Object.entries(listeners)) source.off(name, listener);
    },
  };
}
