import type { SettingsMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Say, Texts } from '../language.ts';

export const settings: Texts<SettingsMessages> = {
  'settings.change': ({ path, from, to }) => `${path} ${from === undefined ? '' : `${from} → `}${to}`,
  'settings.default-change': ({ path, from, to }) => `${path} default ${from} → ${to}`,
  'settings.becomes': ({ path, from, to }) => `${path}: ${from} becomes ${to}`,
  'settings.not-kept': ({ path, wanted, found }) => `${path}: the board keeps ${found} instead of ${wanted}`,
  'settings.broken-rule': ({ path, value, ...rule }) => `${path} ${value} ${ruleText(rule)}`,
  'settings.refusal': ({ path, value, kept, keptBreaks, ...rule }) => {
    const own = kept === undefined ? '' : `; the board keeps ${kept}`;
    const doubt = keptBreaks ? `, which ${ruleText(keptBreaks)}` : '';
    return `${path} ${value} ${ruleText(rule)}${own}${doubt}`;
  },
  'settings.variant-value': ({ path, trait, inFile, kept, breaks }) => {
    const dependsOn = trait ? ` (${traits[trait]})` : '';
    const file = inFile === undefined ? '' : ` ${inFile}`;
    const rule = breaks ? ` ${ruleText(breaks)}` : '';
    return `${path}${dependsOn}${file}${rule}${kept === undefined ? '' : `, the board keeps ${kept}`}`;
  },
  'settings.old-default': ({ path, value, since }) =>
    `${path} ${value} (the default since ${since}, no longer${effects[path] ?? ''})`,
  'settings.repeat': ({ path, calibration }) => `${path} (repeat the ${calibrations[calibration]})`,
  'settings.skipped': ({ paths, reason }) => `${paths.join(', ')}: ${reasons[reason]}`,
  'settings.skip-reason': ({ reason }) => reasons[reason],
  'settings.unmissed-reason': ({ reason }) =>
    reason === 'not-found' ? 'off, zero or a default, and unknown to this firmware' : reasons[reason],
  'settings.weaker': ({ values }, say) => `Weaker protection than the board has now: ${said(values, say)}.`,
  'settings.not-written': ({ values, limit }, say) => `Not written${limitText(limit)}: ${said(values, say)}.`,
  'settings.unusual': ({ values, limit }, say) => `Unusual${limitText(limit)}: ${said(values, say)}.`,
  'settings.brake-stays-off':
    'With the firmware of the file the brake resistor was always enabled; it stays disabled now. If a resistor is connected: odflash set config.enable_brake_resistor true --save',
  'settings.from-other-board': ({ group, values }, say) =>
    `${groups[group]}, from another board: ${said(values, say)}.`,
  'settings.other-identity': ({ values }, say) =>
    `The board gets the id of another board: ${said(values, say)}. Two boards with the same id disturb each other on the bus.`,
  'settings.variant-skipped': ({ values, doubt, serial }, say) => {
    const why = doubt === 'not-told' ? 'the file does not specify it' : 'it is not confirmed';
    const most = `Skipped, because they depend on the board variant and ${why}: ${said(values, say)}.`;
    return serial === undefined ? most : `${most} --consent setting=${serial}:PATH=VALUE writes one of them.`;
  },
  'settings.calibration-skipped': ({ paths, serial }) =>
    `Skipped, calibration of another motor and encoder: ${list(paths)}. --consent calibration=${serial} restores it (same motors, same encoders, same mounting only).`,
  'settings.own-defaults': ({ paths }) => `Defaults in the file; the board keeps its own values: ${list(paths)}.`,
  'settings.unknown': ({ paths }) => `Not configuration values, not written: ${list(paths)}.`,
  'settings.translated': ({ values }, say) =>
    `Defaults of the file's firmware, written as the defaults of this firmware: ${said(values, say)}.`,
  'settings.old-defaults': ({ values }, say) =>
    `Written unchanged, because it was not a default of the file's firmware, only of older firmware: ${said(values, say)}.`,
  'settings.startup-off': ({ paths }) => `Startup flags written as off: ${list(paths)}.`,
  'settings.incomplete-off': ({ paths }) => `Written as off, because a related value is skipped: ${list(paths)}.`,
  'settings.flags-off': ({ values }, say) => `Calibration flags written as off: ${said(values, say)}.`,
  'settings.already-set': 'The board already has this value.',
  'settings.unnamed-value': ({ path, value, names }) =>
    `ODrive's firmware of this generation has no ${value} for ${path}, only ${names.join(', ')}.`,
  'settings.to-set': ({ values }, say) => `Values to set: ${values.map(say).join('; ')}.`,
  'settings.left-out': ({ path, reason }) => `${path} is not written: ${reason}`,
  'settings.refused-afterwards': ({ refusal }, say) => `Not written: ${say(refusal)}.`,
  'settings.repeat-afterwards': ({ path, calibration }) => `${path} is off: repeat the ${calibrations[calibration]}.`,
  'settings.taken-back': ({ path }) =>
    `${path} is off: the firmware resets it until the encoder is ready. Repeat the ${calibrations['encoder-offset']}.`,
  'settings.not-restored': ({ count, file, missed }, say) => {
    const values = count === 1 ? '1 value' : `${count} values`;
    return `${values} from ${file} could not be restored: ${list(missed.map(say), 5)}.`;
  },
  'settings.other-generation': ({ file, from, to }) =>
    `The configuration in ${file} is from firmware ${from}, and the board runs ${to}: the same names have different units.`,
  'settings.not-switched-off': ({ paths }) => `The board does not switch ${paths.join(', ')} off.`,
  'settings.axis-not-idle': ({ axis }) => `${axis} is no longer idle: the restore was stopped.`,
  'settings.board-invalid': ({ limit }) => `Invalid settings for this board${limitText(limit)}:`,
};

