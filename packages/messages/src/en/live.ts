import type { LiveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';

export const live: Texts<LiveMessages> = {
  'live.axis-armed': ({ path, axis, state, speed, mode, calls }) => {
    const doing = [
      axisState(state),
      ...(speed ? [`${speed.value.toFixed(2)} ${speed.unit ?? ''}`.trimEnd()] : []),
      ...(mode === undefined ? [] : [typeof mode === 'number' ? `control mode ${mode}` : mode]),
    ];
    return `${axis} is armed (${doing.join(', ')}): ${calls ? 'calling' : 'writing'} ${path} acts on it at once, and its motor may move.`;
  },
  'live.lets-fall': ({ path }) => `${path} releases the brake: a load may fall.`,
  'live.axis-not-idle': ({ axis }) => `${axis} does not go to idle.`,
  'live.errors-to-clear': ({ errors, brake }) => `To be cleared: ${errors.join(', ')}. ${brakes[brake]}`,
  'live.not-writable': ({ path, kind }) => `${path} ${kinds[kind]}.`,
  'live.value-invalid': ({ path, text, type }) => `"${text}" is not a value for ${path}, which is ${type}.`,
  'live.not-a-function': ({ path }) => `${path} is not a function.`,
  'live.own-command': ({ path }) => `${path} has a command of its own, which checks the board first.`,
  'live.inputs-wrong': ({ path, expected, given }) =>
    `${path} takes ${expected} ${expected === 1 ? 'input' : 'inputs'}, not ${given}.`,
  'live.input-invalid': ({ path, input, text }) => `"${text}" is not a value for the input ${input} of ${path}.`,
  'live.not-a-number': ({ path }) => `${path} is a reference to another property, not a number.`,
  'live.no-oscilloscope': 'This firmware has no oscilloscope.',
  'live.nothing-changes': 'This firmware has no value that changes: the rate cannot be tested.',
};

const brakes = {
  'works-again': 'The brake resistor, if it is enabled, works again afterwards.',
  'stays-off': 'A brake resistor that was disarmed stays off until a restart.',
} as const;

const kinds = {
  property: 'can only be read',
  function: 'is a function: it is called, not written',
  object: 'is an object: one value in it can be written',
} as const;
