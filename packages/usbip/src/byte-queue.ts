// Bytes of a stream, waiting until there are enough of them. One growing buffer rather than a list of chunks: a sender
// that trickles single bytes costs linear time and at most twice the memory of what waits. Knows no protocol.

export interface ByteQueue {
  /** Bytes waiting. */
  readonly length: number;
  push(chunk: Uint8Array): void;
  /** A view of the first `count` bytes, which stay; the next push may overwrite it. The caller has checked {@link length}. */
  peek(count: number): Uint8Array;
  /** Takes a copy of the first `count` bytes away. The caller has checked {@link length}. */
  take(count: number): Uint8Array;
}

const smallest = 4096;

export function byteQueue(): ByteQueue {
  let storage = new Uint8Array(smallest);
  let start = 0;
  let end = 0;

  /** Room for `count` more bytes behind `end`, by moving what waits to the front of this or a larger buffer. */
  function makeRoom(count: number): void {
    if (end + count <= storage.length) return;
    const waiting = storage.subarray(start, end);
    const needed = waiting.length + count;
    if (needed > storage.length) {
      const larger = new Uint8Array(Math.max(needed, storage.length * 2));
      larger.set(waiting);
      storage = larger;
    } else {
      storage.copyWithin(0, start, end);
    }
    end -= start;
    start = 0;
  }

  return {
    get length() {
      return end - start;
    },
    push(chunk) {
      makeRoom(chunk.length);
      storage.set(chunk, end);
      end += chunk.length;
    },
    peek: (count) => storage.subarray(start, start + count),
    take(count) {
      const bytes = storage.slice(start, start + count);
      start += count;
      if (start === end) {
        start = 0;
        end = 0;
        // One long transfer must not keep its room for the life of the connection.
        if (storage.length > 16 * smallest) storage = new Uint8Array(smallest);
      }
      return bytes;
    },
  };
}
