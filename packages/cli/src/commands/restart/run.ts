// odflash enter-dfu and odflash reset.

import { restartChip } from '@odflash/core/flash';
import { restartBoard, switchToDfu } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { timeText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { boardRequest } from '../../shared/request.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { RestartOptions } from './options.ts';

export async function enterDfu(options: RestartOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context, { asksAxes: true });
  const { device, outcome, ms } = await switchToDfu(env, runningRequest(options, context));
  const text = outcome === 'was-there' ? worded('chip.in-dfu-already') : worded('chip.in-dfu', { time: timeText(ms) });
  return { board: 'untouched', fields: { device, outcome, ms }, text };
}

export async function reset(options: RestartOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context, { asksAxes: true });
  if (options.via === 'stlink') {
    const { identity, ms } = await restartChip(env, boardRequest(options, context));
    return {
      board: 'untouched',
      fields: { device: identity.device, ms },
      text: worded('chip.running', { time: timeText(ms) }),
    };
  }
  const { device, from, ms } = await restartBoard(env, runningRequest(options, context));
  return { board: 'untouched', fields: { device, from, ms }, text: worded('chip.running', { time: timeText(ms) }) };
}
