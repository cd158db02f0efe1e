// The built command line in the guest, as a root or an ordinary user's process.

import { copyFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Guest, guestOdflash, type RunOptions } from './machine/guest.ts';

/** One object per line of --json. */
export type Line = Readonly<Record<string, unknown>>;

export interface Called {
  readonly status: number;
  /** What came on stdout; the last line is the result. */
  readonly lines: readonly Line[];
  readonly result: Line;
  /** What a person reads. */
  readonly stderr: string;
}

/** Runs `odflash COMMAND… --json` in the guest. */
export async function odflashIn(guest: Guest, command: readonly string[], options: RunOptions = {}): Promise<Called> {
  const done = await guest.run([...guestOdflash, ...command, '--json'], { timeoutMs: 200_000, ...options });
  const lines = linesIn(done.stdout);
  const result = lines.at(-1);
  if (!result) throw new Error(`odflash ${command.join(' ')} gave no result: ${done.stderr}`);
  return { status: done.status, lines, result, stderr: done.stderr };
}

/** The whole lines of a --json output that may still be growing. */
export function linesIn(stdout: string): readonly Line[] {
  return stdout
    .slice(0, stdout.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

/** Puts a file, or bytes under a name, into the guest's share and gives its path there. */
export function shared(guest: Guest, file: string, content?: Uint8Array): string {
  const name = basename(file);
  if (content === undefined) copyFileSync(file, join(guest.share, name));
  else writeFileSync(join(guest.share, name), content);
  return `/share/${name}`;
}
