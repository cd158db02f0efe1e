// Several boards could be meant: a person chooses, where there is one. Knows what a search throws, and no bus.

import { type FlasherError, isFlasherError } from '../errors.ts';
import { isMessage } from '../messages/message.ts';
import type { Ask, ChoiceQuestion } from './question.ts';

/**
 * What `find` finds; where it finds several, the one that is chosen from them. `path` is absent for the first search. Where it
 * is chosen, `several` is called before the question. Throws what `find` throws, `several-devices` where no answer comes.
 */
export async function findChosen<T>(
  find: (path?: string) => Promise<T>,
  ask: Ask | undefined,
  several: () => Promise<void>,
): Promise<T> {
  try {
    return await find();
  } catch (thrown) {
    if (!ask || !isFlasherError(thrown) || thrown.code !== 'several-devices') throw thrown;
    const options = placesIn(thrown);
    await several();
    const answer = await ask({ type: 'choice', code: 'which-board', text: thrown.text, options, default: '' });
    if (!options.some(({ code }) => code === answer)) throw thrown;
    return await find(answer);
  }
}

function placesIn({ details: { paths, devices } }: FlasherError): ChoiceQuestion['options'] {
  if (!Array.isArray(paths) || !Array.isArray(devices)) return [];
  return devices.filter(isMessage).map((text, index) => ({ code: String(paths[index]), text }));
}
