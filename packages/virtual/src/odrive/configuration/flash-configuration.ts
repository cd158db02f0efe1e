// The configuration that lies in a flash, as plain values, without a firmware that runs: for tests that must know what is
// stored, and for those in which it is changed by other means than odflash.

import type { BoardVersion } from '@odflash/core';
import type { PropertyValue } from '@odflash/core/odrive';
import { describe, resetValues, zeroOf } from '../descriptors.ts';
import { identifyFirmware } from '../image.ts';
import { type FirmwareTraits, traitsOf } from '../releases.ts';
import { applySteps, eraseSteps, readRecord, storeSteps } from './nvm.ts';
import { decodeConfiguration, encodeConfiguration } from './stored-configuration.ts';

/** The release of the whole ODrive firmware in `flash`, 1 MiB; `undefined` if there is none, or only parts of one. */
export function installedRelease(flash: Uint8Array): string | undefined {
  const image = identifyFirmware(flash);
  return image === undefined || image === 'damaged' ? undefined : image.traits.release;
}

/** Values by path. */
export type ConfigurationValues = ReadonlyMap<string, PropertyValue>;

/**
 * What firmware of that release (`0.5.6`) would load from `flash`, 1 MiB; `undefined` if nothing is stored, or nothing of
 * its layout. Throws RangeError for a release that no virtual board runs.
 */
export function storedConfiguration(flash: Uint8Array, release: string): ConfigurationValues | undefined {
  const traits = known(release);
  return decodeConfiguration(describe(traits).tree, traits, readRecord(flash));
}

/** What firmware of that release has on that board when it has loaded nothing. Values that are 0 or false are left out. */
export function defaultConfiguration(board: BoardVersion, release: string): ConfigurationValues {
  return resetValues(known(release), board);
}

/** Stores these values in `flash` as firmware of that release does; a path without a value is stored as 0 or false. */
export function storeConfiguration(flash: Uint8Array, release: string, values: ConfigurationValues): void {
  const traits = known(release);
  const record = encodeConfiguration(
    describe(traits).tree,
    traits,
    ({ path, type }) => values.get(path) ?? zeroOf(type),
  );
  applySteps(flash, storeSteps(flash, record));
}

/** Erases what is stored, as erase_configuration() does. */
export function eraseConfiguration(flash: Uint8Array): void {
  applySteps(flash, eraseSteps());
}

function known(release: string): FirmwareTraits {
  const traits = traitsOf(release);
  if (!traits) throw new RangeError(`no virtual board runs firmware ${release}`);
  return traits;
}
