// The self-contained binary as a person types it, in commands that are to be copied. Pure.

import { posix, win32 } from 'node:path';
import { shellOf, shellWord } from '@odflash/messages';

export interface BinaryPlace {
  readonly platform: NodeJS.Platform;
  /** The binary's own path, absolute. */
  readonly execPath: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The name alone where the shell finds it by itself, else a path: from this folder where it lies in it, or whole. */
export function binaryName({ platform, execPath, cwd, env }: BinaryPlace): string {
  const { dirname, basename, join, resolve, sep, delimiter } = platform === 'win32' ? win32 : posix;
  const same = (one: string, other: string) =>
    platform === 'win32' ? one.toLowerCase() === other.toLowerCase() : one === other;
  const folder = dirname(execPath);
  // Both shells of Windows add the ending by themselves.
  const name = basename(execPath).replace(/\.exe$/i, '');
  const searched = (env.PATH ?? env.Path ?? '').split(delimiter).filter((entry) => entry !== '');
  const path = searched.some((entry) => same(resolve(entry), folder))
    ? name
    : same(resolve(cwd), folder)
      ? `.${sep}${name}`
      : join(folder, name);
  return shellWord(path, shellOf(platform));
}
