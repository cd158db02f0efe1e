// What is said of a firmware file before it is used: which it is, then what its reader left out or found odd. Neither comes
// before what is said of a board's DC supply: that board may be in danger.

import type { MemoryImage, UpdateEvent } from '@odflash/core';
import { isSupplyStep } from '@odflash/core/dfu';
import { isDoubt } from '@odflash/core/flash';
import type { Context } from '../command-runner.ts';
import { say } from '../render/say.ts';
import { visiblePart } from '../render/shown.ts';

type Listener = (event: UpdateEvent) => void;

/**
 * Runs `work` with a listener that says `introduction` before the first event, and the notes once the board was introduced; at
 * the latest when it is over.
 */
export async function withFileNotes<T>(
  image: MemoryImage | undefined,
  { output }: Context,
  work: (onEvent: Listener) => Promise<T>,
  introduction?: UpdateEvent,
): Promise<T> {
  let introduced = introduction === undefined;
  const introduce = () => {
    if (!introduced && introduction) output.event(introduction);
    introduced = true;
  };
  // A doubt is a warning of the preflight.
  let notes = (image?.notes ?? []).filter((note) => !isDoubt(note));
  const sayNotes = () => {
    for (const { text } of notes) output.say(`note  ${visiblePart(say(text))}`);
    notes = [];
  };
  try {
    return await work((event) => {
      const ofTheDanger = event.type === 'human' && isSupplyStep(event.step);
      if (!ofTheDanger) introduce();
      output.event(event);
      if (event.type !== 'stage' && !ofTheDanger) sayNotes();
    });
  } finally {
    introduce();
    sayNotes();
  }
}
