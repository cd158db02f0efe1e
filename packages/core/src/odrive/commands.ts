// What a running ODrive is asked to do as a whole: save, forget, restart, enter the bootloader, release the motors.
// Firmware differs in whether it restarts by itself; what it really did is in the result.

import type { Clock } from '../ports.ts';
import { lookUntil } from '../retry.ts';
import type { OdriveDevice } from './device.ts';
import type { CallOptions, DisconnectOutcome } from './protocol/client.ts';
import { findFunction, findProperty } from './tree.ts';

/** `restarting`: the board has left the bus (or went silent) and returns by itself. */
export type CommandOutcome = 'done' | 'restarting' | 'refused';

/** Saving erases a flash sector of 128 KiB now and then: 2 s at most (DS8626 table 40, x32), twice that to be sure. */
const flashMs = 8_000;

/**
 * Writes the configuration into the board's flash. Firmware up to 0.5.1 answers and runs on; from 0.5.2 on it restarts,
 * or refuses while an axis is armed.
 */
export async function saveConfiguration(device: OdriveDevice, options: CallOptions = {}): Promise<CommandOutcome> {
  const success = findFunction(device.tree, 'save_configuration')?.outputs[0];
  const outcome = await device.callAndDisconnect('save_configuration', { ...options, timeoutMs: flashMs });
  if (outcome !== 'replied') return 'restarting';
  if (!success) return 'done';
  return (await device.read(success.path, options)) === true ? 'done' : 'refused';
}

/** Erases the stored configuration. Firmware 0.4 keeps running with the old one until its next restart. */
export async function eraseConfiguration(device: OdriveDevice, options: CallOptions = {}): Promise<CommandOutcome> {
  const outcome = await device.callAndDisconnect('erase_configuration', { ...options, timeoutMs: flashMs });
  return outcome === 'replied' ? 'done' : 'restarting';
}

/** Restarts the board. */
export async function rebootOdrive(device: OdriveDevice, options: CallOptions = {}): Promise<CommandOutcome> {
  return (await device.callAndDisconnect('reboot', options)) === 'replied' ? 'refused' : 'restarting';
}

/**
 * Asks the firmware to start the ROM bootloader. `refused`: it answered and stayed, as firmware for boards up to v3.4
 * does. The caller makes sure that the axes are idle and the board is none that the bootloader destroys.
 */
export async function enterDfuMode(device: OdriveDevice, options: CallOptions = {}): Promise<CommandOutcome> {
  const outcome: DisconnectOutcome = await device.callAndDisconnect('enter_dfu_mode', options);
  return outcome === 'replied' ? 'refused' : 'restarting';
}

/** AXIS_STATE_IDLE: PWM off. */
export const idleState = 1;

/** Names of the axes this board has. */
export function axisNames(device: OdriveDevice): string[] {
  return ['axis0', 'axis1'].filter((name) => findProperty(device.tree, `${name}.current_state`));
}

/**
 * Disarms every axis, or the ones that are named, again and again until they read idle; true then, false if one still is not
 * after `timeoutMs` (3 s by default).
 */
export async function idleAxes(
  device: OdriveDevice,
  clock: Clock,
  options: CallOptions & {
    readonly timeoutMs?: number | undefined;
    readonly axes?: readonly string[] | undefined;
  } = {},
): Promise<boolean> {
  const axes = options.axes ?? axisNames(device);
  const stop = async () => {
    let idle = true;
    for (const axis of axes) await device.write(`${axis}.requested_state`, idleState, options);
    for (const axis of axes) idle = (await device.read(`${axis}.current_state`, options)) === idleState && idle;
    return idle;
  };
  const { timeoutMs = 3_000, signal } = options;
  return lookUntil({ withinMs: timeoutMs, everyMs: 50, clock, signal }, stop, (idle) => idle);
}
