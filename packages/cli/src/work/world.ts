// From options to the world the engine works in: which bus, whose time, where backups go. The only file that knows that
// there are real boards and virtual ones.

import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  classifyDevice,
  FlasherError,
  systemClock,
  type TraceEntry,
  tracedBus,
  type UpdateEnv,
  type UsbBus,
} from '@odflash/core';
import { fileVault, stateFolder, usbBus } from '@odflash/node';
import type { Context } from '../act.ts';
import type { BoardOptions, ServerAddress } from '../options.ts';
import { transferLine } from '../render/transfer-line.ts';

type WorldOptions = BoardOptions & { readonly backupDir?: string };

/** Opens what the options name. Virtual boards bring their own time, which the output then shows. */
export async function openWorld(options: WorldOptions, context: Context): Promise<UpdateEnv> {
  const world = await chooseWorld(options, context);
  if (!options.verbose && options.logFile === undefined) return world;
  const tell = (entry: TraceEntry) => context.log({ level: 'debug', scope: 'usb', text: transferLine(entry) });
  return { ...world, bus: tracedBus(world.bus, tell, world.clock) };
}

async function chooseWorld(options: WorldOptions, context: Context): Promise<UpdateEnv> {
  const { virtual, virtualState, usbip } = options;
  if (virtual !== undefined && usbip !== undefined)
    throw new FlasherError('usage', '--usbip and --virtual name two different places to look for a board', {
      next: 'Leave one of them out.',
    });
  if (virtual !== undefined) return virtualWorld(virtual, options, context);
  if (virtualState === undefined) return realWorld(options, context);
  throw new FlasherError('usage', '--virtual-state keeps a virtual board, and there is none', {
    next: 'Pass --virtual too, e.g. --virtual v3.6-56V+dfu.',
  });
}

async function realWorld({ backupDir, usbip }: WorldOptions, { log }: Context): Promise<UpdateEnv> {
  const { platform, env } = process;
  const vault = fileVault(backupDir ?? stateFolder({ platform, env, home: homedir() }));
  const bus = usbip === undefined ? usbBus({ clock: systemClock }) : await remoteBus(usbip);
  const bootloaderNeedsDriver = platform === 'win32' && usbip === undefined;
  return { bus, clock: systemClock, vault, log, bootloaderNeedsDriver };
}

/** Boards at the other end of a network. Serial numbers are asked of boards in DFU mode only: being given back resets a device. */
async function remoteBus(server: ServerAddress): Promise<UsbBus> {
  const { connectUsbip } = await import('@odflash/usbip');
  return connectUsbip({ ...server, clock: systemClock, identify: (device) => classifyDevice(device) === 'rom' });
}

async function virtualWorld(
  profiles: readonly string[],
  { backupDir, virtualState }: WorldOptions,
  { output, log }: Context,
): Promise<UpdateEnv> {
  const { openVirtualBench } = await import('./virtual-bench.ts');
  const { bus, clock } = await openVirtualBench(profiles, virtualState);
  output.useClock(() => clock.now());
  return { bus, clock, vault: fileVault(backupDir ?? virtualBackups(virtualState)), log };
}

/**
 * A virtual board's backups belong beside the virtual board. One that is forgotten with the process must not meet the
 * journal of another that was made from the same seed.
 */
function virtualBackups(state: string | undefined): string {
  const nobodys = join(tmpdir(), `odflash-virtual-${process.pid}-${Date.now().toString(36)}`);
  return state === undefined ? nobodys : join(state, 'backups');
}
