// Options of a running board: its firmware, its configuration, its motors and its supply.

import { calibrationHabits, startupHabits } from '../odrive/configuration/factory-configuration.ts';
import { latestRelease, releases } from '../odrive/releases.ts';
import { type BoardOption, set } from './board-option.ts';
import { type Change, number, type Reader, word } from './values.ts';

/** Error properties of all releases; one that the firmware does not have is left out. */
const errorPath =
  /^(?:error|can\.error|axis[01]\.(?:(?:(?:motor|encoder|controller|sensorless_estimator|fet_thermistor|motor_thermistor)\.)?error|motor\.gate_driver\.drv_fault|last_drv_fault))$/;

/** A whole number from 0 up to 64 bits, decimal or 0x. */
function flags(value: string): bigint | undefined {
  if (!/^(0x[0-9a-f]{1,16}|\d{1,19})$/i.test(value)) return undefined;
  const read = BigInt(value);
  return read < 2n ** 64n ? read : undefined;
}

const injectError: Reader = (value, name) => {
  const bits = flags(value);
  if (bits === undefined) return undefined;
  const change: Change = (settings) => ({ ...settings, errors: [...settings.errors, [name, bits]] });
  return change;
};

const injectStartError: Reader = (value) => {
  const [path = '', bits = ''] = value.split(':');
  const read = errorPath.test(path) ? flags(bits) : undefined;
  if (read === undefined) return undefined;
  const change: Change = (settings) => ({ ...settings, startErrors: [...settings.startErrors, [path, read]] });
  return change;
};

export const runtimeOptions: readonly BoardOption[] = [
  {
    name: 'firmware',
    value: releases.map(({ release }) => release).join(' | '),
    default: latestRelease,
    stands: 'a board that was not updated for years',
    text: "release of the firmware in the factory's flash",
    read: word(
      releases.map(({ release }) => release),
      (firmware) => set.board({ firmware }),
    ),
  },
  {
    name: 'motor',
    value: 'idle | ready | armed | turning',
    default: 'idle',
    stands: 'a board that holds a load, or continues turning, when a person comes to flash it',
    text: 'what axis 0 does when the board is found running; ready: idle, calibrated, its index found',
    read: word(['idle', 'ready', 'armed', 'turning'] as const, (motor) => set.board({ motor })),
  },
  {
    name: 'startup',
    value: startupHabits.join(' | '),
    default: 'none',
    stands: 'a motor that moves by itself after every restart',
    text: "the startup flags of axis 0 in the factory's configuration",
    read: word(startupHabits, (startup) => set.board({ startup })),
  },
  {
    name: 'calibration',
    value: calibrationHabits.join(' | '),
    default: 'none',
    stands: 'a machine whose owner has stored its calibration',
    text: "what the factory's configuration of axis 0 says is calibrated: nothing, the motor, or motor and encoder",
    read: word(calibrationHabits, (calibration) => set.board({ calibration })),
  },
  {
    name: 'error',
    value: 'flags, decimal or 0x',
    default: '0',
    stands: 'a board that a person brings because it does not work',
    text: "the board's error when it is found; every other error likewise by its path: axis0.motor.error=0x1",
    names: errorPath,
    read: injectError,
  },
  {
    name: 'start-error',
    value: 'PATH:FLAGS, e.g. axis0.encoder.error:0x4',
    default: 'none',
    stands: 'a cable that is off, a chip that does not answer: errors that recur at every start',
    text: 'an error that every start of the firmware ends with; may be given several times',
    read: injectStartError,
  },
  {
    name: 'bus',
    value: 'volts, 0 to 100',
    default: '24 on boards for 24 V, 36 on others',
    stands: 'supplies of all kinds; firmware of another voltage class, which reads 11/19 or 19/11 of it',
    text: 'what the supply gives; the firmware sees it through the divider it was built for',
    read: (value) =>
      /^\d{1,3}(\.\d{1,3})?$/.test(value) && Number(value) <= 100 ? set.board({ bus: Number(value) }) : undefined,
  },
  {
    name: 'divider',
    value: '1 to 100',
    default: '11 on boards for 24 V, 19 on others',
    stands: 'clones with other resistors: an MKS ODrive-S was seen to show 12 V at 38 V',
    text: 'the divider at the ADC that measures the bus',
    read: number(1, 100, (divider) => set.board({ divider })),
  },
];
