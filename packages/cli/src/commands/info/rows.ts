// Rows that tables of boards and of files have in common.

import type { VectorVerdict } from '@odflash/core/image';
import type { CommandLineCode } from '@odflash/messages';
import type { Color } from '../../render/color.ts';
import { emphasised, say, worded } from '../../render/say.ts';

type Label = Extract<CommandLineCode, `${string}.row-${string}`>;

/** One row, or none where there is no value. */
export function row(label: Label, value: string | undefined): readonly [name: string, value: string][] {
  return value === undefined ? [] : [[worded(label), value]];
}

/** Whether a vector table starts anything, and why. */
export function vectorText({ plausible, why }: VectorVerdict, color: Color): string {
  if (!plausible) return color('yellow', say(why));
  const text = worded('inspected.ok-because', { why });
  return emphasised(text, worded('mark.ok'), (_, part) => color('green', part));
}