type Broken = Pick<SettingsMessages['settings.broken-rule'], 'rule' | 'bound'>;

const rules: Readonly<Record<Broken['rule'], (bound: string) => string>> = {
  'not-a-number': () => 'is not a number',
  infinite: () => 'is infinite',
  'not-positive': () => 'is not above zero',
  negative: () => 'is negative',
  positive: () => 'is above zero',
  'above-limit': (bound) => `is above ${bound} V, the limit of this board`,
  'above-default': (bound) => `is above ${bound} V, the default of this board`,
  'ramp-below-bus': (bound) => `would start at or below the bus voltage (${bound} V): the resistor would stay on`,
  'ramp-reversed': () => 'would end at or below its start',
  'ramp-near-bus': (bound) => `is less than 5 % above the bus voltage (${bound} V)`,
  'ramp-not-judged': (bound) => `cannot be checked: the bus voltage is not above ${bound} V`,
};

function ruleText({ rule, bound }: Broken): string {
  return rules[rule](bound === undefined ? '?' : rounded(bound, 4));
}

/** What the limit of a board is known by, where that is not OTP. */
function limitText({ by, rated }: SettingsMessages['settings.unusual']['limit']): string {
  if (by === 'firmware') return ` (limits of a ${rated} V board, as reported by the firmware; OTP is blank)`;
  return by === 'assumed' ? ' (board variant unknown: checked as 24 V)' : '';
}

const reasons: Readonly<Record<SettingsMessages['settings.skip-reason']['reason'], string>> = {
  'not-found': 'unknown to this firmware',
  'other-type': 'wrong type or range',
  'other-unit': 'different meaning in this firmware',
  'foreign-reference': 'refers to a property unknown to this firmware',
  'read-only': 'managed by the firmware',
  'other-board': 'calibration of another board',
  'other-variant': 'depends on the variant of the board',
  'own-default': "a default; the board's own value is kept",
  'no-switch': 'unknown to the firmware of the file',
  refused: 'refused',
  renamed: 'calibration under another name',
  'not-configuration': 'not a configuration value',
};

const groups = {
  variant: 'For this variant of the board',
  supply: 'For the power supply',
  wiring: 'For the wiring',
  machine: 'For the motor and the machine',
  motor: 'Motor calibration (confirmed)',
  encoder: 'Encoder calibration (confirmed)',
} as const;

const traits = { voltage: 'voltage', shunt: 'current shunts', minor: 'version' } as const;

/** What a person does to get a calibration again. */
const calibrations = {
  motor: 'motor calibration',
  'encoder-offset': 'encoder offset calibration',
  'index-search': 'index search and encoder offset calibration',
  hall: 'hall polarity and encoder offset calibration',
  anticogging: 'anticogging calibration',
} as const;

/** What a value does on firmware that has another default. */
const effects: Readonly<Record<string, string>> = { 'can.config.protocol': ', and not a CAN protocol here' };

/** The first of them, and how many there are beside. */
function list(texts: readonly string[], most = 8): string {
  const more = texts.length > most ? `; and ${texts.length - most} more` : '';
  return `${texts.slice(0, most).join('; ')}${more}`;
}

function said(values: SettingsMessages['settings.weaker']['values'], say: Say): string {
  return list(values.map(say));
}
