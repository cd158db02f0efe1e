// A folder and those above it. In place of Node's own `recursive`, which never ends where a system refuses a new folder in
// one that exists with ENOENT (/proc does), and which calls a read-only disk a missing folder.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes `folder` unless it is there, and gives the new ones, the outermost first. Throws what the file system throws of the
 * first one that cannot be made.
 */
export function makeFolder(folder: string): readonly string[] {
  if (isFolder(folder)) return [];
  const above = dirname(folder);
  const made = above === folder ? [] : makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (cause) {
    // Another process may have been quicker.
    if (isFolder(folder)) return made;
    throw cause;
  }
  return [...made, folder];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
