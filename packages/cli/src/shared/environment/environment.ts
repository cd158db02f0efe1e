// From options to the environment the engine works in: which bus, whose time, where backups go. The only file that knows that
// there are real boards and virtual ones; what only some of them need is loaded when it is needed.

import { join } from 'node:path';
import { FlasherError, systemClock, type UpdateEnv, type Vault } from '@odflash/core';
import type { TargetProvider } from '@odflash/core/target';
import { commandMessage } from '@odflash/messages';
import { fileVault } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { BoardOptions } from '../../options.ts';
import { ownVersion } from '../../own-version.ts';
import { stateVault } from '../../user-dirs.ts';
import { ownFolder } from './own-folders.ts';

type EnvironmentOptions = BoardOptions & { readonly backupDir?: string | undefined };

/** What is needed beside what the options name. */
interface Needs {
  /** Lists name running boards, too, where that takes a visit to each. */
  readonly names?: boolean | undefined;
  /** At a probe the axes of the board are asked over USB, if it is there. */
  readonly asksAxes?: boolean | undefined;
}

/** Opens what the options name. Virtual boards bring their own time, which the output then shows. */
export async function openEnvironment(
  options: EnvironmentOptions,
  context: Context,
  needs: Needs = {},
): Promise<UpdateEnv> {
  const chosen = await chooseEnvironment(options, context, needs);
  const environment: UpdateEnv = { ...chosen, program: ownVersion(), target: await targetOf(options, chosen, needs) };
  const { verbose, logFile, trace } = options;
  if (!verbose && logFile === undefined && trace === undefined) return environment;
  const { traced } = await import('./tracing.ts');
  return traced(environment, options, context);
}

async function targetOf(
  options: EnvironmentOptions,
  chosen: UpdateEnv,
  { asksAxes }: Needs,
): Promise<TargetProvider | undefined> {
  if (options.via !== 'stlink') return undefined;
  const { stlinkTarget } = await import('./stlink-target.ts');
  return stlinkTarget(options, asksAxes ? chosen : undefined);
}

async function chooseEnvironment(options: EnvironmentOptions, context: Context, needs: Needs): Promise<UpdateEnv> {
  const { virtual, virtualState, usbip, serialPort, via, serial, path } = options;
  if (virtual !== undefined && usbip !== undefined) throw exclusive('--usbip', '--virtual');
  if (serialPort !== undefined) {
    // The one board there needs no choice.
    const others = { '--usbip': usbip, '--virtual': virtual, '--via': via, '--serial': serial, '--path': path };
    const given = Object.entries(others).flatMap(([option, value]) => (value === undefined ? [] : [option]));
    if (given.length > 0) throw exclusive('--serial-port', ...given);
    const { serialPlace } = await import('./serial-place.ts');
    return { ...serialPlace(serialPort), clock: systemClock, vault: vaultOf(options), log: context.log };
  }
  if (virtual !== undefined) return virtualEnvironment(virtual, options, context);
  if (virtualState === undefined) return realEnvironment(options, context, needs);
  throw new FlasherError('usage', commandMessage('usage.state-without-virtual'), {
    next: commandMessage('next.add-virtual'),
  });
}

function exclusive(option: string, ...others: readonly string[]): FlasherError {
  return new FlasherError('usage', commandMessage('usage.exclusive', { option, others }), {
    next: commandMessage('next.omit-one'),
  });
}

function vaultOf({ backupDir }: EnvironmentOptions): Vault {
  return backupDir === undefined ? stateVault() : fileVault(backupDir);
}

async function realEnvironment(options: EnvironmentOptions, { log }: Context, needs: Needs): Promise<UpdateEnv> {
  const { usbip } = options;
  const common = { clock: systemClock, vault: vaultOf(options), log };
  if (usbip === undefined) {
    const { ownUsb } = await import('./own-usb.ts');
    return { ...common, ...ownUsb() };
  }
  const { remoteUsb } = await import('./remote-usb.ts');
  return { ...common, bus: await remoteUsb(usbip, needs.names === true) };
}

async function virtualEnvironment(
  profiles: readonly string[],
  { backupDir, virtualState, consent }: EnvironmentOptions,
  { output, log }: Context,
): Promise<UpdateEnv> {
  const { openVirtualBench } = await import('./virtual-bench.ts');
  const { bus, clock } = openVirtualBench(profiles, virtualState, consent);
  output.useClock(() => clock.now());
  // A virtual board belongs to one process anyway: to this one, or to the one that holds its folder.
  const { lock: _, ...vault } = fileVault(backupDir ?? virtualBackups(virtualState));
  return { bus, clock, vault, log };
}

/**
 * A virtual board's backups belong beside the virtual board. One that is forgotten with the process must not meet the
 * journal of another that was made from the same seed.
 */
function virtualBackups(state: string | undefined): string {
  return state === undefined ? ownFolder() : join(state, 'backups');
}
