// What the steps of a plan take over SWD: typical flash times, and the cost model of transfers. Pure.

import { shortTransferMs } from '../board/cost-model.ts';
import { eraseMs, type Parallelism, programMs, typicalTimes } from '../board/stm32f405.ts';
import type { TargetTimes } from '../target/target.ts';

/** A command is two transfers. */
const commandMs = 2 * shortTransferMs;
/** A job: the order, its status, and two looks at it of two commands each. */
const jobMs = 6 * commandMs;
/** Bytes of one read, and its two commands. */
const readLength = 6144;
/** The CRC unit takes 35 ms for 256 KiB. */
const checksumMsPerByte = 35 / (256 * 1024);
/** A large sector is erased in a second, in which the queue fills. */
const fillMsPerByte: number = typicalTimes[32].erase[128] / (128 * 1024);
/** USB at full speed, in bytes per ms. */
const usbRate = 1_200;

export interface SwdPace {
  /** Clock in force. */
  readonly kHz: number;
  /** Clocks one word costs the probe. */
  readonly clocksPerWord: number;
  /** Comparing is done by the chip. */
  readonly checksums: boolean;
}

export function swdTimes(width: Parallelism, { kHz, clocksPerWord, checksums }: SwdPace): TargetTimes {
  const typical = typicalTimes[width];
  const transfer = (bytes: number) => Math.max(bytes / usbRate, ((bytes / 4) * clocksPerWord) / kHz);
  const read = (bytes: number) => 2 * Math.ceil(bytes / readLength) * commandMs + transfer(bytes);
  return {
    erase: (sector) => eraseMs(sector, typical),
    // What the transfer needs longer than the erase, or the flash longer than the transfer.
    program: (bytes) => Math.max(programMs(bytes, width, typical), transfer(bytes) - bytes * fillMsPerByte),
    read,
    compare: (bytes) => (checksums ? bytes * checksumMsPerByte : read(bytes)),
    seek: jobMs,
  };
}
