// A board that runs ODrive firmware and has been set up, and the firmware it is updated to.

import { boardVersion, type MemoryImage, readImage } from '@odflash/core';
import { firmwareSectors, mainFlash } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { createVirtualBoard, factoryFirmware, virtualClock } from '@odflash/virtual';
import type { Shape } from '../types.ts';

/** Firmware by board, release and number. */
export interface OdriveFirmware {
  /** `v3.6-56V` */
  readonly board: string;
  readonly release: string;
  readonly seed: number;
  readonly length: number;
}

/** The firmware of that number a board is updated to. */
export function nextOdrive(profile: string, { pieces }: Shape, seed: number): OdriveFirmware {
  const [board = ''] = profile.split(',');
  const [, length] = pieces[0] ?? [0, 0];
  return { board, release: newRelease, seed, length };
}

/** Releases a board may come with; their configurations can be carried to the one below. */
export const oldReleases: readonly string[] = ['0.5.3', '0.5.4', '0.5.5', '0.5.6'];
/** Releases that a few boards still run. */
export const ancientReleases: readonly string[] = ['0.4.12', '0.5.1', '0.5.2'];
/** Every release that a flash may hold, the oldest first. */
export const allReleases: readonly string[] = [...ancientReleases, ...oldReleases];
/** What boards are updated to. */
export const newRelease = '0.5.6';

const images = new Map<string, MemoryImage>();

export function odriveImage({ board, release, seed, length }: OdriveFirmware): MemoryImage {
  const key = [board, release, seed, length].join();
  const known = images.get(key);
  if (known) return known;
  const version = boardVersion(board);
  if (!version) throw new RangeError(`there is no board ${board}`);
  const image = readImage(factoryFirmware(version, seed, length, release));
  images.set(key, image);
  return image;
}

function odriveBlocks(firmware: OdriveFirmware): readonly Block[] {
  return odriveImage(firmware).segments;
}

const configurations = new Map<string, Uint8Array>();
/** Where the configuration sectors begin in the flash. */
export const configurationOffset: number = firmwareSectors.reduce((sum, { length }) => sum + length, 0);

/** The configuration sectors of a board with that firmware that has been set up. */
function configurationOf({ board, release }: OdriveFirmware): Uint8Array {
  const key = [board, release].join();
  const made =
    configurations.get(key) ??
    createVirtualBoard(`${board},firmware=${release}`, { clock: virtualClock() }).flash.slice(configurationOffset);
  configurations.set(key, made);
  return made;
}

/** Puts that firmware and a configuration for it on an erased flash. */
export function populateOdrive(flash: Uint8Array, firmware: OdriveFirmware): void {
  for (const { address, data } of odriveBlocks(firmware)) flash.set(data, address - mainFlash.address);
  flash.set(configurationOf(firmware), configurationOffset);
}
