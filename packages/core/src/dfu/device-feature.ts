// The ROM's "Device Feature": four virtual bytes that say which supply the flash may reckon with, and so how many bits
// it programs at once (AN2606 §4.4, AN3156 §6). Lost at every reset of the device.

import { deviceFeature, type Parallelism } from '../board/stm32f405.ts';
import { firstDifference } from '../bytes.ts';
import { vectorTable } from '../image/vector.ts';
import { retryPolicy } from '../retry.ts';
import type { WidthQuestion } from '../target/target.ts';
import { alternateFor } from './connection.ts';
import { readTwice, writeRange } from './memory-access.ts';
import type { Wire } from './wire.ts';

/** Exactly these bytes; the ROM refuses other values. Voltage range 0: x8, 2: x16, 3: x32. */
const featureBytes: Readonly<Record<Parallelism, Uint8Array>> = {
  8: Uint8Array.of(0x00, 0xff, 0xff, 0xff),
  16: Uint8Array.of(0x02, 0xff, 0xff, 0xff),
  32: Uint8Array.of(0x03, 0xff, 0xff, 0xff),
};

/**
 * A bus reset in the middle of asking sends the four bytes of the question to where the bootloader's pointer stands after
 * it, the vectors. That clears no bit of a stack pointer that is a multiple of 256, as ODrive's is; and it does not matter
 * where nothing would start and the sector is going to be erased.
 */
export function widestToAsk({ vectors, erasesVectors }: WidthQuestion): Parallelism {
  return vectors[0] === 0 || (erasesVectors && !vectorTable(vectors).plausible) ? 32 : 8;
}

const maxWrites = retryPolicy('width-write').attempts;

const widths: readonly Parallelism[] = [8, 16, 32];

/** The width the device says is in force: x8 for a value that was never written, `undefined` if it will not say. */
async function widthInForce(wire: Wire): Promise<Parallelism | undefined> {
  const found = await readTwice(wire, deviceFeature);
  return widths.find((width) => firstDifference(featureBytes[width], found) < 0);
}

/**
 * Asks the device for a program width and resolves with the one proved by reading back; x8, which every supply allows, if
 * the device has no such switch, refuses it or does not keep it. Throws only if the device is lost.
 */
export async function setParallelism(wire: Wire, wanted: Parallelism): Promise<Parallelism> {
  if (alternateFor(wire.bootloader, deviceFeature.address) === undefined) return 8;
  try {
    let width = await widthInForce(wire);
    for (let writes = 0; width !== wanted && writes < maxWrites; writes += 1) {
      await writeRange(wire, { address: deviceFeature.address, data: featureBytes[wanted] });
      width = await widthInForce(wire);
    }
    return width ?? 8;
  } catch {
    // errTARGET and the like: this bootloader has no such switch, and is left in dfuERROR. A device that is lost says so again.
    await wire.attempt((session) => session.synchronise());
    return 8;
  }
}
