// What a person puts together in the demo, as the profile text of a virtual board.

import { FlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { type BoardOption, faults, parseProfile } from '@odflash/virtual';

/** A named option and its value. */
type ChosenOption = readonly [name: string, value: string];

export interface ChosenBoard {
  /** `v3.6-56V`. */
  readonly version: string;
  /** The DIP switch stands on DFU. */
  readonly dfu: boolean;
  /** An ST-Link is wired to it. */
  readonly probe: boolean;
  readonly options: readonly ChosenOption[];
}

export function profileText({ version, dfu, probe, options }: ChosenBoard): string {
  const head = `${version}${dfu ? '+dfu' : ''}${probe ? '+stlink' : ''}`;
  return [head, ...options.map(([name, value]) => `${name}=${value}`)].join(',');
}

/** The other way round; what is wrong in it is for the parser of the profile to say. */
export function chosenBoard(text: string): ChosenBoard {
  const [head = '', ...rest] = text.split(',');
  const [version = '', ...wiring] = head.split('+');
  const options = rest.map((assignment): ChosenOption => {
    const [name = '', ...value] = assignment.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  return { version, dfu: wiring.includes('dfu'), probe: wiring.includes('stlink'), options };
}

/** What is wrong with a profile, if it is; the words are in the catalogue of messages. */
export function profileProblem(text: string): Said | undefined {
  try {
    parseProfile(text);
    return undefined;
  } catch (error) {
    if (error instanceof FlasherError) return error.text;
    throw error;
  }
}

/** What the menu offers: everything but what belongs to the command line's own clock. */
export const offeredOptions: readonly BoardOption[] = faults.filter(({ name }) => name !== 'time');

/** The words of an option that can only be a few: `factory | blank | other`. Empty where a person types. */
export function wordsOf({ name, value, read }: BoardOption): readonly string[] {
  const words = value.split(' | ');
  return words.length > 1 && words.every((word) => read(word, name)) ? words : [];
}
