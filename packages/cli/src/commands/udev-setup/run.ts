// odflash udev-setup: shows the rule or carries its installation out.

import { FlasherError } from '@odflash/core';
import { carryOutSetup, udevRule, udevRulePath, udevSetup } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { UdevSetupOptions } from './options.ts';

export async function installUdevRule(options: UdevSetupOptions, { output }: Context): Promise<Outcome> {
  const rule = { everyone: options.everyone === true };
  if (options.print) {
    output.data('rule', { path: udevRulePath, text: udevRule(rule) }, udevRule(rule).trimEnd());
    return {
      board: 'untouched',
      fields: { path: udevRulePath, installed: false },
      text: `Target file: ${udevRulePath}`,
    };
  }
  if (process.platform !== 'linux')
    throw new FlasherError('usage', 'udev rules exist on Linux only.', {
      next: process.platform === 'win32' ? 'On Windows: odflash doctor names the driver.' : 'macOS needs nothing.',
    });
  const { applied } = await carryOutSetup(udevSetup(rule));
  return {
    board: 'untouched',
    fields: { path: udevRulePath, installed: true, applied },
    text: `Rule written to ${udevRulePath}${applied ? '' : ', but udev could not be reloaded'}. Replug the board.`,
  };
}
