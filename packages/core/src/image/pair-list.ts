// Growing lists of pairs of 32-bit numbers, eight bytes a pair. Knows nothing of what they count.

/** Keys ascend; keys[count] is the end that {@link PairList.close} was told. */
export interface Pairs {
  readonly count: number;
  readonly keys: Uint32Array;
  readonly values: Uint32Array;
}

export interface PairList {
  push(key: number, value: number): void;
  /** The pairs so far, as views that the next push may leave behind. */
  close(end: number): Pairs;
}

export function pairList(): PairList {
  let keys: Uint32Array = new Uint32Array(64);
  let values: Uint32Array = new Uint32Array(64);
  let count = 0;
  return {
    push(key, value) {
      // One place stays free for the end that close() writes.
      if (count + 1 === keys.length) {
        keys = grown(keys, keys.length * 2);
        values = grown(values, values.length * 2);
      }
      keys[count] = key;
      values[count++] = value;
    },
    close(end) {
      keys[count] = end;
      return { count, keys, values };
    },
  };
}

/** The same numbers with room for more. */
export function grown<T extends Uint8Array | Uint32Array>(old: T, length: number): T {
  const larger = (old instanceof Uint8Array ? new Uint8Array(length) : new Uint32Array(length)) as T;
  larger.set(old);
  return larger;
}

/** Index of the last pair whose key is at most `limit`; 0 if there is none. */
export function lastAtMost({ count, keys }: Pairs, limit: number): number {
  let low = 0;
  for (let high = count - 1; low < high; ) {
    const middle = (low + high + 1) >>> 1;
    if ((keys[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
