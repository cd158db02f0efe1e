// odflash udev-setup: shows the rule or carries its installation out.

import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import { carryOutSetup, udevRule, udevRulePath, udevSetup } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import type { UdevSetupOptions } from './options.ts';

export async function installUdevRule(options: UdevSetupOptions, { output }: Context): Promise<Outcome> {
  const rule = { everyone: options.everyone === true };
  if (options.print) {
    output.data('rule', { path: udevRulePath, text: udevRule(rule) }, udevRule(rule).trimEnd());
    return {
      board: 'untouched',
      fields: { path: udevRulePath, installed: false },
      text: worded('server.rule-file', { path: udevRulePath }),
    };
  }
  if (process.platform !== 'linux')
    throw new FlasherError('usage', commandMessage('usage.udev-on-linux-only'), {
      next: commandMessage(process.platform === 'win32' ? 'next.doctor-names-driver' : 'next.macos-needs-nothing'),
    });
  const { applied } = await carryOutSetup(udevSetup(rule));
  return {
    board: 'untouched',
    fields: { path: udevRulePath, installed: true, applied },
    text: worded(applied ? 'server.rule-written' : 'server.rule-written-not-loaded', { path: udevRulePath }),
  };
}
