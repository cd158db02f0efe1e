// What is said of a plan before it is carried out: its groups, what is asked, what is left out. Made from the plan alone,
// so that nothing is said that is not done. Pure.

import { type Finding, ok, warning } from '../ask/findings.ts';
import { formatValue, type PropertyValue } from '../odrive/value.ts';
import { isChange } from './order.ts';
import type { PlannedWrite, Refusal, SettingsPlan, SkippedValue } from './plan-types.ts';
import type { Calibration } from './rules/calibration.ts';
import type { BoardTrait, SettingClass } from './rules/classes.ts';
import { aboveBus, type Rule } from './rules/judge.ts';
import type { VoltageLimit } from './rules/limits.ts';

/** Values named in one line; all of them are in the details. */
const mostNamed = 8;

/** Everything there is to say of a plan. Warnings are what `--yes` accepts. */
export function planFindings(plan: SettingsPlan, limit: VoltageLimit, serial: string): readonly Finding[] {
  return [
    ...weakerFinding(plan),
    ...refusedFinding(plan, limit),
    ...levelFinding(plan, limit),
    ...brakeFinding(plan),
    ...groupFindings(plan),
    ...leftOutFindings(plan, serial),
    ...unknownFinding(plan),
    ...translatedFinding(plan),
    ...oldDefaultsFinding(plan),
    ...offFindings(plan),
  ];
}

/** `config.brake_resistance 2 → 0.5`. */
export function changeText({ property, now, value }: Pick<PlannedWrite, 'property' | 'now' | 'value'>): string {
  const before = now === undefined ? '' : `${formatSetting(now)} → `;
  return `${property.path} ${before}${formatSetting(value)}`;
}

/** Floats as a person typed them: 32 bits hold some seven digits. */
export function formatSetting(value: PropertyValue): string {
  const isFraction = typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value);
  return isFraction ? String(Number(value.toPrecision(7))) : formatValue(value);
}

function list(texts: readonly string[]): string {
  const more = texts.length > mostNamed ? `; and ${texts.length - mostNamed} more` : '';
  return `${texts.slice(0, mostNamed).join('; ')}${more}`;
}

function weakerFinding({ writes }: SettingsPlan): Finding[] {
  const weaker = writes.filter((write) => write.weaker && isChange(write));
  if (weaker.length === 0) return [];
  const texts = weaker.map(changeText);
  return [warning('settings-weaker', `Weaker protection than the board has now: ${list(texts)}.`, { values: texts })];
}

const reasons: Readonly<Record<Rule, (bound: string) => string>> = {
  'not-a-number': () => 'is not a number',
  infinite: () => 'is infinite',
  'not-positive': () => 'is not above zero',
  negative: () => 'is negative',
  positive: () => 'is above zero',
  'above-limit': (bound) => `is above ${bound} V, the limit of this board`,
  'above-default': (bound) => `is above ${bound} V, the default of this board`,
  'ramp-below-bus': (bound) => `would start at or below the bus voltage (${bound} V): the resistor would stay on`,
  'ramp-reversed': () => 'would end at or below its start',
  'ramp-near-bus': (bound) => `is less than ${Math.round((aboveBus - 1) * 100)} % above the bus voltage (${bound} V)`,
  'ramp-not-judged': (bound) => `cannot be checked: the bus voltage is not above ${bound} V`,
};

/** Why a value is refused or asked about. */
export function ruleText(rule: Rule, bound: number | undefined): string {
  return reasons[rule](bound === undefined ? '?' : String(Number(bound.toPrecision(4))));
}

/** What the limit of a board is known by, where that is not OTP. */
export function limitText({ by, rated }: VoltageLimit): string {
  if (by === 'firmware') return ` (limits of a ${rated} V board, as reported by the firmware; OTP is blank)`;
  return by === 'assumed' ? ' (board variant unknown: checked as 24 V)' : '';
}

