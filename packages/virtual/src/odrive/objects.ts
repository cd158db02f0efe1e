// The values behind the object tree of a running virtual firmware: defaults, what was stored, what the board itself is,
// what counts by itself, and the setters that do more than set.

import type { BoardVersion } from '@odflash/core';
import { decodeOtp } from '@odflash/core/board';
import { acceptValue, type ObjectTree, type PropertyNode, type PropertyValue } from '@odflash/core/odrive';
import { readRecord } from './configuration/nvm.ts';
import { decodeConfiguration, storedLength } from './configuration/stored-configuration.ts';
import { resetValues, zeroOf } from './descriptors.ts';
import type { FirmwareEnvironment } from './environment.ts';
import type { OdriveImage } from './image.ts';
import { type Axis, type AxisEnvironment, createAxis } from './motor/axis.ts';
import { maxAllowedCurrent } from './motor/current-range.ts';
import { createPlant, type Plant } from './motor/plant.ts';
import { createPower, type Power } from './motor/power.ts';
import type { FirmwareTraits } from './releases.ts';
import { writeProperty } from './setters.ts';

export interface FirmwareObjects {
  readonly tree: ObjectTree;
  readonly axes: readonly Axis[];
  readonly power: Power;
  /** What the firmware takes its board for. */
  readonly board: BoardVersion;
  get(path: string): PropertyValue | undefined;
  /** Sets without setters. Does nothing for a path this firmware does not have, or has with another type. */
  set(path: string, value: PropertyValue): void;
  read(property: PropertyNode): PropertyValue;
  /** Writes as a client does, setters included. */
  write(property: PropertyNode, value: PropertyValue): void;
}

/** Control loops per second: 168 MHz / (6 × 3500) in 0.5, / (2 × 10192) in 0.4. */
const loopRate = { '0.5': 8_000, '0.4': 168e6 / (2 * 10_192) } as const;

export function createObjects(image: OdriveImage, environment: FirmwareEnvironment): FirmwareObjects {
  const { traits, tree } = image;
  const board = boardOf(image, environment.otp);
  const values = new Map(resetValues(traits, image.board));
  const set = (path: string, value: PropertyValue) => {
    const node = tree.nodes.get(path);
    const accepted = node?.kind === 'property' ? acceptValue(node.type, value) : undefined;
    if (accepted !== undefined) values.set(path, accepted);
  };
  const stored = decodeConfiguration(tree, traits, readRecord(environment.flash));
  for (const [path, value] of stored ?? []) set(path, value);
  for (const [path, value] of identity(board, image, environment)) set(path, value);
  const isFlag = tree.nodes.get('user_config_loaded');
  if (stored && isFlag?.kind === 'property') {
    set('user_config_loaded', isFlag.type === 'bool' ? true : storedLength(tree, traits));
  }

  const started = environment.clock.now();
  const counters = new Map<string, number>([
    ['system_stats.uptime', 1],
    ['n_evt_sampling', loopRate['0.5'] / 1000],
    ['n_evt_control_loop', loopRate['0.5'] / 1000],
    ['axis0.loop_counter', loopRate[traits.generation] / 1000],
    ['axis1.loop_counter', loopRate[traits.generation] / 1000],
  ]);
  const computed = new Map<string, () => PropertyValue>();
  const get = (path: string): PropertyValue | undefined => {
    const perMs = counters.get(path);
    if (perMs !== undefined) return Math.floor((environment.clock.now() - started) * perMs) >>> 0;
    return computed.get(path)?.() ?? values.get(path);
  };
  const axes = axisNames.map((name) => createAxis(axisEnvironment(name, { traits, get, set, environment })));
  const { adc, conducts, arms } = environment;
  const power = createPower({ traits, divider: image.divider, axes, adc, conducts, get, set });
  computed.set('vbus_voltage', power.vbus);
  const plants = axisNames.map((name, seed) => plantOf(name, seed));
  function plantOf(name: string, seed: number): Plant {
    const plant = createPlant({
      generation: traits.generation,
      seed,
      now: environment.clock.now,
      vbus: () => power.vbus(),
      get: (path) => get(`${name}.${path}`),
      set: (path, value) => set(`${name}.${path}`, value),
    });
    for (const [path, value] of plant.measured) computed.set(`${name}.${path}`, value);
    return plant;
  }
  // What the brake takes is stored; what the motors take comes on top.
  computed.set('ibus', () => plants.reduce((sum, plant) => sum + plant.busCurrent(), Number(values.get('ibus') ?? 0)));
  for (const [path, value] of currentLimits(image, get)) computed.set(path, value);
  return {
    tree,
    axes,
    power,
    board,
    get,
    set,
    read: (property) => {
      power.look();
      return get(property.path) ?? zeroOf(property.type);
    },
    write: (property, value) => {
      for (const plant of plants) plant.advance();
      writeProperty(property, value, { axes, traits, get, set, arms });
      for (const axis of axes) axis.look();
      for (const plant of plants) plant.advance();
      power.look();
    },
  };
}

const axisNames = ['axis0', 'axis1'] as const;

/** What current the axes allow; up to 0.5.1 a new range counts from the next start on. */
function currentLimits(
  { traits, board }: OdriveImage,
  get: FirmwareObjects['get'],
): readonly (readonly [string, () => PropertyValue])[] {
  return axisNames.flatMap((axis) => {
    const asked = () => Number(get(`${axis}.motor.config.requested_current_range`));
    const atStart = asked();
    const allowed = () => maxAllowedCurrent(traits.rangeActsAtOnce ? asked() : atStart, board.minor, traits);
    const effective = () => Math.fround(Math.min(Number(get(`${axis}.motor.config.current_lim`)), allowed()));
    return [
      [`${axis}.motor.max_allowed_current`, allowed],
      [`${axis}.motor.current_control.max_allowed_current`, allowed],
      [`${axis}.motor.effective_current_lim`, effective],
    ] as const;
  });
}

function axisEnvironment(
  name: string,
  {
    traits,
    get,
    set,
    environment,
  }: Pick<FirmwareObjects, 'get' | 'set'> & {
    readonly traits: FirmwareTraits;
    readonly environment: FirmwareEnvironment;
  },
): AxisEnvironment {
  return {
    traits,
    get: (path) => get(`${name}.${path}`),
    set: (path, value) => set(`${name}.${path}`, value),
    now: environment.clock.now,
    after: environment.after,
  };
}

/** Up to 0.5.1 OTP counts, else the build; from 0.5.2 on the build, which was compared with OTP before. */
function boardOf(image: OdriveImage, otp: Uint8Array): BoardVersion {
  const record = decodeOtp(otp);
  return image.traits.boardCheck === 'none' && record.kind === 'odrive' ? record.version : image.board;
}

function identity(
  board: BoardVersion,
  image: OdriveImage,
  { serial, otp }: FirmwareEnvironment,
): readonly (readonly [string, PropertyValue])[] {
  const [major, minor, revision] = image.traits.reports;
  return [
    ['serial_number', BigInt(`0x${serial}`)],
    ['hw_version_major', board.major],
    ['hw_version_minor', board.minor],
    ['hw_version_variant', board.voltage ?? 0],
    ['fw_version_major', major],
    ['fw_version_minor', minor],
    ['fw_version_revision', revision],
    ['otp_valid', otp[0] !== 0xff],
  ];
}
