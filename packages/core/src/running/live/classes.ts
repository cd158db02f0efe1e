// What a write or a call may do to motors, the load and the brake resistor. A table; what is not in it counts as dangerous:
// a property as one that moves an armed axis, a function as one that moves a motor at once. Configuration values are judged
// by their own rules (configuration/rules).

import type { OwnCommand } from '../../messages/actions-running.ts';
import { idleState } from '../../odrive/commands.ts';
import { globTable } from '../../odrive/glob.ts';
import type { PropertyValue } from '../../odrive/value.ts';

/**
 * `stops`: brings an axis to idle · `moves-now`: energises a motor · `moves-if-armed`: acts on an axis that is armed ·
 * `lets-fall`: releases a load · `own-command`: has a command with checks of its own · `harmless`: the rest of what is known.
 */
export type MotionClass = 'stops' | 'moves-now' | 'moves-if-armed' | 'lets-fall' | 'own-command' | 'harmless';

interface Row {
  readonly class: MotionClass;
  readonly paths: readonly string[];
  /** For this value only. */
  readonly value?: PropertyValue | undefined;
  /** The command that does it. */
  readonly command?: OwnCommand | undefined;
}

const properties: readonly Row[] = [
  { class: 'stops', value: idleState, paths: ['axis*.requested_state'] },
  { class: 'moves-now', paths: ['axis*.requested_state'] },
  // A command that clears shows the errors before.
  { class: 'harmless', paths: ['error', '*.error', '*.*.error'], value: 0 },
  {
    class: 'harmless',
    paths: ['test_property', 'ibus_report_filter_k', 'axis*.motor.current_control.*report_filter_k'],
  },
];

const functions: readonly Row[] = [
  { class: 'own-command', paths: ['save_configuration'], command: 'save' },
  { class: 'own-command', paths: ['erase_configuration'], command: 'erase-configuration' },
  { class: 'own-command', paths: ['reboot'], command: 'restart' },
  { class: 'own-command', paths: ['enter_dfu_mode'], command: 'enter-dfu' },
  { class: 'own-command', paths: ['clear_errors', 'axis*.clear_errors'], command: 'clear-errors' },
  { class: 'lets-fall', paths: ['axis*.mechanical_brake.release'] },
  // Setpoints by function (0.4), a step of the input, the place of an axis; food for a watchdog keeps an armed axis armed.
  {
    class: 'moves-if-armed',
    paths: [
      'axis*.controller.move_incremental',
      'axis*.controller.move_to_pos',
      'axis*.controller.set_*_setpoint',
      'axis*.encoder.set_linear_count',
      'axis*.watchdog_feed',
    ],
  },
  { class: 'harmless', paths: ['test_function', 'get_*', '*.get_*', '*.*.get_*'] },
];

/** One table for each value that has rows of its own; the last is for all other values. */
const idleTable = globTable(properties.filter(({ value }) => value === undefined || value === idleState));
const zeroTable = globTable(properties.filter(({ value }) => value === undefined || value === 0));
const anyTable = globTable(properties.filter(({ value }) => value === undefined));
const functionTable = globTable(functions);

/** What writing `value` may do. */
export function classOfWrite(path: string, value: PropertyValue): MotionClass {
  const number = typeof value === 'bigint' ? Number(value) : value;
  const table = number === idleState ? idleTable : number === 0 ? zeroTable : anyTable;
  return table(path)?.class ?? 'moves-if-armed';
}

/** What calling a function may do, and the command that does the same with its own checks. */
export function classOfCall(path: string): { readonly class: MotionClass; readonly command?: OwnCommand | undefined } {
  return functionTable(path) ?? { class: 'moves-now' };
}
