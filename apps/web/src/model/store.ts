// A value that is replaced, and who wants to know of it.

export interface Store<T> {
  readonly value: T;
  /** Replaces members of the value. */
  set(change: Partial<T>): void;
  /** Calls back after every change until the function that it returns is called. */
  watch(listener: () => void): () => void;
}

export function createStore<T extends object>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set: (change) => {
      value = { ...value, ...change };
      for (const listener of listeners) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
