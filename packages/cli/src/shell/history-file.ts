// Where the lines of earlier shells are kept. They may name what a person works on: only that person reads them.

import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@odflash/node';
import { stateFolderOfUser } from '../user-dirs.ts';

/** Its path once it can be written; the failure of the system where it cannot; `undefined` for an account without a home. */
export function historyFileOfUser(): { readonly path: string; readonly failure?: unknown } | undefined {
  const folder = stateFolderOfUser();
  if (folder === undefined) return undefined;
  const path = join(folder, 'shell-history');
  try {
    makeFolder(folder);
    // Node would say its own text in the middle of the prompt.
    closeSync(openSync(path, 'a+', 0o600));
    return { path };
  } catch (failure) {
    return { path, failure };
  }
}
