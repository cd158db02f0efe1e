import type { SettingsMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Say, Texts } from '../language.ts';
import { decimalMark } from './words.ts';

export const settings: Texts<SettingsMessages> = {
  'settings.change': ({ path, from, to }) => `${path} ${from === undefined ? '' : `${from} → `}${to}`,
  'settings.default-change': ({ path, from, to }) => `${path} Standardwert ${from} → ${to}`,
  'settings.becomes': ({ path, from, to }) => `${path}: ${from} wird ${to}`,
  'settings.not-kept': ({ path, wanted, found }) => `${path}: das Board behält ${found} statt ${wanted}`,
  'settings.broken-rule': ({ path, value, ...rule }) => `${path} ${value} ${ruleText(rule)}`,
  'settings.refusal': ({ path, value, kept, keptBreaks, ...rule }) => {
    const own = kept === undefined ? '' : `; das Board behält ${kept}`;
    const doubt = keptBreaks ? ` (dieser Wert ${ruleText(keptBreaks)})` : '';
    return `${path} ${value} ${ruleText(rule)}${own}${doubt}`;
  },
  'settings.variant-value': ({ path, trait, inFile, kept, breaks }) => {
    const dependsOn = trait ? ` (${traits[trait]})` : '';
    const file = inFile === undefined ? '' : ` ${inFile}`;
    const rule = breaks ? ` ${ruleText(breaks)}` : '';
    return `${path}${dependsOn}${file}${rule}${kept === undefined ? '' : `, das Board behält ${kept}`}`;
  },
  'settings.old-default': ({ path, value, since }) =>
    `${path} ${value} (Standardwert seit ${since}, jetzt nicht mehr${effects[path] ?? ''})`,
  'settings.repeat': ({ path, calibration }) => `${path} (${calibrations[calibration]} wiederholen)`,
  'settings.skipped': ({ paths, reason }) => `${paths.join(', ')}: ${reasons[reason]}`,
  'settings.skip-reason': ({ reason }) => reasons[reason],
  'settings.unmissed-reason': ({ reason }) =>
    reason === 'not-found' ? 'aus, null oder ein Standardwert, und dieser Firmware unbekannt' : reasons[reason],
  'settings.weaker': ({ values }, say) => `Schwächerer Schutz, als das Board jetzt hat: ${said(values, say)}.`,
  'settings.not-written': ({ values, limit }, say) => `Nicht geschrieben${limitText(limit)}: ${said(values, say)}.`,
  'settings.unusual': ({ values, limit }, say) => `Ungewöhnlich${limitText(limit)}: ${said(values, say)}.`,
  'settings.brake-stays-off':
    'Mit der Firmware der Datei war der Bremswiderstand immer eingeschaltet; jetzt bleibt er aus. Wenn ein Widerstand angeschlossen ist: odflash set config.enable_brake_resistor true --save',
  'settings.from-other-board': ({ group, values }, say) =>
    `${groups[group]}, von einem anderen Board: ${said(values, say)}.`,
  'settings.other-identity': ({ values }, say) =>
    `Das Board bekommt die ID eines anderen Boards: ${said(values, say)}. Zwei Boards mit derselben ID stören einander auf dem Bus.`,
  'settings.variant-skipped': ({ values, doubt, serial }, say) => {
    const why = doubt === 'not-told' ? 'die Datei diese nicht nennt' : 'diese nicht bestätigt ist';
    const most = `Ausgelassen, weil sie von der Board-Variante abhängen und ${why}: ${said(values, say)}.`;
    return serial === undefined ? most : `${most} --consent setting=${serial}:PATH=VALUE schreibt einen davon.`;
  },
  'settings.calibration-skipped': ({ paths, serial }) =>
    `Ausgelassen, Kalibrierung eines anderen Motors und Encoders: ${list(paths)}. --consent calibration=${serial} stellt sie wieder her (nur bei denselben Motoren, Encodern und demselben Einbau).`,
  'settings.own-defaults': ({ paths }) =>
    `Standardwerte in der Datei; das Board behält seine eigenen Werte: ${list(paths)}.`,
  'settings.unknown': ({ paths }) => `Keine Werte der Konfiguration, nicht geschrieben: ${list(paths)}.`,
  'settings.translated': ({ values }, say) =>
    `Standardwerte der Firmware der Datei, geschrieben als Standardwerte dieser Firmware: ${said(values, say)}.`,
  'settings.old-defaults': ({ values }, say) =>
    `Unverändert geschrieben, weil es kein Standardwert der Firmware der Datei war, nur einer älteren Firmware: ${said(values, say)}.`,
  'settings.startup-off': ({ paths }) => `Startup-Flags, als aus geschrieben: ${list(paths)}.`,
  'settings.incomplete-off': ({ paths }) =>
    `Als aus geschrieben, weil ein zugehöriger Wert ausgelassen wird: ${list(paths)}.`,
  'settings.flags-off': ({ values }, say) => `Kalibrierungs-Flags, als aus geschrieben: ${said(values, say)}.`,
  'settings.already-set': 'Das Board hat diesen Wert bereits.',
  'settings.unnamed-value': ({ path, value, names }) =>
    `ODrives Firmware dieser Generation kennt ${value} für ${path} nicht, nur ${names.join(', ')}.`,
  'settings.to-set': ({ values }, say) => `Zu setzende Werte: ${values.map(say).join('; ')}.`,
  'settings.left-out': ({ path, reason }) => `${path} wird nicht geschrieben: ${reason}`,
  'settings.refused-afterwards': ({ refusal }, say) => `Nicht geschrieben: ${say(refusal)}.`,
  'settings.repeat-afterwards': ({ path, calibration }) => `${path} ist aus: ${calibrations[calibration]} wiederholen.`,
  'settings.taken-back': ({ path }) =>
    `${path} ist aus: die Firmware setzt es zurück, bis der Encoder bereit ist. ${calibrations['encoder-offset']} wiederholen.`,
  'settings.not-restored': ({ count, file, missed }, say) => {
    const values = count === 1 ? '1 Wert aus' : `${count} Werte aus`;
    return `${values} ${file} ${count === 1 ? 'konnte' : 'konnten'} nicht wiederhergestellt werden: ${list(missed.map(say), 5)}.`;
  },
  'settings.other-generation': ({ file, from, to }) =>
    `Die Konfiguration in ${file} ist von Firmware ${from}, und auf dem Board läuft ${to}: dieselben Namen haben andere Einheiten.`,
  'settings.not-switched-off': ({ paths }) => `Das Board schaltet nicht aus: ${paths.join(', ')}.`,
  'settings.axis-not-idle': ({ axis }) => `${axis} ist nicht mehr in Ruhe: die Wiederherstellung wurde abgebrochen.`,
  'settings.board-invalid': ({ limit }) => `Ungültige Einstellungen für dieses Board${limitText(limit)}:`,
};

