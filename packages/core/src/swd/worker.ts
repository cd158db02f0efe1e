// What erases and programs the flash of a caught chip: code in its SRAM, or the probe by itself.

import type { Parallelism, Sector } from '../board/stm32f405.ts';
import type { Block, Range } from '../bytes.ts';
import type { TargetOptions } from '../target/target.ts';
import type { Request } from '../usb/link-failure.ts';

/** One piece of work: an erase, programming, or one after the other. */
export interface FlashJob {
  readonly what: Request;
  readonly erase?: Sector | undefined;
  /** Whole words; what is 0xFFFFFFFF is not programmed. */
  readonly block?: Block | undefined;
  readonly width: Parallelism;
}

/** Every call throws FlasherError. After a failure the chip must be caught anew. */
export interface FlashWorker {
  work(job: FlashJob, options?: TargetOptions): Promise<void>;
  /** Checksum of whole words by the chip itself, as the CRC unit makes it; absent where only reading is left. */
  checksum?(range: Range): Promise<number>;
}

/** The most bytes that a listener is given in one call. */
const maxBytes = 2048;

/** Tells `onBytes` of `bytes` in calls it can take. */
export function tellBytes({ onBytes }: TargetOptions, bytes: number): void {
  for (let told = 0; told < bytes; told += maxBytes) onBytes?.(Math.min(maxBytes, bytes - told));
}