function refusedFinding({ refused }: SettingsPlan, limit: VoltageLimit): Finding[] {
  if (refused.length === 0) return [];
  const texts = refused.map(refusalText);
  const text = `Not written${limitText(limit)}: ${list(texts)}.`;
  return [warning('settings-refused', text, { values: texts, paths: refused.map(({ path }) => path) })];
}

/** What is refused, why, and what the board keeps. */
export function refusalText({ path, value, rule, bound, kept, keptVerdict }: Refusal): string {
  const own = kept === undefined ? '' : `; the board keeps ${formatSetting(kept)}`;
  const doubt = keptVerdict ? `, which ${ruleText(keptVerdict.rule, keptVerdict.bound)}` : '';
  return `${path} ${formatSetting(value)} ${ruleText(rule, bound)}${own}${doubt}`;
}

function levelFinding({ asked }: SettingsPlan, limit: VoltageLimit): Finding[] {
  if (asked.length === 0) return [];
  const texts = asked.map(({ path, value, rule, bound }) => `${path} ${formatSetting(value)} ${ruleText(rule, bound)}`);
  return [warning('settings-level', `Unusual${limitText(limit)}: ${list(texts)}.`, { values: texts })];
}

function brakeFinding({ brakeStaysOff }: SettingsPlan): Finding[] {
  if (!brakeStaysOff) return [];
  const command = 'odflash set config.enable_brake_resistor true --save';
  const text = `With the firmware of the file the brake resistor was always enabled; it stays disabled now. If a resistor is connected: ${command}`;
  return [warning('settings-brake', text, { command })];
}

const groups: readonly { readonly class: SettingClass; readonly code: Finding['code']; readonly title: string }[] = [
  { class: 'variant', code: 'settings-variant', title: 'For this variant of the board' },
  { class: 'supply', code: 'settings-supply', title: 'For the power supply' },
  { class: 'wiring', code: 'settings-wiring', title: 'For the wiring' },
  { class: 'machine', code: 'settings-machine', title: 'For the motor and the machine' },
  { class: 'motor', code: 'settings-motor', title: 'Motor calibration (confirmed)' },
  { class: 'encoder', code: 'settings-encoder', title: 'Encoder calibration (confirmed)' },
];

/** What another board brings along, by what it is for; asked. */
function groupFindings({ origin, writes }: SettingsPlan): Finding[] {
  if (origin === 'same-chip') return [];
  const changes = writes.filter((write) => isChange(write) && write.because === undefined && !write.weaker);
  const found = groups.flatMap(({ class: kind, code, title }) => {
    const texts = changes.filter((write) => write.class === kind).map(changeText);
    return texts.length > 0 ? [warning(code, `${title}, from another board: ${list(texts)}.`, { values: texts })] : [];
  });
  const ids = changes.filter((write) => write.class === 'identity').map(changeText);
  if (ids.length === 0) return found;
  const text = `The board gets the id of another board: ${list(ids)}. Two boards with the same id disturb each other on the bus.`;
  return [...found, warning('settings-identity', text, { values: ids })];
}

const traitNames: Readonly<Record<BoardTrait, string>> = {
  voltage: 'voltage',
  shunt: 'current shunts',
  minor: 'version',
};

/** `config.dc_bus_overvoltage_trip_level (voltage) 59.92 is above 36.2 V, …, the board keeps 25.68`. */
function leftOutText({ path, trait, inFile, kept, verdict }: SkippedValue): string {
  const dependsOn = trait ? ` (${traitNames[trait]})` : '';
  const file = inFile === undefined ? '' : ` ${formatSetting(inFile)}`;
  const rule = verdict ? ` ${ruleText(verdict.rule, verdict.bound)}` : '';
  return `${path}${dependsOn}${file}${rule}${kept === undefined ? '' : `, the board keeps ${formatSetting(kept)}`}`;
}

