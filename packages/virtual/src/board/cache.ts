// Bytes that take long to make and are asked for again and again: a few of them are kept, and copies handed out.

/** Enough for the boards of one test file; a campaign of random boards is not slowed down by more. */
const most = 16;

/** `make`, but for arguments of the same `keyOf` the bytes are made once, as long as they are among the last ones asked for. */
export function cached<Parameters extends readonly unknown[]>(
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

/** How many contents {@link rememberedByBytes} keeps. */
const maxContents = 4;

/** The same results for the same bytes, as long as few others came in between. The results are shared: never write to them. */
export function rememberedByBytes<Result>(work: (bytes: Uint8Array) => Result): (bytes: Uint8Array) => Result {
  const known: { readonly bytes: Uint8Array; readonly result: Result }[] = [];
  return (bytes) => {
    const at = known.findIndex((entry) => sameBytes(entry.bytes, bytes));
    const [found = { bytes: bytes.slice(), result: work(bytes) }] = at < 0 ? [] : known.splice(at, 1);
    known.unshift(found);
    known.length = Math.min(known.length, maxContents);
    return found.result;
  };
}

/** Whole words first, which is several times as fast. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  if (a.byteOffset % 4 !== 0 || b.byteOffset % 4 !== 0) return a.every((byte, index) => byte === b[index]);
  const count = a.length >> 2;
  const [left, right] = [
    new Uint32Array(a.buffer, a.byteOffset, count),
    new Uint32Array(b.buffer, b.byteOffset, count),
  ];
  for (let i = 0; i < count; i++) if (left[i] !== right[i]) return false;
  for (let i = count * 4; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
