import type { MotionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';

export const motion: Texts<MotionMessages> = {
  'motion.will-move': ({ axis, state, call, current, speed, brake, gimbal, after, watchdogMs }) => {
    const what = call === undefined ? `starts ${axisState(state ?? 0)}` : `is started by ${call}`;
    const limits = [
      ...(current === undefined ? [] : [`current limit ${measured(current)}`]),
      ...(speed === undefined ? [] : [`velocity limit ${measured(speed)}`]),
      brake.ohms === undefined ? 'no brake resistor' : `brake resistor ${measured({ value: brake.ohms, unit: 'Ω' })}`,
    ];
    const type = gimbal ? ' Motor type GIMBAL: on any other motor it overheats motor or board.' : '';
    const ends = afters[after](watchdogMs / 1000);
    return `${axis} ${what}: its motor can move at once (${limits.join(', ')}).${type} ${ends}`;
  },
  'motion.has-errors': ({ axis, errors }) => `${axis} has errors: ${errors.join(', ')}.`,
  'motion.not-calibrated': ({ axis, missing }) =>
    `The ${missing.join(' and the ')} of ${axis} ${missing.length > 1 ? 'are' : 'is'} not calibrated.`,
  'motion.bus-outside': ({ volts, low, high }) =>
    `The bus voltage is ${volts.toFixed(1)} V, outside the limits of the board (${low.toFixed(1)} to ${high.toFixed(1)} V).`,
  'motion.watchdog-not-kept': ({ axis }) =>
    `The watchdog settings of ${axis} could not be saved, so they are not replaced.`,
  'motion.armed-already': ({ axis, state }) => `${axis} is armed already (${axisState(state)}).`,
  'motion.held': ({ axis, state }) =>
    `${axis} is armed${state === undefined ? '' : ` (${axisState(state)})`}. Ctrl-C sets it to IDLE; a load may drop then.`,
  'motion.watchdog-restored': ({ axis }) =>
    `The watchdog settings of ${axis}, which an interrupted command had replaced, are restored.`,
  'next.clear-errors': 'See odflash status, correct the causes, then: odflash status --clear',
  'next.calibrate': ({ axis }) => `Calibrate it first: odflash calibrate ${axis}`,
  'next.check-supply-voltage': 'Check the supply and the trip levels: odflash get config.dc_bus_*',
};

function measured({ value, unit = '' }: { readonly value: number; readonly unit?: string | undefined }): string {
  return `${Number(value.toPrecision(4))} ${unit}`.trimEnd();
}

/** Of seconds. */
const afters: Readonly<Record<'watchdog' | 'no-watchdog' | 'stays-armed', (seconds: number) => string>> = {
  watchdog: (seconds) =>
    `Ctrl-C sets it to IDLE, and so does its watchdog ${seconds} s after this command or the cable fails; a load may drop then.`,
  'no-watchdog': () =>
    'Ctrl-C sets it to IDLE; a load may drop then. This firmware has no watchdog: if this command or the cable fails, the axis stays armed.',
  'stays-armed': () => 'It stays armed when this command ends, whatever happens then.',
};
