// What is said of a plan before it is carried out: its groups, what is asked, what is left out. Made from the plan alone,
// so that nothing is said that is not done. Pure.

import { type Finding, ok, warning } from '../ask/findings.ts';
import { type Message, message } from '../messages/message.ts';
import { nameOfNumber } from '../odrive/enumerations.ts';
import type { ConfigurationGeneration } from '../odrive/release-order.ts';
import { formatValue, type PropertyValue } from '../odrive/value.ts';
import { isChange } from './order.ts';
import type { PlannedWrite, Refusal, SettingsPlan, SkippedValue } from './plan-types.ts';
import type { SettingClass } from './rules/classes.ts';
import type { Verdict } from './rules/judge.ts';
import type { VoltageLimit } from './rules/limits.ts';

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

/** `config.brake_resistance 2 → 0.5`. `generation`: whose names the values have, if they are to be named. */
export function changeMessage(
  { property: { path }, now, value }: Pick<PlannedWrite, 'property' | 'now' | 'value'>,
  generation?: ConfigurationGeneration,
): Message {
  const from = now === undefined ? undefined : namedSetting(path, now, generation);
  return message('settings.change', { path, from, to: namedSetting(path, value, generation) });
}

function settingText(value: PropertyValue | undefined): string | undefined {
  return value === undefined ? undefined : formatSetting(value);
}

/** `CONTROL_MODE_POSITION_CONTROL (3)` where the values of that path have names. */
export function namedSetting(path: string, value: PropertyValue, generation?: ConfigurationGeneration): string {
  const name = generation && typeof value === 'number' ? nameOfNumber(path, value, generation) : undefined;
  return name === undefined ? formatSetting(value) : `${name} (${formatSetting(value)})`;
}

/** Floats as a person typed them: 32 bits hold some seven digits. */
export function formatSetting(value: PropertyValue): string {
  const isFraction = typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value);
  return isFraction ? String(Number(value.toPrecision(7))) : formatValue(value);
}

function weakerFinding({ writes }: SettingsPlan): Finding[] {
  const weaker = writes.filter((write) => write.weaker && isChange(write));
  if (weaker.length === 0) return [];
  const values = weaker.map((write) => changeMessage(write));
  return [warning('settings-weaker', message('settings.weaker', { values }), { values })];
}

function refusedFinding({ refused }: SettingsPlan, limit: VoltageLimit): Finding[] {
  if (refused.length === 0) return [];
  const values = refused.map(refusalMessage);
  const paths = refused.map(({ path }) => path);
  return [warning('settings-refused', message('settings.not-written', { limit, values }), { values, paths })];
}

/** What is refused, why, and what the board keeps. */
export function refusalMessage({ path, value, rule, bound, kept, keptVerdict }: Refusal): Message {
  const keptBreaks = keptVerdict && { rule: keptVerdict.rule, bound: keptVerdict.bound };
  const text = formatSetting(value);
  return message('settings.refusal', { path, value: text, rule, bound, kept: settingText(kept), keptBreaks });
}

/** Which rule a value breaks. */
export function verdictMessage({ path, value, rule, bound }: Omit<Verdict, 'level'>): Message {
  return message('settings.broken-rule', { path, value: formatSetting(value), rule, bound });
}

function levelFinding({ asked }: SettingsPlan, limit: VoltageLimit): Finding[] {
  if (asked.length === 0) return [];
  const values = asked.map(verdictMessage);
  return [warning('settings-level', message('settings.unusual', { limit, values }), { values })];
}

function brakeFinding({ brakeStaysOff }: SettingsPlan): Finding[] {
  if (!brakeStaysOff) return [];
  return [warning('settings-brake', message('settings.brake-stays-off'), { path: 'config.enable_brake_resistor' })];
}

type Group = Exclude<SettingClass, 'identity' | 'startup' | 'plain'>;

const groups: readonly { readonly class: Group; readonly code: Finding['code'] }[] = [
  { class: 'variant', code: 'settings-variant' },
  { class: 'supply', code: 'settings-supply' },
  { class: 'wiring', code: 'settings-wiring' },
  { class: 'machine', code: 'settings-machine' },
  { class: 'motor', code: 'settings-motor' },
  { class: 'encoder', code: 'settings-encoder' },
];

