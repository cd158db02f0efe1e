// What the ROM was recorded to show of itself on USB.

import { expect } from 'vitest';
import { serialOf } from '../../src/chip/chip.ts';
import { bench, idleBench, requests } from '../bench.ts';
import { text } from '../faults/bench.ts';
import { descriptor, type Facts, factsOf, type WitnessChecks } from './witness.ts';

/** Digits as lsusb shows a BCD number. */
const bcd = (low = 0, high = 0) => `${high.toString(16)}.${low.toString(16).padStart(2, '0')}`;

/** The descriptors of a board in the bootloader, under the names of the recording. */
async function listed(profile: string): Promise<Facts> {
  const made = bench(profile);
  const [device, configuration] = [await descriptor(made, 1), await descriptor(made, 2)];
  const alternates = [0, 1, 2, 3].map((alternate) => configuration.subarray(9 + 9 * alternate, 18 + 9 * alternate));
  const functional = configuration.subarray(45);
  return {
    bcdUSB: bcd(device[2], device[3]),
    bcdDevice: bcd(device[12], device[13]),
    ep0: device[7],
    wTotalLength: configuration.length,
    attributes: `0x${configuration[7]?.toString(16).toUpperCase()}`,
    maxPower_mA: 2 * (configuration[8] ?? 0),
    iInterface: alternates.map((bytes) => bytes[8]),
    functional: {
      attributes: functional[2],
      detach: (functional[3] ?? 0) | ((functional[4] ?? 0) << 8),
      transfer: (functional[5] ?? 0) | ((functional[6] ?? 0) << 8),
      dfu: `${functional[8]}.${functional[7]?.toString(16)}`,
    },
    functional_after:
      alternates.every((bytes) => bytes[1] === 4) && functional[1] === 0x21 ? 'alt 3 only' : 'elsewhere',
  };
}

export const descriptorWitnesses: WitnessChecks = {
  'lsusb-f411': async (facts) => {
    expect(await listed('v3.6-56V+dfu,chip=f411')).toEqual(facts);
    expect(await listed('v3.6-56V+dfu')).toEqual(facts);
  },
  'lsusb-f437': async (facts) => {
    const profile = 'v3.6-56V,software-entry=no-first-string';
    const made = bench(profile);
    made.board.enterBootloader();
    await made.clock.sleep(300);
    expect(await text(made, 4), String(facts.iInterface4)).toBe('');
    for (const index of [5, 6, 7]) expect(await text(made, index)).toMatch(/^@/);
    expect(await listed(`${profile.replace('V,', 'V+dfu,')}`)).toEqual(factsOf(String(facts.same_as)));
  },
  'lsusb-pyboard': async (facts) => {
    expect(await listed('v3.6-56V+dfu')).toEqual(factsOf(String(facts.same_as)));
    const configuration = await descriptor(bench(), 2);
    const digits = [...configuration.subarray(14, 17)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(`:${digits}:`).toBe(facts.ID_USB_INTERFACES);
  },
  'rom-version-f407': async (facts) => {
    const made = await idleBench();
    await made.setAddress(0x1fff_7000);
    await made.out(requests.abort);
    const byte = (await made.read(2, 0x800)).data[0x7de] ?? 0;
    expect(`0x${byte.toString(16)}`).toBe(facts.version_byte);
  },
  'serial-blank-uid': async (facts) => {
    expect(serialOf([0xffff_ffff, 0xffff_ffff, 0xffff_ffff])).toBe(facts.serial);
  },
  'serials-f405': async (facts) => {
    for (let seed = 1; seed <= Number(facts.count_seen); seed++) {
      const serial = await text(bench(`v3.6-56V+dfu,seed=${seed}`), 3);
      expect(serial, String(facts.format)).toMatch(/^[0-9A-F]{12}$/);
      expect(await text(bench(`v3.6-56V,seed=${seed}`), 3)).toBe(serial);
    }
  },
};