function leftOutFindings({ skipped, origin }: SettingsPlan, serial: string): Finding[] {
  const variant = skipped.filter(({ reason }) => reason === 'other-variant');
  const calibration = skipped.filter(({ reason }) => reason === 'other-board').map(({ path }) => path);
  const own = skipped.filter(({ reason }) => reason === 'own-default').map(({ path }) => path);
  const found: Finding[] = [];
  if (variant.length > 0) {
    const texts = variant.map(leftOutText);
    const doubt = origin === 'unknown' ? 'the file does not specify it' : 'it is not confirmed';
    const most = `Skipped, because they depend on the board variant and ${doubt}: ${list(texts)}.`;
    const mayBeTaken = variant.some(({ verdict }) => verdict === undefined);
    const text = mayBeTaken ? `${most} --consent setting=${serial}:PATH=VALUE writes one of them.` : most;
    found.push(warning('settings-left-out', text, { values: variant.map(({ path }) => path) }));
  }
  if (calibration.length > 0) {
    const text = `Skipped, calibration of another motor and encoder: ${list(calibration)}. --consent calibration=${serial} restores it (same motors, same encoders, same mounting only).`;
    found.push(ok('settings-calibration', text, { values: calibration }));
  }
  if (own.length > 0)
    found.push(
      ok('settings-own', `Defaults in the file; the board keeps its own values: ${list(own)}.`, { values: own }),
    );
  return found;
}

/** Keys of other programs, once and together. */
function unknownFinding({ skipped }: SettingsPlan): Finding[] {
  const paths = skipped.filter(({ reason }) => reason === 'not-configuration').map(({ path }) => path);
  if (paths.length === 0) return [];
  return [warning('settings-unknown', `Not configuration values, not written: ${list(paths)}.`, { values: paths })];
}

function translatedFinding({ writes }: SettingsPlan): Finding[] {
  const texts = writes
    .filter(({ because }) => because === 'translated')
    .map(
      ({ property, file, value }) =>
        `${property.path} default ${formatSetting(file ?? value)} → ${formatSetting(value)}`,
    );
  return texts.length > 0
    ? [
        ok(
          'settings-translated',
          `Defaults of the file's firmware, written as the defaults of this firmware: ${list(texts)}.`,
          {
            values: texts,
          },
        ),
      ]
    : [];
}

/** What a value does on firmware that has another default. */
const effects: Readonly<Record<string, string>> = { 'can.config.protocol': ', and not a CAN protocol here' };

function oldDefaultsFinding({ oldDefaults }: SettingsPlan): Finding[] {
  if (oldDefaults.length === 0) return [];
  const texts = oldDefaults.map(({ path, value, since }) => {
    return `${path} ${formatSetting(value)} (the default since ${since}, no longer${effects[path] ?? ''})`;
  });
  const text = `Written unchanged, because it was not a default of the file's firmware, only of older firmware: ${list(texts)}.`;
  return [ok('settings-old-default', text, { values: texts })];
}

/** What a person does to get a calibration again. */
export const calibrationNames: Readonly<Record<Calibration, string>> = {
  motor: 'motor calibration',
  'encoder-offset': 'encoder offset calibration',
  'index-search': 'index search and encoder offset calibration',
  hall: 'hall polarity and encoder offset calibration',
  anticogging: 'anticogging calibration',
};

/** What is written as off although the file has it on, and why. */
function offFindings({ writes, repeat }: SettingsPlan): Finding[] {
  const found: Finding[] = [];
  const held = writes.filter((write) => write.held).map(({ property }) => property.path);
  if (held.length > 0)
    found.push(ok('settings-startup', `Startup flags written as off: ${list(held)}.`, { flags: held }));
  const incomplete = writes.filter(({ because }) => because === 'set-incomplete').map(({ property }) => property.path);
  if (incomplete.length > 0) {
    const text = `Written as off, because a related value is skipped: ${list(incomplete)}.`;
    found.push(warning('settings-off', text, { values: incomplete }));
  }
  if (repeat.length > 0) {
    const texts = repeat.map(({ path, repeat: what }) => `${path} (repeat the ${calibrationNames[what]})`);
    const text = `Calibration flags written as off: ${list(texts)}.`;
    found.push(warning('settings-flags', text, { values: repeat.map(({ path }) => path) }));
  }
  return found;
}