type Broken = Pick<SettingsMessages['settings.broken-rule'], 'rule' | 'bound'>;

const rules: Readonly<Record<Broken['rule'], (bound: string) => string>> = {
  'not-a-number': () => 'ist keine Zahl',
  infinite: () => 'ist unendlich',
  'not-positive': () => 'ist nicht größer als null',
  negative: () => 'ist negativ',
  positive: () => 'ist größer als null',
  'above-limit': (bound) => `liegt über ${bound} V, dem Grenzwert dieses Boards`,
  'above-default': (bound) => `liegt über ${bound} V, dem Standardwert dieses Boards`,
  'ramp-below-bus': (bound) =>
    `würde bei der Busspannung (${bound} V) oder darunter beginnen: der Widerstand bliebe eingeschaltet`,
  'ramp-reversed': () => 'würde an oder unter seinem Anfang enden',
  'ramp-near-bus': (bound) => `liegt weniger als 5 % über der Busspannung (${bound} V)`,
  'ramp-not-judged': (bound) => `kann nicht geprüft werden: die Busspannung liegt nicht über ${bound} V`,
};

function ruleText({ rule, bound }: Broken): string {
  return rules[rule](bound === undefined ? '?' : rounded(bound, 4, decimalMark));
}

/** What the limit of a board is known by, where that is not OTP. */
function limitText({ by, rated }: SettingsMessages['settings.unusual']['limit']): string {
  if (by === 'firmware') return ` (Grenzwerte eines ${rated}-V-Boards, wie von der Firmware gemeldet; OTP ist leer)`;
  return by === 'assumed' ? ' (Board-Variante unbekannt: geprüft als 24 V)' : '';
}

const reasons: Readonly<Record<SettingsMessages['settings.skip-reason']['reason'], string>> = {
  'not-found': 'dieser Firmware unbekannt',
  'other-type': 'falscher Typ oder Bereich',
  'other-unit': 'andere Bedeutung in dieser Firmware',
  'foreign-reference': 'verweist auf eine Eigenschaft, die dieser Firmware unbekannt ist',
  'read-only': 'von der Firmware verwaltet',
  'other-board': 'Kalibrierung eines anderen Boards',
  'other-variant': 'hängt von der Variante des Boards ab',
  'own-default': 'ein Standardwert; das Board behält seinen eigenen Wert',
  'no-switch': 'der Firmware der Datei unbekannt',
  refused: 'abgelehnt',
  renamed: 'Kalibrierung unter einem anderen Namen',
  'not-configuration': 'kein Wert der Konfiguration',
};

const groups = {
  variant: 'Für diese Board-Variante',
  supply: 'Für die Versorgung',
  wiring: 'Für die Verdrahtung',
  machine: 'Für Motor und Maschine',
  motor: 'Motorkalibrierung (bestätigt)',
  encoder: 'Encoder-Kalibrierung (bestätigt)',
} as const;

const traits = { voltage: 'Spannung', shunt: 'Strommesswiderstände', minor: 'Version' } as const;

/** What a person does to get a calibration again. */
const calibrations = {
  motor: 'Motorkalibrierung',
  'encoder-offset': 'Kalibrierung des Encoder-Offsets',
  'index-search': 'Indexsuche und Kalibrierung des Encoder-Offsets',
  hall: 'Kalibrierung von Hall-Polarität und Encoder-Offset',
  anticogging: 'Anticogging-Kalibrierung',
} as const;

/** What a value does on firmware that has another default. */
const effects: Readonly<Record<string, string>> = { 'can.config.protocol': ', und hier kein CAN-Protokoll' };

/** The first of them, and how many there are beside. */
function list(texts: readonly string[], most = 8): string {
  const more = texts.length > most ? `; und ${texts.length - most} weitere` : '';
  return `${texts.slice(0, most).join('; ')}${more}`;
}

function said(values: SettingsMessages['settings.weaker']['values'], say: Say): string {
  return list(values.map(say));
}
