// Whose word counts where a board has a configuration and the record of an interrupted update has another one: nothing that
// somebody has saved since is overwritten unasked.

import { type Asking, choose } from '../ask/settle.ts';
import { type ConfigurationDifference, configurationDifferences } from '../configuration/differences.ts';
import { type ErrorDetails, FlasherError, isFlasherError } from '../errors.ts';
import type { Text } from '../messages/message.ts';
import { writeJson } from '../odrive/json.ts';
import type { Rivals } from './rivals.ts';
import type { Update } from './state.ts';

/** True if the board would not be as it is with what the record has saved. */
export function differ({ tree, now, saved }: Rivals): boolean {
  return configurationDifferences(tree, now, saved.backup).length > 0;
}

/** Values named in the question; all of them are in the details. */
const mostNamed = 8;

/** Resolves with what is put back. Throws `not-confirmed` where they differ and nobody decides. */
export async function configurationFrom(update: Update, { tree, now, saved }: Rivals): Promise<'board' | 'record'> {
  const { story, request, asking } = update;
  const differences = configurationDifferences(tree, now, saved.backup);
  if (differences.length === 0) return 'record';
  story.settled = true;
  if (request.configurationFrom) return request.configurationFrom;
  const kept = story.saved.at(-1);
  const where = kept === undefined ? '' : ` The configuration of the board is saved as ${kept}.`;
  const text = `The configuration of the board differs from the one saved by the interrupted update in ${saved.location}: ${named(differences)}.${where}`;
  return chooseConfiguration(asking, { text, details: { differences: differences.map(differenceText) } });
}

interface ConfigurationChoice {
  readonly text: Text;
  /** What `--yes` chooses; without it a general yes is no answer. */
  readonly yes?: 'record' | undefined;
  readonly details?: ErrorDetails | undefined;
}

/** Asks whose configuration counts. Throws `not-confirmed` with the options that decide where nobody answers. */
export async function chooseConfiguration(
  asking: Asking,
  { text, yes, details }: ConfigurationChoice,
): Promise<'board' | 'record'> {
  try {
    const chosen = await choose(asking, {
      type: 'choice',
      code: 'configuration-from',
      text,
      options: [
        { code: 'board', text: 'keep the configuration of the board' },
        { code: 'record', text: 'restore the configuration saved by the interrupted update' },
      ],
      default: 'board',
      yes,
    });
    return chosen === 'record' ? 'record' : 'board';
  } catch (thrown) {
    throw isFlasherError(thrown) && thrown.code === 'not-confirmed' ? undecided(thrown, details) : thrown;
  }
}

/** Nobody chose: with the options that do. */
function undecided(cause: FlasherError, details: ErrorDetails = {}): FlasherError {
  return new FlasherError('not-confirmed', cause.text, {
    details: { ...cause.details, ...details },
    next: 'Pass --config-from board to keep the configuration of the board, or --config-from record to restore the saved one.',
    cause,
  });
}

function named(differences: readonly ConfigurationDifference[]): string {
  const more = differences.length > mostNamed ? `; and ${differences.length - mostNamed} more` : '';
  return `${differences.slice(0, mostNamed).map(differenceText).join('; ')}${more}`;
}

function differenceText({ path, now, saved }: ConfigurationDifference): string {
  return `${path} is ${writeJson(now)} on the board, ${writeJson(saved)} in the file`;
}
