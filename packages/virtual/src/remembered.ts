// Bytes that take long to make and are asked for again and again: a few of them are kept, and copies handed out.

/** Enough for the boards of one test file; a campaign of random boards is not slowed down by more. */
const most = 16;

/** `make`, but for arguments of the same `keyOf` the bytes are made once, as long as they are among the last ones asked for. */
export function remembered<Parameters extends readonly unknown[]>(
  keyOf: (...parameters: Parameters) => string,
  make: (...parameters: Parameters) => Uint8Array,
): (...parameters: Parameters) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  return (...parameters) => {
    const key = keyOf(...parameters);
    const bytes = kept.get(key) ?? make(...parameters);
    kept.delete(key);
    kept.set(key, bytes);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return bytes.slice();
  };
}
