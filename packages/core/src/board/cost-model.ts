// The cost model of every speed figure: what one USB transfer costs, apart from what the flash itself takes.
// One file, so that plan, virtual host and benchmarks count alike. Measured orders of magnitude: full-speed EP0 moves a
// 2 KiB data stage in 2-4 ms, a short control transfer takes 0.2-1 ms of host scheduling.

/** A control transfer with no or a few data bytes. */
export const shortTransferMs = 0.5;

/** A 2 KiB DNLOAD with its two GETSTATUS polls costs 5 ms, a 2 KiB UPLOAD 5 ms. */
export const blockMs = 5;

const blockLength = 2048;

/** What a bulk transfer moves in a millisecond: 1.2 MB/s at full speed; at high speed the probe's SWD is slower anyway. */
const bulkBytesPerMs = { full: 1200, high: 30_000 } as const;

/** The data of a bulk transfer of `length` bytes, without {@link shortTransferMs}. */
export function bulkDataMs(length: number, speed: keyof typeof bulkBytesPerMs): number {
  return length / bulkBytesPerMs[speed];
}

/** One UPLOAD (or any control read) of `length` bytes. */
export function controlInMs(length: number): number {
  return shortTransferMs + (blockMs - shortTransferMs) * (length / blockLength);
}

/** One DNLOAD (or any control write) of `length` bytes, without its polls. */
export function controlOutMs(length: number): number {
  return shortTransferMs + (blockMs - 3 * shortTransferMs) * (length / blockLength);
}
