import type { MotionMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';

export const motion: Texts<MotionMessages> = {
  'motion.will-move': ({ axis, state, steps, call, current, speed, brake, gimbal, after, watchdogMs }) => {
    const what = steps
      ? `Calibration of ${axis}: ${steps.map((step) => `${axisState(step)} (${calibrations[step] ?? 'moves'})`).join(', then ')}. Take any load off the motor: it moves`
      : `${axis} ${call === undefined ? `starts ${axisState(state ?? 0)}` : `is started by ${call}`}: its motor can move at once`;
    const limits = [
      ...(current === undefined ? [] : [`${steps ? 'calibration current' : 'current limit'} ${measured(current)}`]),
      ...(speed === undefined ? [] : [`velocity limit ${measured(speed)}`]),
      brake.ohms === undefined ? 'no brake resistor' : `brake resistor ${measured({ value: brake.ohms, unit: 'Ω' })}`,
    ];
    const type = gimbal ? ' Motor type GIMBAL: on any other motor it overheats motor or board.' : '';
    const ends = afters[after](watchdogMs / 1000);
    return `${what} (${limits.join(', ')}).${type} ${ends}`;
  },
  'motion.has-errors': ({ axis, errors }) => `${axis} has errors: ${errors.join(', ')}.`,
  'motion.not-calibrated': ({ axis, missing }) =>
    `The ${missing.join(' and the ')} of ${axis} ${missing.length > 1 ? 'are' : 'is'} not calibrated.`,
  'motion.bus-outside': ({ volts, low, high }) =>
    `The bus voltage is ${volts.toFixed(1)} V, outside the limits of the board (${low.toFixed(1)} to ${high.toFixed(1)} V).`,
  'motion.watchdog-not-kept': ({ axis }) =>
    `The watchdog settings of ${axis} could not be saved, so they are not replaced.`,
  'motion.no-such-axis': ({ axis }) => `${axis} is not an axis of this board: axis0 or axis1.`,
  'motion.armed-already': ({ axis, state }) => `${axis} is armed already (${axisState(state)}).`,
  'motion.held': ({ axis, state }) =>
    `${axis} is armed${state === undefined ? '' : ` (${axisState(state)})`}. Ctrl-C sets it to IDLE; a load may drop then.`,
  'motion.watchdog-restored': ({ axis }) =>
    `The watchdog settings of ${axis}, which an interrupted command had replaced, are restored.`,
  'motion.watchdog-unknown': ({ axis }) =>
    `The watchdog settings of ${axis}, which an interrupted command had replaced, are lost. Check: odflash get ${axis}.config.*watchdog*`,
  'motion.step': ({ axis, state, step, of }) =>
    `${axis}, step ${step} of ${of}: ${axisState(state)}. Ctrl-C sets it to IDLE.`,
  'motion.restarted': ({ axis }) =>
    `The board restarted while ${axis} was armed: ${axis} is no longer held, and does what its startup flags say.`,
  'motion.stopped': ({ axis }) => `Stopped: ${axis} was set to IDLE.`,
  'motion.not-kept': ({ axis }) =>
    `The encoder of ${axis} is incremental and has no index: its calibration is lost at the next restart, and is repeated then.`,
  'next.clear-errors': 'See odflash status, correct the causes, then: odflash status --clear',
  'next.calibrate': ({ axis }) => `Calibrate it first: odflash calibrate ${axis}`,
  'next.check-supply-voltage': 'Check the supply and the trip levels: odflash get config.dc_bus_*',
};

/** What a step of a calibration does to the motor, by the state that it is. */
const calibrations: Readonly<Record<number, string>> = {
  4: 'beeps, hardly turns',
  6: 'turns one way until the index',
  7: 'turns slowly one way and back',
  12: 'turns slowly',
};

function measured({ value, unit = '' }: { readonly value: number; readonly unit?: string | undefined }): string {
  return `${rounded(value, 4)} ${unit}`.trimEnd();
}

/** Of seconds. */
const afters: Readonly<Record<'watchdog' | 'no-watchdog' | 'stays-armed', (seconds: number) => string>> = {
  watchdog: (seconds) =>
    `Ctrl-C sets it to IDLE, and so does its watchdog ${seconds} s after this command or the cable fails; a load may drop then.`,
  'no-watchdog': () =>
    'Ctrl-C sets it to IDLE; a load may drop then. This firmware has no watchdog: if this command or the cable fails, the axis stays armed.',
  'stays-armed': () => 'It stays armed after this command ends, and nothing stops it then.',
};
