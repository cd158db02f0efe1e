// Folders that end with this process: what lies there is gone when a person reads of it.

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

function forget(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** The name of a new one, which is made with the first file in it. */
export function ownFolder(): string {
  const folder = join(tmpdir(), `odflash-virtual-${process.pid}-${Date.now().toString(36)}`);
  if (folders.size === 0) process.once('exit', forget);
  folders.add(folder);
  return folder;
}

/** Whether a line names a file that is gone with this process. */
export function namesOwnFile(text: string): boolean {
  return [...folders].some((folder) => text.includes(folder));
}
