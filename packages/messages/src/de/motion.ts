import type { MotionMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';
import { decimal, decimalMark } from './words.ts';

const calibrated = { motor: 'Motor', encoder: 'Encoder' } as const;

export const motion: Texts<MotionMessages> = {
  'motion.will-move': ({ axis, state, steps, call, current, speed, brake, gimbal, after, watchdogMs }) => {
    const what = steps
      ? `Kalibrierung von ${axis}: ${steps.map((step) => `${axisState(step)} (${calibrations[step] ?? 'bewegt sich'})`).join(', dann ')}. Den Motor von jeder Last trennen: er bewegt sich`
      : `${axis} ${call === undefined ? `geht in den Zustand „${axisState(state ?? 0)}“` : `wird durch ${call} gestartet`}: der Motor kann sich sofort bewegen`;
    const limits = [
      ...(current === undefined ? [] : [`${steps ? 'Kalibrierstrom' : 'Stromgrenze'} ${measured(current)}`]),
      ...(speed === undefined ? [] : [`Geschwindigkeitsgrenze ${measured(speed)}`]),
      brake.ohms === undefined
        ? 'kein Bremswiderstand'
        : `Bremswiderstand ${measured({ value: brake.ohms, unit: 'Ω' })}`,
    ];
    const type = gimbal ? ' Motortyp GIMBAL: jeder andere Motor oder das Board überhitzt damit.' : '';
    const ends = afters[after](String(watchdogMs / 1000).replace('.', ','));
    return `${what} (${limits.join(', ')}).${type} ${ends}`;
  },
  'motion.has-errors': ({ axis, errors }) => `${axis} meldet Fehler: ${errors.join(', ')}.`,
  'motion.not-calibrated': ({ axis, missing }) =>
    `Nicht kalibriert an ${axis}: ${missing.map((part) => calibrated[part]).join(' und ')}.`,
  'motion.bus-outside': ({ volts, low, high }) =>
    `Die Busspannung ist ${decimal(volts, 1)} V, außerhalb der Grenzen des Boards (${decimal(low, 1)} bis ${decimal(high, 1)} V).`,
  'motion.watchdog-not-kept': ({ axis }) =>
    `Die Watchdog-Einstellungen von ${axis} konnten nicht gesichert werden, daher werden sie nicht ersetzt.`,
  'motion.no-such-axis': ({ axis }) => `${axis} ist keine Achse dieses Boards: axis0 oder axis1.`,
  'motion.armed-already': ({ axis, state }) => `${axis} ist bereits scharf (${axisState(state)}).`,
  'motion.held': ({ axis, state }) =>
    `${axis} ist scharf${state === undefined ? '' : ` (${axisState(state)})`}. Ctrl-C setzt sie auf IDLE; dabei kann eine Last fallen.`,
  'motion.watchdog-restored': ({ axis }) =>
    `Die Watchdog-Einstellungen von ${axis}, die ein unterbrochener Befehl ersetzt hatte, sind wiederhergestellt.`,
  'motion.watchdog-unknown': ({ axis }) =>
    `Die Watchdog-Einstellungen von ${axis}, die ein unterbrochener Befehl ersetzt hatte, sind verloren. Prüfen: odflash get ${axis}.config.*watchdog*`,
  'motion.step': ({ axis, state, step, of }) =>
    `${axis}, Schritt ${step} von ${of}: ${axisState(state)}. Ctrl-C setzt sie auf IDLE.`,
  'motion.restarted': ({ axis }) =>
    `Das Board ist neu gestartet, während ${axis} scharf war: ${axis} wird nicht mehr gehalten und tut, was seine Startup-Flags sagen.`,
  'motion.stopped': ({ axis }) => `Abgebrochen: ${axis} wurde auf IDLE gesetzt.`,
  'motion.not-kept': ({ axis }) =>
    `Der Encoder von ${axis} ist inkrementell und hat keinen Index: seine Kalibrierung geht beim nächsten Neustart verloren und wird dann wiederholt.`,
  'next.clear-errors': 'odflash status ansehen, Ursachen beheben, dann: odflash status --clear',
  'next.calibrate': ({ axis }) => `Zuerst kalibrieren: odflash calibrate ${axis}`,
  'next.check-supply-voltage': 'Versorgung und Abschaltschwellen prüfen: odflash get config.dc_bus_*',
};

/** What a step of a calibration does to the motor, by the state that it is. */
const calibrations: Readonly<Record<number, string>> = {
  4: 'piept, dreht sich kaum',
  6: 'dreht sich in eine Richtung bis zum Index',
  7: 'dreht sich langsam hin und zurück',
  12: 'dreht sich langsam',
};

function measured({ value, unit = '' }: { readonly value: number; readonly unit?: string | undefined }): string {
  return `${rounded(value, 4, decimalMark)} ${unit}`.trimEnd();
}

/** Of seconds. */
const afters: Readonly<Record<'watchdog' | 'no-watchdog' | 'stays-armed', (seconds: string) => string>> = {
  watchdog: (seconds) =>
    `Ctrl-C setzt sie auf IDLE, und ebenso ihr Watchdog ${seconds} s, nachdem dieser Befehl oder das Kabel ausfällt; dabei kann eine Last fallen.`,
  'no-watchdog': () =>
    'Ctrl-C setzt sie auf IDLE; dabei kann eine Last fallen. Diese Firmware hat keinen Watchdog: wenn dieser Befehl oder das Kabel ausfällt, bleibt die Achse scharf.',
  'stays-armed': () => 'Sie bleibt scharf, wenn dieser Befehl endet, was auch immer dann geschieht.',
};
