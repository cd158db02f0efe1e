// From options to the world the engine works in: which bus, whose time, where backups go. The only file that knows that
// there are real boards and virtual ones.

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FlashEnv, FlasherError } from '@odflash/core';
import type { Context } from '../act.ts';
import type { BoardOptions } from '../options.ts';

export interface World extends AsyncDisposable {
  readonly env: FlashEnv;
}

/** Opens what the options name. Virtual boards bring their own time, which the output then shows. */
export async function openWorld(
  options: BoardOptions & { readonly backupDir?: string },
  { output, log }: Context,
): Promise<World> {
  const { virtual, virtualState } = options;
  if (virtual === undefined) {
    if (virtualState !== undefined)
      throw new FlasherError('usage', '--virtual-state keeps a virtual board, and there is none', {
        next: 'Pass --virtual too, e.g. --virtual v3.6-56V+dfu.',
      });
    throw new FlasherError('usb-unavailable', 'This build reaches virtual boards only', {
      next: 'Use --virtual v3.6-56V+dfu.',
    });
  }
  const [{ fileVault }, { openVirtualBench }] = await Promise.all([
    import('@odflash/node'),
    import('./virtual-bench.ts'),
  ]);
  const bench = await openVirtualBench(virtual, virtualState);
  output.useClock(() => bench.clock.now());
  const vault = fileVault(options.backupDir ?? virtualBackups(virtualState));
  return {
    env: { bus: bench.bus, clock: bench.clock, vault, log },
    [Symbol.asyncDispose]: async () => {},
  };
}

/**
 * A virtual board's backups belong beside the virtual board. One that is forgotten with the process must not meet the
 * journal of another that was made from the same seed.
 */
function virtualBackups(state: string | undefined): string {
  const nobodys = join(tmpdir(), `odflash-virtual-${process.pid}-${Date.now().toString(36)}`);
  return state === undefined ? nobodys : join(state, 'backups');
}
