// What happens to configurations: the one a board had when an attempt began must be on the board or on the disk when it
// ends, and no board may have got the one of another.

import { boardVersion } from '@odflash/core';
import { configurationRange, mainFlash } from '@odflash/core/board';
import { parseBackup } from '@odflash/core/configuration';
import {
  type ConfigurationValues,
  defaultConfiguration,
  installedRelease,
  storedConfiguration,
} from '@odflash/virtual';
import { allReleases } from '../scenario/odrive-firmware.ts';
import { blocksIn, type Disk, isConfigurationFile } from '../testbed/disk.ts';
import { isAmong } from './blocks.ts';

const offset = configurationRange.address - mainFlash.address;
const sectorsOf = (flash: Uint8Array) => flash.subarray(offset, offset + configurationRange.length);

interface Stored {
  readonly release: string;
  readonly values: ConfigurationValues;
}

/** What is stored in a flash, and for which release; `undefined` if nothing that any of them would load. */
function storedFor(flash: Uint8Array): Stored | undefined {
  for (const release of [...allReleases].reverse()) {
    const values = storedConfiguration(flash, release);
    if (values) return { release, values };
  }
  return undefined;
}

/** The values that are stored in a flash. */
export function storedOn(flash: Uint8Array): ConfigurationValues | undefined {
  return storedFor(flash)?.values;
}

/** True if what is stored is in the units of 0.4, which are not carried to a newer firmware: people are informed, and save it. */
export function isInOldUnits(flash: Uint8Array): boolean {
  return storedFor(flash)?.release.startsWith('0.4.') === true;
}

/** True if there is a firmware in the flash that does not load what is stored there. */
export function isUnread(flash: Uint8Array): boolean {
  const release = installedRelease(flash);
  return release !== undefined && storedConfiguration(flash, release) === undefined;
}

/** The values of every configuration file on the disk that can be read. */
export function savedOn({ files }: Disk): readonly ReadonlyMap<string, unknown>[] {
  return [...files].flatMap(([name, bytes]) => {
    if (!isConfigurationFile(name)) return [];
    try {
      return [parseBackup(bytes).values];
    } catch {
      return [];
    }
  });
}

export interface ConfigurationCase {
  readonly disk: Disk;
  /** `v3.6-56V` */
  readonly board: string;
  /** The flash at the beginning of the attempt, and now. */
  readonly before: Uint8Array;
  readonly flash: Uint8Array;
}

/** True if the bytes of the configuration are not what they were. */
export function hasChanged({ before, flash }: ConfigurationCase): boolean {
  return Buffer.compare(sectorsOf(before), sectorsOf(flash)) !== 0;
}

/** How the configuration that was on the board was lost from board and disk, if it was. */
export function lostConfiguration(it: ConfigurationCase): string | undefined {
  const stored = storedOn(it.before);
  const now = storedOn(it.flash);
  if (!stored || !hasChanged(it) || (now && isHeldBy(stored, now))) return undefined;
  return unsavedConfiguration(it);
}

/** What is missing on the disk of the configuration that was on the board when the attempt began. */
export function unsavedConfiguration(it: Omit<ConfigurationCase, 'flash'>): string | undefined {
  const stored = storedOn(it.before);
  if (!stored) return undefined;
  const saved = savedOn(it.disk);
  if (saved.some((values) => isHeldBy(stored, values))) return undefined;
  const raw = { address: configurationRange.address, data: sectorsOf(it.before) };
  const images = [...it.disk.files].flatMap(([name, bytes]) => (name.endsWith('.dfu') ? (blocksIn(bytes) ?? []) : []));
  if (isAmong(raw, images)) return undefined;
  const strange = [new Map<string, unknown>(), ...saved].map((values) => notOf(stored, values, it.board));
  const closest = strange.reduce((least, paths) => (paths.length < least.length ? paths : least));
  return closest.length === 0 ? undefined : `no file contains what was stored: ${closest.slice(0, 3).join(', ')}`;
}

function isHeldBy(stored: ConfigurationValues, values: ReadonlyMap<string, unknown>): boolean {
  return [...stored].every(([path, value]) => isSame(values.get(path), value));
}

/**
 * What a restore that was interrupted does not account for: it leaves the values of a file, and the defaults of the firmware
 * where it has not been yet.
 */
function notOf(stored: ConfigurationValues, saved: ReadonlyMap<string, unknown>, board: string): readonly string[] {
  const version = boardVersion(board);
  const defaults = version ? allReleases.map((release) => defaultConfiguration(version, release)) : [];
  return [...stored].flatMap(([path, value]) => {
    const nothing = typeof value === 'boolean' ? false : 0;
    const isDefault = defaults.some((values) => isSame(values.get(path) ?? nothing, value));
    return isDefault || isSame(saved.get(path), value) ? [] : [`${path} ${value}`];
  });
}

/** Files have numbers as text, boards as single-precision floats. References to endpoints are written in another way. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'object' || typeof b === 'object') return true;
  if (typeof a === 'number' && typeof b === 'number') return Object.is(Math.fround(a), Math.fround(b)) || a === b;
  return String(a) === String(b);
}
