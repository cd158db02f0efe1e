// A few settings by which a configuration is recognised: as a running board reports them to any client, as they are stored
// in a flash, as a file has them.

import { boardVersion, type Vault } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { connectOdrive, openUsbChannel, type PropertyValue } from '@odflash/core/odrive';
import { defaultConfiguration } from '@odflash/virtual';
import { newRelease } from '../scenario/odrive-firmware.ts';
import type { Rng, Testbed } from '../types.ts';

/** What people change. Two boards of a run differ in each of them. */
const recognised: readonly (readonly [path: string, choose: (rng: Rng) => number])[] = [
  ['axis0.motor.config.pole_pairs', (rng) => rng.between(8, 40)],
  ['axis0.encoder.config.cpr', (rng) => 8 * rng.between(100, 1000)],
  ['axis0.encoder.config.bandwidth', (rng) => rng.between(300, 3000)],
  ['axis0.controller.config.pos_gain', (rng) => rng.between(5, 60)],
  ['axis1.controller.config.vel_limit', (rng) => rng.between(3, 90)],
  ['config.brake_resistance', (rng) => rng.between(3, 30) / 8],
];

/** Their values in that order, as text; or why they cannot be read. */
export type Settings = string;

const joined = (values: readonly unknown[]): Settings => values.join(',');

/** What a board on this port has now. `vault`: knows the descriptors. */
export async function settingsOf({ bus, clock, path }: Testbed, vault: Vault): Promise<Settings> {
  const device = (await bus.list()).find((info) => info.path === path && classifyDevice(info) === 'runtime');
  if (!device) return 'no running board on the bus';
  const channel = await openUsbChannel(() => bus.open(device));
  await using odrive = await connectOdrive(channel, { clock, vault });
  const values: PropertyValue[] = [];
  for (const [property] of recognised) values.push(await odrive.read(property));
  return joined(values);
}

/** Those among the values of a configuration. */
export function settingsIn(values: ReadonlyMap<string, unknown>): Settings {
  return joined(recognised.map(([path]) => values.get(path)));
}

/** What a board has that has loaded nothing. */
export function defaultSettings(board: string): Settings {
  const version = boardVersion(board);
  return version ? settingsIn(defaultConfiguration(version, newRelease)) : '';
}

/** The same configuration, set up by another person for another machine. */
export function setUp<T>(values: ReadonlyMap<string, T | number>, rng: Rng): ReadonlyMap<string, T | number> {
  return new Map([...values, ...recognised.map(([path, choose]) => [path, choose(rng)] as const)]);
}

/** True if each of them is one of `own`, value by value. */
export function isMadeOf(settings: Settings, own: readonly Settings[]): boolean {
  const lists = own.map((one) => one.split(','));
  return settings.split(',').every((value, index) => lists.some((list) => list[index] === value));
}
