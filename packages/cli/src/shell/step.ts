// odrivetool's step_and_plot: arms an axis, steps its input, draws what it does, and sets it to IDLE. Every write follows the rules of
// the shell, so the start needs a consent; whatever happens the axis is idle at the end.

import { FlasherError } from '@odflash/core';
import { configurationGeneration } from '@odflash/core/odrive';
import type { BoardSession } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { worded } from '../render/say.ts';
import { axisPlace } from './boards.ts';
import type { HelperParts } from './helper-parts.ts';
import { plotFunction, type ShellPlotOptions } from './plot-function.ts';

export interface ShellStepOptions {
  /** In the firmware's units; default 1 turn, up to 0.4.12 100 counts. */
  readonly size?: number | undefined;
  /** Seconds after the step. */
  readonly settle?: number | undefined;
  /** Samples a second. */
  readonly rate?: number | undefined;
  /** ControlMode of the firmware. */
  readonly mode?: number | undefined;
  readonly plotOptions?: ShellPlotOptions | undefined;
}

const closedLoop = 8;
const idle = 1;
/** Seconds from the start to the step. */
const before = 0.5;

/** What is stepped and what answers, below the axis, by ControlMode. */
const modes: Readonly<Record<number, { readonly of: string; readonly input: 'velocity' | 'position' }>> = {
  2: { of: 'vel', input: 'velocity' },
  3: { of: 'pos', input: 'position' },
};

/** Throws FlasherError: `not-confirmed` without consent, with nothing armed. */
export async function stepAndPlot(
  parts: HelperParts,
  axis: unknown,
  { size, settle = 0.5, rate = 500, mode = 3, plotOptions }: ShellStepOptions,
): Promise<void> {
  const { env, context, signal } = parts;
  const { session, path } = axisPlace(axis);
  const kind = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  if (!kind)
    throw new FlasherError('usage', commandMessage('usage.step-mode', { mode: String(mode) }), {
      next: commandMessage('next.pass-step-mode'),
    });
  const generation = configurationGeneration(session.release, (one) => session.tree.nodes.has(one));
  const by = size ?? (generation === '0.4' ? 100 : 1);
  if (!Number.isFinite(by) || !(settle > 0)) throw new FlasherError('usage', commandMessage('usage.step-not-a-number'));
  const at = (name: string) => `${path}.${name}`;
  // From 0.5 on the setpoints can only be read.
  const input = generation === '0.4' ? at(`controller.${kind.of}_setpoint`) : at(`controller.input_${kind.of}`);
  const setpoint = at(`controller.${kind.of}_setpoint`);
  // Up to 0.4.2 the speed has another name.
  const estimates = [at(`encoder.${kind.of}_estimate`), at('encoder.pll_vel')] as const;
  const estimate = estimates.find((one) => session.tree.nodes.has(one)) ?? estimates[0];
  const modePath = at('controller.config.control_mode');
  context.output.say(
    worded('shell.step', {
      axis: path,
      of: kind.input,
      by,
      unit: generation === '0.4' ? 'counts' : 'turns',
      after: before,
    }),
  );
  // A plot that fails takes the step with it: the axis may be armed again by then.
  const drawing = new AbortController();
  const running = AbortSignal.any([signal(), drawing.signal]);
  const modeBefore = await session.read(modePath);
  if (modeBefore !== mode) await session.write(modePath, mode);
  try {
    await session.write(at('requested_state'), closedLoop);
    const start = Number(await session.read(input));
    const drawn = plotFunction(parts, () => [reading(session, setpoint), reading(session, estimate)], {
      ...plotOptions,
      rate,
      duration: before + settle,
    });
    const stepped = env.clock.sleep(before * 1000, running).then(() => session.write(input, start + by));
    await Promise.all([drawn, stepped]);
  } finally {
    drawing.abort();
    // Also where it was armed before the failure was known; stopping is never asked.
    if (session.held.includes(path)) await session.write(at('requested_state'), idle);
    if (modeBefore !== mode) await session.write(modePath, modeBefore);
  }
}

/** As an object of the board: its path names the series. */
function reading(session: BoardSession, path: string) {
  const value = session.read(path);
  return Object.assign(value, { path });
}