/** What another board brings along, by what it is for; asked. */
function groupFindings({ origin, writes }: SettingsPlan): Finding[] {
  if (origin === 'same-chip') return [];
  const changes = writes.filter((write) => isChange(write) && write.because === undefined && !write.weaker);
  const found = groups.flatMap(({ class: group, code }) => {
    const values = changes.filter((write) => write.class === group).map((write) => changeMessage(write));
    return values.length > 0
      ? [warning(code, message('settings.from-other-board', { group, values }), { values })]
      : [];
  });
  const values = changes.filter((write) => write.class === 'identity').map((write) => changeMessage(write));
  if (values.length === 0) return found;
  return [...found, warning('settings-identity', message('settings.other-identity', { values }), { values })];
}

/** `config.dc_bus_overvoltage_trip_level (voltage) 59.92 is above 36.2 V, …, the board keeps 25.68`. */
function leftOutMessage({ path, trait, inFile, kept, verdict }: SkippedValue): Message {
  const breaks = verdict && { rule: verdict.rule, bound: verdict.bound };
  return message('settings.variant-value', {
    path,
    trait,
    inFile: settingText(inFile),
    kept: settingText(kept),
    breaks,
  });
}

function leftOutFindings({ skipped, origin }: SettingsPlan, serial: string): Finding[] {
  const variant = skipped.filter(({ reason }) => reason === 'other-variant');
  const calibration = skipped.filter(({ reason }) => reason === 'other-board').map(({ path }) => path);
  const own = skipped.filter(({ reason }) => reason === 'own-default').map(({ path }) => path);
  const found: Finding[] = [];
  if (variant.length > 0) {
    const values = variant.map(leftOutMessage);
    const doubt = origin === 'unknown' ? 'not-told' : 'not-confirmed';
    const mayBeTaken = variant.some(({ verdict }) => verdict === undefined);
    const text = message('settings.variant-skipped', { values, doubt, serial: mayBeTaken ? serial : undefined });
    found.push(warning('settings-left-out', text, { values: variant.map(({ path }) => path) }));
  }
  if (calibration.length > 0) {
    const text = message('settings.calibration-skipped', { paths: calibration, serial });
    found.push(ok('settings-calibration', text, { values: calibration }));
  }
  if (own.length > 0) found.push(ok('settings-own', message('settings.own-defaults', { paths: own }), { values: own }));
  return found;
}

/** Keys of other programs, once and together. */
function unknownFinding({ skipped }: SettingsPlan): Finding[] {
  const paths = skipped.filter(({ reason }) => reason === 'not-configuration').map(({ path }) => path);
  if (paths.length === 0) return [];
  return [warning('settings-unknown', message('settings.unknown', { paths }), { values: paths })];
}

function translatedFinding({ writes }: SettingsPlan): Finding[] {
  const values = writes
    .filter(({ because }) => because === 'translated')
    .map(({ property: { path }, file, value }) =>
      message('settings.default-change', { path, from: formatSetting(file ?? value), to: formatSetting(value) }),
    );
  return values.length > 0 ? [ok('settings-translated', message('settings.translated', { values }), { values })] : [];
}

function oldDefaultsFinding({ oldDefaults }: SettingsPlan): Finding[] {
  if (oldDefaults.length === 0) return [];
  const values = oldDefaults.map(({ path, value, since }) =>
    message('settings.old-default', { path, value: formatSetting(value), since }),
  );
  return [ok('settings-old-default', message('settings.old-defaults', { values }), { values })];
}

/** What is written as off although the file has it on, and why. */
function offFindings({ writes, repeat }: SettingsPlan): Finding[] {
  const found: Finding[] = [];
  const held = writes.filter((write) => write.held).map(({ property }) => property.path);
  if (held.length > 0)
    found.push(ok('settings-startup', message('settings.startup-off', { paths: held }), { flags: held }));
  const incomplete = writes.filter(({ because }) => because === 'set-incomplete').map(({ property }) => property.path);
  if (incomplete.length > 0) {
    const text = message('settings.incomplete-off', { paths: incomplete });
    found.push(warning('settings-off', text, { values: incomplete }));
  }
  if (repeat.length > 0) {
    const values = repeat.map(({ path, repeat: calibration }) => message('settings.repeat', { path, calibration }));
    const text = message('settings.flags-off', { values });
    found.push(warning('settings-flags', text, { values: repeat.map(({ path }) => path) }));
  }
  return found;
}
