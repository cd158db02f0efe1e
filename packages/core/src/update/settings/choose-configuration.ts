// The question whose configuration counts, as it is asked by every command.

import { type Asking, choose } from '../../ask/settle.ts';
import { type ErrorDetails, FlasherError, isFlasherError } from '../../errors.ts';
import { type Message, message } from '../../messages/message.ts';

interface WhoseQuestion {
  readonly text: Message;
  /** What `--yes` chooses; without it a general yes is not an answer. */
  readonly yes?: 'record' | undefined;
  readonly details?: ErrorDetails | undefined;
}

/** Asks whose configuration counts. Throws `not-confirmed` with the options that decide, where there is no answer. */
export async function chooseConfiguration(
  asking: Asking,
  { text, yes, details }: WhoseQuestion,
): Promise<'board' | 'record'> {
  try {
    const chosen = await choose(asking, {
      type: 'choice',
      code: 'configuration-from',
      text,
      options: [
        { code: 'board', text: message('update.keep-board') },
        { code: 'record', text: message('update.restore-record') },
      ],
      default: 'board',
      yes,
    });
    return chosen === 'record' ? 'record' : 'board';
  } catch (thrown) {
    throw isFlasherError(thrown) && thrown.code === 'not-confirmed' ? undecided(thrown, details) : thrown;
  }
}

/** No choice was made: with the options that make one. */
function undecided(cause: FlasherError, details: ErrorDetails = {}): FlasherError {
  return new FlasherError('not-confirmed', cause.text, {
    details: { ...cause.details, ...details },
    next: message('next.choose-whose-configuration'),
    cause,
  });
}
