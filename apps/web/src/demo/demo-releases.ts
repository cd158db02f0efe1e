// Firmware for virtual boards: what the virtual factory makes, for any board and release. None of it is ODrive's code.

import type { BoardVersion, Clock } from '@odflash/core';
import { boardVersions, mainFlash } from '@odflash/core/board';
import { writeImage } from '@odflash/core/image';
import { factoryFirmware, type Profile } from '@odflash/virtual';
import type { OwnReleases } from '../platform/platform.ts';

/** Newest first, as ODrive published them. */
const versions = ['0.5.6', '0.5.5', '0.5.4', '0.5.1', '0.4.12'];
/** Another one than that of the board's own flash, so that there is something to do. */
const seed = 2;
const length = 204_812;
/** A download comes in a task of its own; with the making of the file in the same one, the page would not answer for too long. */
const downloadMs = 50;

export function demoReleases(profile: Profile, clock: Clock): OwnReleases {
  const nameFor = ({ name }: BoardVersion) => `ODriveFirmware_${name}.hex`;
  const of = (board: BoardVersion) => versions.map((version) => ({ version, name: nameFor(board), prerelease: false }));
  return {
    all: async () => of(profile.version),
    releases: async (board) => of(board),
    fetch: async ({ name, version }) => {
      const board = boardVersions.find((each) => nameFor(each) === name) ?? profile.version;
      const data = factoryFirmware(board, seed, length, version);
      const bytes = writeImage({ segments: [{ address: mainFlash.address, data }] }, 'intel-hex');
      await clock.sleep(downloadMs);
      return { bytes, verified: 'mirror' };
    },
  };
}
