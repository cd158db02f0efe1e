// Memory-mapped registers, a word each, and registers that only remember what was written to them.

export interface RegisterBlock {
  readonly base: number;
  readonly length: number;
  /** Writing a value that is there already changes nothing. */
  readonly remembers?: boolean | undefined;
  /** `offset` is a multiple of 4. */
  read(offset: number): number;
  /** Throws BusError where the hardware answers with one. */
  write(offset: number, value: number): void;
  /** What a system reset does to it. */
  reset(): void;
}

/** Registers as plain storage, with the values some of them have after a reset. */
export function plainRegisters(
  base: number,
  length: number,
  defaults: readonly (readonly [number, number])[] = [],
): RegisterBlock {
  const values = new Map(defaults);
  return {
    base,
    length,
    remembers: true,
    read: (offset) => values.get(offset) ?? 0,
    write: (offset, value) => void values.set(offset, value),
    reset: () => {
      values.clear();
      for (const [offset, value] of defaults) values.set(offset, value);
    },
  };
}
