// The built command line, on a virtual board that keeps its flash in a folder between calls.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../packages/cli/bin/odflash.js', import.meta.url));

interface Called {
  readonly status: number | null;
  /** The last line on stdout: `{"v":2,"type":"result"|"error",…}`. */
  readonly result: Readonly<Record<string, unknown>>;
}

/** A folder with a virtual board in it, and odflash for that board. */
export interface Bench extends Disposable {
  /** Where undo backups go: `--backup-dir` of a command that changes the board. */
  readonly backups: string;
  /** Runs `odflash COMMAND… --json` on the board, with `faults` such as `power-cut-at=200` for this one call. */
  odflash(command: readonly string[], faults?: string): Called;
  /** The main flash as `odflash read` gives it. */
  readBack(): Uint8Array;
}

/** A new ODrive v3.6-56V with the switch on DFU. */
export function virtualBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-boot-'));
  const odflash: Bench['odflash'] = (command, faults) => {
    const board = [
      '--virtual',
      ['v3.6-56V+dfu', faults].filter(Boolean).join(','),
      '--virtual-state',
      join(folder, 'board'),
    ];
    const done = spawnSync(process.execPath, [program, ...command, ...board, '--json'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    const last = done.stdout.trimEnd().split('\n').at(-1) ?? '';
    if (!last.startsWith('{'))
      throw new Error(`odflash ${command.join(' ')} gave no result: ${done.stdout}\n${done.stderr}`);
    return { status: done.status, result: JSON.parse(last) as Called['result'] };
  };
  return {
    backups: join(folder, 'backups'),
    odflash,
    readBack() {
      const file = join(folder, 'back.bin');
      rmSync(file, { force: true });
      const { status, result } = odflash(['read', file]);
      if (status !== 0) throw new Error(`odflash read failed: ${JSON.stringify(result)}`);
      return new Uint8Array(readFileSync(file));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
