// The watchdog of an axis that is held: while a process feeds it the axis stays armed, and when none does it goes to
// idle. What the user had set lies in the vault meanwhile, and is written back before the end, or by the next run after a crash.

import { isObject, jsonIn } from '../../checks.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { findFunction, findProperty } from '../../odrive/tree.ts';
import type { Vault } from '../../ports.ts';
import { axisReader } from './paths.ts';

/** How long the axis stays armed after the watchdog was last fed. Fed five times as often. */
export const watchdogMs = 2_000;

/** From one look at a held axis to the next, in ms. */
export const beatMs: number = watchdogMs / 5;

const timeoutOf = (axis: string) => `${axis}.config.watchdog_timeout`;
const enableOf = (axis: string) => `${axis}.config.enable_watchdog`;
const feedOf = (axis: string) => `${axis}.watchdog_feed`;

/** Firmware from 0.4.9 on. */
export function hasWatchdog({ tree }: OdriveDevice, axis: string): boolean {
  return findProperty(tree, timeoutOf(axis)) !== undefined && findFunction(tree, feedOf(axis)) !== undefined;
}

/** Tells the board that the host is here. Sent once: the next one comes soon. */
export async function feedWatchdog(odrive: OdriveDevice, axis: string, options: CallOptions = {}): Promise<void> {
  if (hasWatchdog(odrive, axis)) await odrive.call(feedOf(axis), [], { ...options, timeoutMs: beatMs });
}

/** What the user had. `enable` is absent up to 0.4.12, where a timeout above zero is the switch. */
export interface WatchdogSettings {
  readonly timeout: number;
  readonly enable?: boolean | undefined;
}

const prefix = 'watchdog-';
const noteOf = (serial: string, axis: string) => `${prefix}${serial}-${axis}.json`;
const ours = watchdogMs / 1000;

export interface WatchdogPlace {
  readonly vault: Vault;
  readonly serial: string;
  readonly axis: string;
}

/**
 * What the user had, or nothing where there is no watchdog. Timeout, food, switch, in this order: a watchdog that was never fed has run out. Throws FlasherError, `backup-failed` where what
 * the user had cannot be kept.
 */
export async function guard(
  odrive: OdriveDevice,
  { vault, serial, axis }: WatchdogPlace,
): Promise<WatchdogSettings | undefined> {
  if (!hasWatchdog(odrive, axis)) return undefined;
  const before = await usersOwn(odrive, { vault, serial, axis });
  try {
    await vault.put(noteOf(serial, axis), new TextEncoder().encode(JSON.stringify(before)));
  } catch (cause) {
    throw new FlasherError('backup-failed', message('motion.watchdog-not-kept', { axis }), { cause });
  }
  await odrive.write(timeoutOf(axis), ours);
  await feedWatchdog(odrive, axis);
  if (before.enable !== undefined) await odrive.write(enableOf(axis), true);
  return before;
}

/** Of an axis that was still armed by a run that died, when watchdogs were put back, the board has what that one had set. */
async function usersOwn(odrive: OdriveDevice, place: WatchdogPlace): Promise<WatchdogSettings> {
  const left = await kept(place);
  if (left && left !== 'unreadable' && (await hasOurs(odrive, place.axis))) return left;
  const read = axisReader(odrive, place.axis, {});
  const enable = await read('config.enable_watchdog');
  const timeout = Number(await read('config.watchdog_timeout'));
  return { timeout, enable: typeof enable === 'boolean' ? enable : undefined };
}

/** Otherwise the board restarted since: it has what was saved, and nothing of ours. */
async function hasOurs(odrive: OdriveDevice, axis: string): Promise<boolean> {
  return hasWatchdog(odrive, axis) && Number(await odrive.read(timeoutOf(axis))) === Math.fround(ours);
}

/** `restored`: what the user had is back · `nothing`: the board has nothing of ours · `unknown`: it has, and the note does not say what was before. */
type WatchdogEnd = 'restored' | 'nothing' | 'unknown';

/**
 * Writes back what the user had, off before anything else: `settings`, or what the note in the vault says. Only for an idle axis.
 * Throws FlasherError.
 */
export async function unguard(
  odrive: OdriveDevice,
  place: WatchdogPlace,
  known?: WatchdogSettings | undefined,
): Promise<WatchdogEnd> {
  const { vault, serial, axis } = place;
  const settings = known ?? (await kept(place));
  if (!settings) return 'nothing';
  const isOurs = await hasOurs(odrive, axis);
  if (isOurs && settings !== 'unreadable') {
    const { timeout, enable } = settings;
    if (enable !== undefined) await odrive.write(enableOf(axis), enable);
    await odrive.write(timeoutOf(axis), timeout);
  }
  await vault.remove(noteOf(serial, axis)).catch(() => undefined);
  if (!isOurs) return 'nothing';
  return settings === 'unreadable' ? 'unknown' : 'restored';
}

type BoardPlace = Omit<WatchdogPlace, 'axis'>;

async function notedAxes({ vault, serial }: BoardPlace): Promise<readonly string[]> {
  const names = await vault.list(`${prefix}${serial}-`).catch(() => []);
  return names.flatMap((name) => /-(axis\d)\.json$/.exec(name)?.[1] ?? []);
}

interface UsersWatchdogs {
  /** By path. */
  readonly values: ReadonlyMap<string, number | boolean>;
  /** Axes of which the note does not say it any more. */
  readonly unknown: readonly string[];
}

/** What the user had where the board has what a run that died has left. Changes nothing. Throws FlasherError. */
export async function usersWatchdogs(odrive: OdriveDevice, place: BoardPlace): Promise<UsersWatchdogs> {
  const values = new Map<string, number | boolean>();
  const unknown: string[] = [];
  for (const axis of await notedAxes(place)) {
    const settings = await kept({ ...place, axis });
    if (!settings || !(await hasOurs(odrive, axis))) continue;
    if (settings === 'unreadable') {
      unknown.push(axis);
      continue;
    }
    values.set(timeoutOf(axis), settings.timeout);
    if (settings.enable !== undefined) values.set(enableOf(axis), settings.enable);
  }
  return { values, unknown };
}

/** What a run that died has left on, written back where the axis is idle: what became of each axis. Throws FlasherError. */
export async function unguardAll(
  odrive: OdriveDevice,
  { idle, ...place }: BoardPlace & { readonly idle: readonly string[] },
): Promise<ReadonlyMap<string, WatchdogEnd>> {
  const ends = new Map<string, WatchdogEnd>();
  for (const axis of await notedAxes(place))
    if (idle.includes(axis)) ends.set(axis, await unguard(odrive, { ...place, axis }));
  return ends;
}

/** `unreadable`: there is a note, and what the user had cannot be read from it. */
async function kept({ vault, serial, axis }: WatchdogPlace): Promise<WatchdogSettings | 'unreadable' | undefined> {
  try {
    const bytes = await vault.get(noteOf(serial, axis));
    return bytes && (settingsIn(jsonIn(bytes)) ?? 'unreadable');
  } catch {
    return 'unreadable';
  }
}

function settingsIn(value: unknown): WatchdogSettings | undefined {
  const { timeout, enable } = isObject(value) ? value : {};
  if (typeof timeout !== 'number' || !Number.isFinite(timeout) || timeout < 0) return undefined;
  return { timeout, enable: typeof enable === 'boolean' ? enable : undefined };
}
