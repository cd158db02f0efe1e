// What a firmware file's reader left out or found odd is worth a word before it is flashed, but not before what is said of
// the board: that may be in danger.

import type { MemoryImage, UpdateEvent } from '@odflash/core';
import { isSupplyStep } from '@odflash/core/dfu';
import { isDoubt } from '@odflash/core/flash';
import type { Context } from '../command-runner.ts';
import { visiblePart } from '../render/shown.ts';

type Listener = (event: UpdateEvent) => void;

/** Runs `work` with a listener that says the notes once the board was introduced; at the latest when it is over. */
export async function withFileNotes<T>(
  image: MemoryImage | undefined,
  { output }: Context,
  work: (onEvent: Listener) => Promise<T>,
): Promise<T> {
  // A doubt is a warning of the preflight.
  let notes = (image?.notes ?? []).filter((note) => !isDoubt(note));
  const say = () => {
    for (const { text } of notes) output.say(`note  ${visiblePart(text)}`);
    notes = [];
  };
  try {
    return await work((event) => {
      output.event(event);
      const ofTheDanger = event.type === 'human' && isSupplyStep(event.step);
      if (event.type !== 'stage' && !ofTheDanger) say();
    });
  } finally {
    say();
  }
}
