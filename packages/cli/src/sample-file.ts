// The sample firmware that comes with the command, so that the examples of --help can be run as they stand.

import { relative } from 'node:path';
import { ownSample } from './own-files.ts';
import { ownWord } from './render/own-word.ts';

/** As one word of a command line; a name that stands for a file where the sample did not come along. */
export function sampleFile(): string {
  const path = ownSample();
  if (path === undefined) return 'FILE';
  const near = relative(process.cwd(), path);
  return ownWord(near.length < path.length ? near : path);
}
