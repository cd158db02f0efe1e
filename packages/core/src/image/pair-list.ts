// Growing lists of pairs of 32-bit numbers, eight bytes a pair. Knows nothing of what they count.

/** Keys ascend; keys[count] is the end that was given to {@link PairList.close}. */
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

/** `room` is how many pairs are expected; more fit too. */
export function pairList(room: number): PairList {
  let keys: Uint32Array = new Uint32Array(Math.ceil(room) + 2);
  let values: Uint32Array = new Uint32Array(keys.length);
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

function grown(old: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
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
