// A short text that changes often, on the disk: a line for each change, and the last whole line counts. A killed process
// leaves at most a line that is cut off, and the one before it holds. Replacing the file each time would be as safe, but
// several times slower: a file system that writes a renamed file out at once (ext4) makes every change wait for the disk.

import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';

export interface StateLog {
  /** Keeps `line`, which has no line break. Throws the system's error. */
  append(line: string): void;
}

/** A file of this many bytes begins anew. */
const fullBytes = 1 << 18;

/** The log in `path`. It begins anew, with one line, at the first append. */
export function openStateLog(path: string): StateLog {
  let file: number | undefined;
  let size = 0;
  const beginWith = (line: string): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
    writeFileSync(`${path}.part`, line);
    renameSync(`${path}.part`, path);
    file = openSync(path, 'a');
    size = line.length;
  };
  return {
    append(line) {
      if (file === undefined || size > fullBytes) return beginWith(line);
      size += writeWhole(file, `\n${line}`);
    },
  };
}

function writeWhole(file: number, text: string): number {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  return bytes.length;
}

/** The lines of a log that may count, the latest first: the last one, and the one before if the last is cut off. */
export function latestLines(log: string): readonly string[] {
  return log.split('\n').slice(-2).reverse();
}
