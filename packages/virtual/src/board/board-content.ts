// What is in a board's memories when it is new, or when it returns from a store.

import { type BoardVersion, boardVersion } from '@odflash/core';
import { encodeOtp, mainFlash } from '@odflash/core/board';
import { type Chip, createChip, type UniqueId, uidFor } from '../chip/chip.ts';
import { chipModels } from '../chip/geometry.ts';
import type { BoardSettings } from '../faults/settings.ts';
import { romImage } from '../rom/memory-map.ts';
import { seededRandom } from '../time/random.ts';
import { factoryFlash, otherFirmware } from './factory-image.ts';
import type { Profile } from './profile.ts';
import { fromHex, type SavedBoard } from './store.ts';

/** The chip of that board: as it was kept, or fresh from the factory. */
export function populatedChip(profile: Profile, seed: number, saved: SavedBoard | undefined): Chip {
  const { settings, version } = profile;
  const content = saved
    ? {
        flash: saved.flash,
        otp: fromHex(saved.state.otp),
        options: saved.state.options,
        uid: saved.state.uid,
      }
    : {
        flash: flashOf(settings, version, seed),
        otp: otpOf(settings, version),
        options: settings.options,
        uid: uidOf(settings, seed),
      };
  const chip = createChip(chipModels[settings.chip], settings.quirks, seed, content);
  chip.systemMemory.set(romImage(settings.rom.version));
  return chip;
}

function uidOf(settings: BoardSettings, seed: number): UniqueId {
  const random = seededRandom(seed, 'unique id');
  return settings.serial ? uidFor(settings.serial, random) : [random.next(), random.next(), random.next()];
}

function flashOf(settings: BoardSettings, version: BoardVersion, seed: number): Uint8Array {
  if (settings.flash === 'factory') return factoryFlash(version, seed, settings.firmware, settings);
  const flash = new Uint8Array(mainFlash.length).fill(0xff);
  if (settings.flash === 'other') flash.set(otherFirmware(seed));
  return flash;
}

/** A record may stand in the first or the second 16 bytes. */
const otpBlock = 16;

/** Some other maker's record. */
const foreignRecord = new TextEncoder().encode('Mk4 rev B');

/** 528 bytes: the record, and the lock bytes, which ODrive leaves open. */
function otpOf(settings: BoardSettings, version: BoardVersion): Uint8Array {
  const otp = new Uint8Array(528).fill(0xff);
  if (settings.otp === 'foreign') otp.set(foreignRecord);
  if (settings.otp === 'corrected') {
    // Struck out: zeros over what was wrong. The firmware looks at the second place only up to 0.5.1.
    otp.fill(0, 0, 6);
    otp.set(encodeOtp(version).subarray(0, otpBlock), otpBlock);
  }
  const named = settings.otp === 'own' ? version : boardVersion(settings.otp);
  if (named) otp.set(encodeOtp(named));
  return otp;
}
