// What a shell says of an axis that was armed in it and is not held any more: odrivetool's user would see nothing.

import { axisOf, errorProperties, isLatchedError } from '@odflash/core/odrive';
import { worded } from '../render/say.ts';
import type { ShellBoard } from './boards.ts';

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
