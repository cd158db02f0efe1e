// SHA-256 (FIPS 180-4), synchronous. Why our own: crypto.subtle answers asynchronously, on a thread of the platform, so a
// run on virtual time would depend on real I/O; and core knows no Node modules.

import { hexBytes } from '../bytes.ts';

/** Bytes. */
const blockLength = 64;

const roundConstants: Int32Array = fractionBits(64, Math.cbrt);
const initialState: Int32Array = fractionBits(8, Math.sqrt);

/** First 32 bits of the fractional parts of a root of the first primes (FIPS 180-4 §4.2.2, §5.3.3). */
function fractionBits(count: number, root: (value: number) => number): Int32Array {
  const bits = new Int32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) bits[found++] = ((root(candidate) % 1) * 0x1_0000_0000) | 0;
  }
  return bits;
}

/** SHA-256 of all pieces, one after the other: 32 bytes. */
export function sha256(...pieces: readonly Uint8Array[]): Uint8Array {
  const state = initialState.slice();
  const block = new Uint8Array(blockLength);
  const words = new Int32Array(64);
  let used = 0;
  let total = 0;
  for (const piece of pieces) {
    total += piece.length;
    for (let at = 0; at < piece.length; ) {
      const taken = Math.min(blockLength - used, piece.length - at);
      if (taken === blockLength) compress(state, piece, at, words);
      else {
        block.set(piece.subarray(at, at + taken), used);
        used += taken;
        if (used === blockLength) {
          compress(state, block, 0, words);
          used = 0;
        }
      }
      at += taken;
    }
  }
  finish(state, block, words, used, total);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  state.forEach((word, index) => {
    view.setInt32(index * 4, word);
  });
  return digest;
}

/** SHA-256 of all pieces as 64 lower-case hex digits. */
export function sha256Hex(...pieces: readonly Uint8Array[]): string {
  return hexBytes(sha256(...pieces), '');
}

/** The padding: one bit, zeros, the length in bits as 64 bits (FIPS 180-4 §5.1.1). */
function finish(state: Int32Array, block: Uint8Array, words: Int32Array, used: number, total: number): void {
  block.fill(0, used);
  block[used] = 0x80;
  if (used >= 56) {
    compress(state, block, 0, words);
    block.fill(0);
  }
  const view = new DataView(block.buffer);
  view.setUint32(56, Math.floor(total / 0x2000_0000));
  view.setUint32(60, (total * 8) >>> 0);
  compress(state, block, 0, words);
}

/**
 * The block of `bytes` at `start` (FIPS 180-4 §6.2.2). Names of the working variables are the standard's. Plain variables and
 * no arrays, because half a MiB of flash is hashed before a board is changed.
 */
function compress(state: Int32Array, bytes: Uint8Array, start: number, words: Int32Array): void {
  schedule(bytes, start, words);
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + (roundConstants[t] ?? 0) + (words[t] ?? 0)) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + sum0 + majority) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

function schedule(bytes: Uint8Array, start: number, words: Int32Array): void {
  for (let t = 0, at = start; t < 16; t++, at += 4) {
    words[t] =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  }
  for (let t = 16; t < 64; t++) {
    const w15 = words[t - 15] ?? 0;
    const w2 = words[t - 2] ?? 0;
    const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
    const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
    words[t] = ((words[t - 16] ?? 0) + s0 + (words[t - 7] ?? 0) + s1) | 0;
  }
}
