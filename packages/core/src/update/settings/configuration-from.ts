// Whose word counts where a board has a configuration and the record of an interrupted update has another one: nothing that
// a person has saved since is overwritten unasked.

import { configurationDifferences } from '../../configuration/differences.ts';
import { message } from '../../messages/message.ts';
import { writeJson } from '../../odrive/descriptor/json.ts';
import type { ConfigurationAnswer } from '../configuration-decision.ts';
import type { Update } from '../context.ts';
import type { Rivals } from '../rivals.ts';
import { chooseConfiguration } from './choose-configuration.ts';

/** True if the board would not be as it is with what the record has saved. */
export function differ({ tree, now, saved }: Rivals): boolean {
  return configurationDifferences(tree, now, saved.backup).length > 0;
}

/** Resolves with what is restored. Throws `not-confirmed` where they differ and no decision is made. */
export async function configurationFrom(update: Update, { tree, now, saved }: Rivals): Promise<ConfigurationAnswer> {
  const { ledger, request, asking } = update;
  const differences = configurationDifferences(tree, now, saved.backup).map((one) =>
    message('update.difference', { path: one.path, board: writeJson(one.now), record: writeJson(one.saved) }),
  );
  if (differences.length === 0) return { from: 'record', isSettled: false };
  if (request.configurationFrom) return { from: request.configurationFrom, isSettled: true };
  const text = message('update.configurations-differ', {
    file: saved.location,
    kept: ledger.saved.at(-1),
    differences,
  });
  return { from: await chooseConfiguration(asking, { text, details: { differences } }), isSettled: true };
}
