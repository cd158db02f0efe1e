// What running ODrive firmware was recorded to say and do.

import { expect } from 'vitest';
import { describe } from '../../src/odrive/descriptors.ts';
import { traitsOf } from '../../src/odrive/releases.ts';
import { bench as rawBench } from '../bench.ts';
import { text } from '../faults/bench.ts';
import { bench, connect } from '../odrive/bench.ts';
import { descriptor, type WitnessChecks } from './witness.ts';

function descriptionOf(release: string) {
  const traits = traitsOf(release);
  if (!traits) throw new RangeError(`no virtual board runs ${release}`);
  return describe(traits);
}

const checksumOf = (release: string) =>
  `0x${descriptionOf(release).checksum.toString(16).toUpperCase().padStart(4, '0')}`;

export const runtimeWitnesses: WitnessChecks = {
  'odrive-dmesg': async (facts) => {
    const made = rawBench('v3.6-56V');
    const device = await descriptor(made, 1);
    expect(`${device[13]}.${device[12]?.toString(16).padStart(2, '0')}`).toBe(facts.bcdDevice);
    expect([...device.subarray(14, 17)]).toEqual(facts.strings);
    expect(await text(made, 2)).toBe(facts.product);
    expect(await text(made, 1)).toBe(facts.manufacturer);
    const left = made.clock.now();
    made.board.reset();
    while (!made.board.socket.port) await made.clock.sleep(1);
    expect(made.clock.now() - left).toBe(facts.reenumerate_ms);
  },
  'odrive-verbose': async (facts) => {
    const configuration = await descriptor(rawBench('v3.6-56V'), 2);
    const interfaces: Record<string, number[]> = {};
    let current: number[] = [];
    for (let at = 0; at < configuration.length; at += configuration[at] ?? 1) {
      if (configuration[at + 1] === 4) {
        current = [];
        interfaces[String(configuration[at + 2])] = current;
      }
      if (configuration[at + 1] === 5) current.push(configuration[at + 2] ?? 0);
    }
    expect(interfaces).toEqual(facts.interfaces);
  },
  'crc-0.4.12': async (facts) => {
    expect(checksumOf('0.4.12')).toBe(facts.json_crc);
    expect(checksumOf('0.4.11')).toBe(facts.json_crc);
  },
  'crc-0.5.1': async (facts) => {
    expect(checksumOf('0.5.1')).toBe(facts.json_crc);
  },
  'descriptor-0.5.1': async (facts) => {
    const { tree } = descriptionOf('0.5.1');
    const ids = Object.keys(facts.ids as object).map((path) => {
      const node = tree.nodes.get(path);
      return [path, node?.kind === 'property' ? node.endpoint : undefined];
    });
    expect(Object.fromEntries(ids)).toEqual(facts.ids);
  },
  'crc-0.5.4': async (facts) => {
    expect(checksumOf('0.5.4')).toBe(facts.json_crc);
    expect(checksumOf('0.5.5')).toBe(facts.json_crc);
  },
  'tree-0.4.11': async (facts) => {
    const it = bench('v3.6-24V,firmware=0.4.11');
    await using device = await connect(it);
    const level = 'config.dc_bus_overvoltage_trip_level';
    const values = {
      dc_bus_overvoltage_trip_level: Number(Number(await device.read(level)).toFixed(2)),
      fw_version_unreleased: await device.read('fw_version_unreleased'),
    };
    expect(values).toEqual(facts.values);
  },
  'defaults-0.5.6': async (facts) => {
    const it = bench('v3.6-56V,otp=blank', 'linux', ({ flash }) => flash.fill(0xff, 0xc_0000));
    it.board.powerCycle();
    await using device = await connect(it);
    expect(await device.read('user_config_loaded')).toBe(facts.user_config_loaded);
    expect(await device.read('otp_valid')).toBe(facts.otp_valid);
  },
  'options-corrupted-by-power-cut': async (facts) => {
    const results = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const it = bench(`v3.6-56V,save-cut=chance,seed=${seed}`);
      await using device = await connect(it);
      const saving = device.call('save_configuration').catch(() => undefined);
      await it.clock.sleep(3);
      it.board.cutPower();
      await saving;
      const [, level, , , , , , , low = 0xff, high = 0x0f] = it.board.optionBytes;
      if (level !== 0xaa) results.add('RDP 1');
      if (((high << 8) | low) !== 0x0fff) results.add('random sectors write-protected');
    }
    expect([...results].sort().reverse().join(', or '), String(facts.event)).toBe(facts.result);
  },
};
