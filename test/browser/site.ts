// The built page, as odflash serve gives it.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFiles } from '../../packages/cli/src/commands/serve/site.ts';

export const dist: string = fileURLToPath(new URL('../../apps/web/dist/', import.meta.url));

export interface Site extends AsyncDisposable {
  readonly url: string;
  /** From now on this address does not answer. */
  close(): Promise<void>;
}

export async function serveSite(folder: string = dist): Promise<Site> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const site = await serveFiles({ names, read: (name) => readFileSync(join(folder, name)) }, 0);
  const close = async () => site[Symbol.asyncDispose]();
  return { url: site.url, close, [Symbol.asyncDispose]: close };
}
