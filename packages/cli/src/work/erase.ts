// odflash erase: asks before it takes the firmware away, because nothing about an erase is a mistake the engine could see.

import { describeDevice, eraseFlash, FlasherError, findRom, type UsbBus } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { EraseOptions } from '../commands/erase.ts';
import { withConsent } from './consent.ts';
import { reportFields, reportText } from './report.ts';
import { changeRequest } from './request.ts';
import { openWorld } from './world.ts';

export async function eraseBoard(options: EraseOptions, context: Context): Promise<Outcome> {
  const configuration = options.config === true;
  const what = configuration ? 'the firmware and the configuration' : 'the firmware';
  const env = await openWorld(options, context);
  if (!options.dryRun) await mustBeMeant(what, { options, context, bus: env.bus });
  const report = await withConsent(options.consent, context, (consent) =>
    eraseFlash(env, { ...changeRequest(options, context), consent, configuration }),
  );
  return {
    board: report.board,
    fields: { configuration, ...reportFields(report) },
    text: reportText({ ...report, start: 'not-startable' }, 'nothing where the firmware was'),
  };
}

interface Doubt {
  readonly options: EraseOptions;
  readonly context: Context;
  readonly bus: UsbBus;
}

async function mustBeMeant(what: string, { options, context, bus }: Doubt): Promise<void> {
  if (options.yes) return;
  const board = describeDevice(await findRom(bus, options));
  if (await context.ask?.confirm(`Erase ${what} of ${board}? It will not start afterwards.`)) return;
  throw new FlasherError('not-confirmed', `Erasing ${what} of ${board} was not confirmed`, {
    next: 'Pass --yes to erase without being asked.',
  });
}
