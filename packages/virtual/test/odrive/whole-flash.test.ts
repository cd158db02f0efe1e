// A board runs the firmware that its whole flash holds, and nothing that is half of one and half of another.

import { boardVersion } from '@odflash/core';
import { firmwareSectors, mainFlash } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { factoryFirmware, installedRelease, otherFirmware } from '../../src/index.ts';
import { identifyFirmware } from '../../src/odrive/image.ts';
import { scaleLiteral } from '../../src/odrive/motor/bus-scale.ts';
import { bench, runtimeOf } from './bench.ts';

/** Whether a board gets to USB after `change` was made to its flash. */
async function runsAfter(profile: string, change: (flash: Uint8Array) => void): Promise<boolean> {
  const it = bench(profile, 'linux', ({ flash }) => change(flash));
  it.board.powerCycle();
  return (await runtimeOf(it)) !== undefined;
}

it('firmware of every seed tells its release: the start-up code never reaches into the strings', () => {
  // The reset handlers of 113, 124 and 261 were drawn right before the strings.
  for (const seed of [113, 124, 261, ...Array.from({ length: 60 }, (_, index) => index)]) {
    const flash = new Uint8Array(mainFlash.length).fill(0xff);
    flash.set(factoryFirmware(boardVersion('v3.5-24V')!, seed, 24_576, '0.5.6'));
    expect(installedRelease(flash), `seed ${seed}`).toBe('0.5.6');
  }
});

describe('firmware of which other sectors were overwritten', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('does not run: %s, sectors 1 to 6 another program', async (release) => {
    const profile = `v3.6-56V,firmware=${release}`;
    expect(await runsAfter(profile, () => undefined)).toBe(true);
    const program = otherFirmware(3, 0x5_c000);
    expect(await runsAfter(profile, (flash) => flash.set(program, 0x4000))).toBe(false);
  });

  it('does not run whichever of its sectors lost a bit, and runs with anything behind its end', async () => {
    const length = factoryFirmware(boardVersion('v3.6-56V')!, 1).length;
    for (const sector of firmwareSectors) {
      const at = sector.address - mainFlash.address + 0x3000;
      const flip = (flash: Uint8Array) => flash.set([(flash[at] ?? 0) ^ 1], at);
      expect(await runsAfter('v3.6-56V', flip), `sector ${sector.index}`).toBe(at >= length);
    }
  });

  it('runs again when the rest is written back', async () => {
    const it = bench('v3.6-56V');
    const rest = it.board.flash.slice(0x8000, 0x1_0000);
    it.board.flash.fill(0, 0x8000, 0x1_0000);
    it.board.powerCycle();
    expect(await runtimeOf(it)).toBeUndefined();
    it.board.flash.set(rest, 0x8000);
    it.board.powerCycle();
    expect(await runtimeOf(it)).toBeDefined();
  });
});

describe('an image without the checksum of virtual boards', () => {
  const genuine = (release: string, change: (image: Uint8Array) => void = () => undefined) => {
    const image = factoryFirmware(boardVersion('v3.6-56V')!, 5, undefined, release).slice();
    image.fill(0x20, Buffer.from(image).indexOf(' Native Interface\0') + 18, 0x2100);
    change(image);
    return identifyFirmware(image);
  };
  const scaleAt = (image: Uint8Array) => Buffer.from(image).indexOf(scaleLiteral(19));

  it('is whole as long as it has what every real image has', () => {
    expect(genuine('0.5.6')).toMatchObject({ traits: { release: '0.5.6' } });
    expect(genuine('0.4.12')).toMatchObject({ traits: { release: '0.4.12' } });
  });

  it.each(['0.4.12', '0.5.6'])('is a mixture if its bus voltage scale is missing, or there twice: %s', (release) => {
    expect(genuine(release, (image) => image.fill(0, scaleAt(image), scaleAt(image) + 4))).toBe('damaged');
    expect(genuine(release, (image) => image.set(scaleLiteral(11), 0x3500))).toBe('damaged');
  });

  it('is a mixture if it says one board and measures the bus of another', () => {
    expect(genuine('0.5.6', (image) => image.set(scaleLiteral(11), scaleAt(image)))).toBe('damaged');
  });

  it('that tells its voltage by its scale alone is taken for the board of that voltage', () => {
    expect(genuine('0.4.12')).toMatchObject({ board: { name: 'v3.6-56V' }, divider: 19 });
  });
});
