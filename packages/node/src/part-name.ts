// The name of a file that is being written, before it gets its own.

import { randomUUID } from 'node:crypto';

/**
 * A name nothing else has, this process in an earlier life included: in a container every run is process 1, and one that
 * was killed leaves its file behind. Short, whatever the file will be called.
 */
export function partName(): string {
  return `.odflash-${randomUUID()}.part`;
}
