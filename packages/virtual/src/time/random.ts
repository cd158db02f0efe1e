// Chance that repeats: the same seed gives the same numbers on every machine. Not for secrets.

/** Numbers that are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next(): number;
  /** A whole number from 0 to `limit` - 1; 0 if `limit` is 0. */
  below(limit: number): number;
  /** True or false alike. */
  coin(): boolean;
  /** Fills `bytes` and returns them. */
  fill(bytes: Uint8Array): Uint8Array;
}

/** A generator of its own (sfc32, by Chris Doty-Humphrey) for `seed`, any number, and a `purpose` that keeps streams apart. */
export function seededRandom(seed: number, purpose = ''): Random {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = Math.trunc(seed / 2 ** 32) | 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const letter of purpose) {
    a ^= letter.codePointAt(0) ?? 0;
    next();
  }
  for (let round = 0; round < 12; round++) next();
  return {
    next,
    below: (limit) => (limit > 0 ? Math.floor((next() / 2 ** 32) * limit) : 0),
    coin: () => next() < 2 ** 31,
    fill: (bytes) => {
      for (let i = 0; i < bytes.length; i += 4) {
        const word = next();
        bytes[i] = word;
        bytes[i + 1] = word >>> 8;
        bytes[i + 2] = word >>> 16;
        bytes[i + 3] = word >>> 24;
      }
      return bytes;
    },
  };
}
