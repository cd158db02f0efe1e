// What a shell says of an axis that was armed in it and is not held any more: odrivetool's user would see nothing.

import { axisOf, errorProperties, isLatchedError } from '@odflash/core/odrive';
import type { ShellBoard } from './boards.ts';

/** One line. Reads the errors of the axis where it is idle. */
export async function axisEndedText(
  { name, session }: ShellBoard,
  axis: string,
  how: 'idle' | 'lost',
): Promise<string> {
  const whole = `${name}.${axis}`;
  if (how === 'lost') {
    const hasWatchdog = session.tree.nodes.has(`${axis}.config.watchdog_timeout`);
    return hasWatchdog
      ? `${whole} was armed when the connection was lost: its watchdog sets it to IDLE 2 s after that.`
      : `${whole} was armed when the connection was lost, and this firmware has no watchdog: switch off the supply.`;
  }
  const paths = errorProperties(session.tree).flatMap(({ path }) =>
    axisOf(path) === axis && !isLatchedError(path) ? [path] : [],
  );
  const values = await session.readMany(paths).catch(() => []);
  return values.some((value) => Number(value) !== 0)
    ? `${whole} is idle, with errors: ${name}.dump_errors() explains them.`
    : `${whole} is idle again.`;
}

/** Before what was armed here is let go of at the end. `undefined` where nothing is. */
export function letGoText(boards: readonly ShellBoard[]): string | undefined {
  const armed = boards.flatMap(({ name, session }) => session.held.map((axis) => `${name}.${axis}`));
  if (armed.length === 0) return undefined;
  return `${armed.join(' and ')} ${armed.length === 1 ? 'is' : 'are'} set to IDLE, as this ends; a load may drop.`;
}
