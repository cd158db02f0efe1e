// Whether a configuration may be on a board: one function for every way a value can take there, and for what is there
// already. Pure.
//
// The firmware checks no range of these values. What is refused here is what cannot be meant, or takes a protection away;
// what is asked is what a person may well want.

import type { SettingRule } from '../../messages/settings.ts';
import { globTable } from '../../odrive/glob.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import { defaultOf } from './defaults.ts';
import type { VoltageLimit } from './limits.ts';

/** What the rules need to know of the board a configuration is for. */
export interface JudgedBoard {
  /** Release of the firmware on it. */
  readonly release: string;
  readonly limit: VoltageLimit;
  /** Minor version, as far as it is known. */
  readonly minor?: number | undefined;
  /** Readings of the bus voltage, in volts; empty where it was not read. */
  readonly bus: readonly number[];
}

/** That a value breaks a rule. */
export interface Verdict {
  readonly path: string;
  readonly value: PropertyValue;
  readonly rule: SettingRule;
  /** `refused`: nothing accepts it. `asked`: a person may. */
  readonly level: 'refused' | 'asked';
  /** What it was held against, in the value's unit. */
  readonly bound?: number | undefined;
}

/** Volts on the bus below which a ramp cannot be judged. */
export const minBus = 8;
/** How far a ramp or a trip level must stay above the bus. */
export const aboveBus = 1.05;
/** Volts by which a level may be above its default. */
const defaultMargin = 0.02;

const levels = ['config.dc_bus_overvoltage_trip_level'];
const ramps = ['config.dc_bus_overvoltage_ramp_start', 'config.dc_bus_overvoltage_ramp_end'];
const rampEnable = 'config.enable_dc_bus_overvoltage_ramp';
const brakeEnable = 'config.enable_brake_resistor';
const brakeResistance = 'config.brake_resistance';

type Look = (path: string) => PropertyValue | undefined;

interface RangeRow {
  readonly paths: readonly string[];
  readonly rule: 'not-positive' | 'negative' | 'positive';
  /** Only where this is so. */
  readonly when?: ((look: Look) => boolean) | undefined;
}

/** What a value must not be. */
const ranges: readonly RangeRow[] = [
  {
    rule: 'not-positive',
    paths: [
      ...levels,
      'config.dc_bus_undervoltage_trip_level',
      'config.dc_max_positive_current',
      'axis*.motor.config.current_lim',
      'axis*.motor.config.requested_current_range',
      'axis*.motor.config.resistance_calib_max_voltage',
      'axis*.motor.config.inverter_temp_limit_*',
      'axis*.*_thermistor.config.temp_limit_*',
      'axis*.motor.*_thermistor.config.temp_limit_*',
    ],
  },
  { rule: 'not-positive', paths: ramps, when: (look) => look(rampEnable) === true },
  { rule: 'not-positive', paths: [brakeResistance], when: (look) => look(brakeEnable) === true },
  // Up to 0.5.1 the brake has no switch, and zero means that there is none.
  { rule: 'negative', paths: [brakeResistance], when: (look) => look(brakeEnable) === undefined },
  { rule: 'negative', paths: ['config.max_regen_current'] },
  { rule: 'positive', paths: ['config.dc_max_negative_current'] },
];

const rangeOf = (rule: RangeRow['rule']) => globTable(ranges.filter((row) => row.rule === rule));
const rangesOf = (['not-positive', 'negative', 'positive'] as const).map(rangeOf);

const isOutside: Readonly<Record<RangeRow['rule'], (value: number) => boolean>> = {
  'not-positive': (value) => value <= 0,
  negative: (value) => value < 0,
  positive: (value) => value > 0,
};

/** Every rule against these values together; `paths` limits it to what is asked about. */
export function judgeSettings(
  values: ReadonlyMap<string, PropertyValue>,
  board: JudgedBoard,
  paths: Iterable<string> = values.keys(),
): readonly Verdict[] {
  const look: Look = (path) => values.get(path);
  const verdicts: Verdict[] = [];
  for (const path of paths) {
    const value = values.get(path);
    if (value === undefined || isDefault(path, value, board)) continue;
    const verdict = typeof value === 'number' ? judgeNumber(path, value, look, board) : judgeSwitch(path, look, board);
    if (verdict) verdicts.push({ path, value, ...verdict });
  }
  return verdicts;
}

type Judgement = Omit<Verdict, 'path' | 'value'>;
const refused = (rule: SettingRule, bound?: number): Judgement => ({
  rule,
  level: 'refused',
  bound,
});
const asked = (rule: SettingRule, bound: number): Judgement => ({ rule, level: 'asked', bound });

function judgeNumber(path: string, value: number, look: Look, board: JudgedBoard): Judgement | undefined {
  if (Number.isNaN(value)) return refused('not-a-number');
  if (!Number.isFinite(value)) return refused('infinite');
  const broken = rangesOf.map((table) => table(path)).find((row) => row && breaks(row, value, look));
  if (broken) return refused(broken.rule);
  const isRamp = ramps.includes(path);
  if (!isRamp && !levels.includes(path)) return undefined;
  const { most, by } = board.limit;
  if (value > most) return by === 'assumed' ? asked('above-limit', most) : refused('above-limit', most);
  const usual = levelDefault(board);
  if (usual !== undefined && value > usual + defaultMargin) return asked('above-default', usual);
  const near = path === ramps[0] && look(rampEnable) === true && nearBus(value, board);
  return near ? asked('ramp-near-bus', near) : undefined;
}

function breaks({ rule, when }: RangeRow, value: number, look: Look): boolean {
  return isOutside[rule](value) && (when?.(look) ?? true);
}

/** Volts 5 % above the bus, if the value is below that. */
function nearBus(value: number, { bus }: JudgedBoard): number | undefined {
  const least = Math.max(...bus) * aboveBus;
  return value < least ? least : undefined;
}

/** The ramp works with all motors disarmed: one that starts below the bus heats the resistor forever. */
function judgeSwitch(path: string, look: Look, { bus }: JudgedBoard): Judgement | undefined {
  if (path !== rampEnable || look(path) !== true) return undefined;
  const [start, end] = ramps.map((ramp) => Number(look(ramp)));
  const volts = Math.max(...bus);
  if (bus.length === 0 || !(volts >= minBus)) return refused('ramp-not-judged', minBus);
  if (start === undefined || !(start > volts)) return refused('ramp-below-bus', volts);
  return end === undefined || !(end > start) ? refused('ramp-reversed', start) : undefined;
}

/** What is default on the board is never out of range, infinities included. */
function isDefault(path: string, value: PropertyValue, { release, limit, minor }: JudgedBoard): boolean {
  if (typeof value !== 'number') return false;
  const usual = defaultOf(path, release, { minor: minor ?? youngest, voltage: limit.rated });
  return typeof usual === 'number' && nearlyEqual(usual, value);
}

/** No limit depends on the minor version; pins do. */
const youngest = 6;

/** Volts of the trip level and both ends of the ramp of a board with default settings. */
function levelDefault({ release, limit, minor }: JudgedBoard): number | undefined {
  const usual = defaultOf(levels[0] ?? '', release, { minor: minor ?? youngest, voltage: limit.rated });
  return typeof usual === 'number' ? usual : undefined;
}

/** Equal as far as 32 bits and a few digits in a file go. */
export function nearlyEqual(a: number, b: number): boolean {
  if (a === b || !Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b));
}
