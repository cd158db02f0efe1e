// A promise to wait on that can be renewed: NAK, until somebody opens.

export interface Gate {
  /** Resolves at the next {@link open}. */
  wait(): Promise<void>;
  open(): void;
}

export function createGate(): Gate {
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
