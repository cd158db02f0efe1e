// One entry of the table of options and faults, and what entries are made of.

import type { ProbeSettings } from '../probe/settings.ts';
import type { RomBehaviour } from '../rom/behaviour.ts';
import type { BoardSettings } from './settings.ts';
import { type Change, type Reader, word } from './values.ts';
import type { WireFaults } from './wire.ts';

/** A named option of a virtual board: how it is typed, what it stands for. */
export interface BoardOption {
  readonly name: string;
  /** Other names of it. */
  readonly names?: RegExp | undefined;
  /** What a value looks like. */
  readonly value: string;
  readonly default: string;
  /** What it stands for in the field. */
  readonly stands: string;
  /** What it does, in a line. */
  readonly text: string;
  readonly read: Reader;
}

/** Changes of settings, by the part of the board they concern. */
export const set = {
  board:
    (change: Partial<BoardSettings>): Change =>
    (settings) => ({ ...settings, ...change }),
  chip:
    (change: Partial<BoardSettings['quirks']>): Change =>
    (settings) => ({ ...settings, quirks: { ...settings.quirks, ...change } }),
  options:
    (change: Partial<BoardSettings['options']>): Change =>
    (settings) => ({ ...settings, options: { ...settings.options, ...change } }),
  probe:
    (change: Partial<ProbeSettings>): Change =>
    (settings) => ({ ...settings, probe: { ...settings.probe, ...change } }),
  rom:
    (change: Partial<RomBehaviour>): Change =>
    (settings) => ({ ...settings, rom: { ...settings.rom, ...change } }),
  wire:
    (change: Partial<WireFaults>): Change =>
    (settings) => ({ ...settings, wire: { ...settings.wire, ...change } }),
} as const;

/** A option whose values are the words of one member of the ROM's behaviour; the first is the default. */
export function romWords<Name extends keyof RomBehaviour>(
  name: string,
  member: Name,
  words: readonly (RomBehaviour[Name] & string)[],
  stands: string,
  text: string,
): BoardOption {
  const read = word(words, (value) => set.rom({ [member]: value }));
  return { name, value: words.join(' | '), default: words[0] ?? '', stands, text, read };
}
