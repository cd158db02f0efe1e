// AbortControllers that were not aborted, for use again: making one costs more than the rest of a transfer.

export interface Controllers {
  take(): AbortController;
  /** Every listener to its signal must have stopped. */
  giveBack(controller: AbortController): void;
}

export function spareControllers(): Controllers {
  const spare: AbortController[] = [];
  return {
    take: () => spare.pop() ?? new AbortController(),
    giveBack: (controller) => {
      if (!controller.signal.aborted) spare.push(controller);
    },
  };
}
