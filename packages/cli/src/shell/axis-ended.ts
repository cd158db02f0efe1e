// What a shell says of an axis that was armed in it and is not held any more: odrivetool's user would see nothing.

import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { axisOf, errorProperties, idleState, isLatchedError } from '@odflash/core/odrive';
import { say, worded } from '../render/say.ts';
import type { ShellBoard, ShellBoards } from './boards.ts';
import { runLine } from './typed-line.ts';

/** One line. Reads the errors of the axis where it is idle. */
export async function axisEndedText(
  { name, session }: ShellBoard,
  axis: string,
  how: 'idle' | 'restarted' | 'lost',
): Promise<string> {
  const whole = `${name}.${axis}`;
  if (how === 'restarted') return worded('shell.axis-restarted', { axis: whole });
  if (how === 'lost') {
    const hasWatchdog = session.tree.nodes.has(`${axis}.config.watchdog_timeout`);
    return worded(hasWatchdog ? 'shell.axis-lost-with-watchdog' : 'shell.axis-lost', { axis: whole });
  }
  const paths = errorProperties(session.tree).flatMap(({ path }) =>
    axisOf(path) === axis && !isLatchedError(path) ? [path] : [],
  );
  const values = await session.readMany(paths).catch(() => []);
  return values.some((value) => Number(value) !== 0)
    ? worded('shell.axis-failed', { axis: whole, board: name })
    : worded('value.axis-idle-again', { axis: whole });
}

/** Before what was armed here is released at the end. `undefined` where nothing is. */
export function letGoText(boards: readonly ShellBoard[]): string | undefined {
  const armed = boards.flatMap(({ name, session }) => session.held.map((axis) => `${name}.${axis}`));
  return armed.length === 0 ? undefined : worded('shell.set-to-idle', { axes: armed });
}

/**
 * Releases what is held. Throws FlasherError `axis-armed` where an axis does not go to idle; where a board is gone the watchdog of its
 * axes acts.
 */
export async function released(boards: Pick<ShellBoards, 'all' | 'interrupt'>): Promise<void> {
  boards.interrupt();
  for (const { session } of boards.all) await session.settled();
  for (const { name, session } of boards.all)
    for (const axis of session.stillArmed)
      throw new FlasherError('axis-armed', message('live.axis-not-idle', { axis: `${name}.${axis}` }), {
        details: { axes: [axis], device: session.device.path },
        next: message('next.secure-load-and-switch-off'),
      });
}

/** Of each axis that is held here, once what was interrupted has released it: what it does then. Nothing where its board is gone. */
export function releasedTexts(boards: readonly ShellBoard[]): readonly Promise<string | undefined>[] {
  const held = boards.flatMap((board) => board.session.held.map((axis) => [board, axis] as const));
  return held.map(([board, axis]) =>
    runLine(new AbortController().signal, () => releasedText(board, axis).catch(() => undefined)),
  );
}

async function releasedText({ name, session }: ShellBoard, axis: string): Promise<string> {
  // What interrupts it does so after this has begun.
  await Promise.resolve();
  await session.settled();
  const isIdle = Number(await session.read(`${axis}.current_state`)) === idleState;
  const whole = `${name}.${axis}`;
  return isIdle
    ? worded('value.axis-set-to-idle', { axis: whole })
    : say(message('live.axis-not-idle', { axis: whole }));
}
