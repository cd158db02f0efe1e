// Error flags of the firmware as odflash explain shows them: by the tables that odflash status reads them with.

import type { FoundFlag } from '@odflash/core/diagnosis';
import type { ReleaseSpan } from '@odflash/messages';
import type { Color } from '../../render/color.ts';
import { flagText as wordsOf } from '../../render/error-flags.ts';
import { worded } from '../../render/say.ts';
import { flagLines } from '../../shared/board-errors.ts';

export function flagText({ part, flag }: FoundFlag, color: Color): string {
  const releases = spansOf(flag.releases);
  const name = `${color('bold', flag.name)} (${worded('explained.flag-of', { part, releases })})`;
  return `${flagLines(name, wordsOf(flag.code))}\n`;
}

export function flagFields({ part, flag }: FoundFlag): Readonly<Record<string, unknown>> {
  const { name, bit, releases, code } = flag;
  return { part, name, bit, releases: spansOf(releases), ...wordsOf(code) };
}

/** `..0.4.12, 0.5.5..`: from one release to another. */
function spansOf(releases: string): readonly ReleaseSpan[] {
  return releases.split(', ').map((span) => {
    const [first, last] = span.split('..').map((release) => (release === '' ? undefined : release));
    return { first, last };
  });
}
