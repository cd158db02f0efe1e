// Words of a command for the shell of this computer. Loaded for --help too, so it knows no sentence.

import { shellOf, shellWord } from '@odflash/messages';

export const ownShell: ReturnType<typeof shellOf> = shellOf(process.platform);

/** A path or a name as one word. */
export function ownWord(text: string): string {
  return shellWord(text, ownShell);
}
