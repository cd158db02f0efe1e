// What a board has in its flash when it is delivered: a firmware that looks like ODrive's to everything but a processor,
// and a stored configuration. Made from a seed; none of it is ODrive's code.

import type { BoardVersion } from '@odflash/core';
import { ccm, mainFlash, sram } from '@odflash/core/board';
import {
  type FactoryHabits,
  noHabits,
  storeFactoryConfiguration,
} from '../odrive/configuration/factory-configuration.ts';
import { stampFirmware } from '../odrive/image.ts';
import { latestRelease } from '../odrive/releases.ts';
import { seededRandom } from '../time/random.ts';
import { cached } from './cache.ts';

/** Vector table of the STM32F405: 16 system vectors and 82 interrupts (RM0090 table 62). */
const vectorCount = 98;
/** ODrive's linker leaves a gap after the ARM unwind table. */
const codeOffset = 0x190;
const stringsOffset = 0x2000;
/** Bytes of the start-up code with its literal pool, at most. */
const startUpRoom = 0x60;
const defaultLength = 204_812;

/** The texts a USB descriptor is made of; they name the board without its voltage. */
function odriveStrings(version: BoardVersion): readonly string[] {
  const board = `ODrive ${version.major}.${version.minor}`;
  return ['ODrive Robotics', `${board} CDC Interface`, `${board} Native Interface`];
}

/**
 * A firmware image for 0x08000000: vector table, about 200 KiB of noise for code, the USB strings of that board, and what
 * names the release. `seed` distinguishes one firmware from another. `length` is a multiple of 4, at least 16 KiB.
 */
export function factoryFirmware(
  version: BoardVersion,
  seed: number,
  length: number = defaultLength,
  release: string = latestRelease,
): Uint8Array {
  return madeFirmware(version, seed, length, release);
}

const madeFirmware = cached(
  (version: BoardVersion, ...rest: readonly [number, number, string]) => [version.name, ...rest].join(),
  makeFirmware,
);

function makeFirmware(version: BoardVersion, seed: number, length: number, release: string): Uint8Array {
  const random = seededRandom(seed, `firmware ${version.name}`);
  const image = random.fill(new Uint8Array(length));
  image.fill(0xff, 4 * vectorCount, codeOffset);
  const view = new DataView(image.buffer);
  view.setUint32(0, sram.address + sram.length, true);
  for (let vector = 1; vector < vectorCount; vector++) {
    const handler = codeOffset + 2 * random.below((stringsOffset - codeOffset) / 2);
    // The literal pool of the start-up code follows the reset handler, and must not reach into the strings.
    const room = vector === 1 && handler > stringsOffset - startUpRoom ? startUpRoom : 0;
    view.setUint32(4 * vector, mainFlash.address + handler - room + 1, true);
  }
  image.set(new TextEncoder().encode(`${odriveStrings(version).join('\0')}\0`), stringsOffset);
  stampFirmware(image, version, release);
  return image;
}

/** A firmware that is not ODrive's: starts, but offers no USB. */
export function otherFirmware(seed: number, length = 32_768): Uint8Array {
  const image = seededRandom(seed, 'other firmware').fill(new Uint8Array(length));
  const view = new DataView(image.buffer);
  view.setUint32(0, ccm.address + ccm.length, true);
  view.setUint32(4, mainFlash.address + codeOffset + 1, true);
  return image;
}

/** 1 MiB as delivered: the firmware, and a configuration that a person has saved twice. */
export function factoryFlash(
  version: BoardVersion,
  seed: number,
  release: string = latestRelease,
  habits: FactoryHabits = noHabits,
): Uint8Array {
  return madeFlash(version, seed, release, habits);
}

const madeFlash = cached(
  (version: BoardVersion, seed: number, release: string, { startup, calibration }: FactoryHabits) =>
    [version.name, seed, release, startup, calibration].join(),
  makeFlash,
);

function makeFlash(version: BoardVersion, seed: number, release: string, habits: FactoryHabits): Uint8Array {
  const flash = new Uint8Array(mainFlash.length).fill(0xff);
  flash.set(factoryFirmware(version, seed, defaultLength, release));
  storeFactoryConfiguration(flash, seed, habits);
  return flash;
}
