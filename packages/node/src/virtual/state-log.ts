// A short text that changes often, on the disk: a line of JSON for each change, and the last whole one counts. A killed
// process leaves at most a line that is cut off, and the one before it holds. Replacing the file each time would be as safe,
// but several times slower: a file system that writes a renamed file out at once (ext4) makes every change wait for the disk.

import { appendFileSync, closeSync, openSync, renameSync, writeFileSync } from 'node:fs';

export interface StateLog {
  /** Keeps `line`, JSON without a line break. Throws the system's error. */
  append(line: string): void;
}

/** A file of this many characters begins anew. */
const fullLength = 1 << 18;

/** The log in `path`. It begins anew, with one line, at the first append. */
export function openStateLog(path: string): StateLog {
  let file: number | undefined;
  let length = 0;
  const beginWith = (line: string): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    writeFileSync(`${path}.part`, line);
    renameSync(`${path}.part`, path);
    file = openSync(path, 'a');
    length = line.length;
  };
  return {
    append(line) {
      if (file === undefined || length > fullLength) return beginWith(line);
      appendFileSync(file, `\n${line}`);
      length += 1 + line.length;
    },
  };
}

/** What the last whole line of a log says, `undefined` if none is whole: no beginning of an object is JSON. */
export function lastState(log: string): unknown {
  for (const line of log.split('\n').reverse()) {
    try {
      return JSON.parse(line);
    } catch {
      // Cut off; the line before it holds.
    }
  }
  return undefined;
}
