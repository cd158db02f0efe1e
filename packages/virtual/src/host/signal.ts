// A promise to wait on that can be renewed: NAK, until it is opened.

export interface Signal {
  /** Resolves at the next {@link open}. */
  wait(): Promise<void>;
  open(): void;
}

export function createSignal(): Signal {
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  return {
    wait: () => {
      if (!waiting) {
        let resolve: () => void = () => undefined;
        const promise = new Promise<void>((settle) => {
          resolve = settle;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
    open: () => {
      waiting?.resolve();
      waiting = undefined;
    },
  };
}

/** The next opening of the gate; rejects when the host gives up or the device leaves. */
export function opened(gate: Signal, cancel: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancel.reason);
    if (cancel.aborted) return stop();
    cancel.addEventListener('abort', stop, { once: true });
    void gate.wait().then(() => {
      cancel.removeEventListener('abort', stop);
      resolve();
    });
  });
}
