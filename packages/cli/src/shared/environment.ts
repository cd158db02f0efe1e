// From options to the environment the engine works in: which bus, whose time, where backups go. The only file that knows that
// there are real boards and virtual ones.

import { rmSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlasherError, LinkError, systemClock, type UpdateEnv, type UsbBus, type UsbDeviceInfo } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { quoted, type Said } from '@odflash/core/messages';
import type { RunningEnv } from '@odflash/core/running';
import type { TargetProvider } from '@odflash/core/target';
import { type TraceSink, tracedBus } from '@odflash/core/usb';
import { commandMessage } from '@odflash/messages';
import { bootloaderDriver, fileVault, openSerialPort, serialBoard, usbBus } from '@odflash/node';
import type { Context } from '../command-runner.ts';
import type { BoardOptions, ServerAddress } from '../options.ts';
import { ownVersion } from '../own-version.ts';
import { transferLines } from '../render/transfer-line.ts';
import { stateVault } from '../user-dirs.ts';

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
  const environment: UpdateEnv = {
    ...chosen,
    program: ownVersion(),
    ...(options.via === 'stlink' && { target: await stlinkTarget(options, needs.asksAxes && chosen) }),
  };
  const sinks = [...logSink(options, context), ...(await fileSink(options, environment, context))];
  if (sinks.length === 0) return environment;
  const tell: TraceSink = (entry) => {
    for (const outputStream of sinks) outputStream(entry);
  };
  return { ...environment, bus: tracedBus(environment.bus, tell, environment.clock) };
}

/** The chip behind an ST-Link. */
export async function stlinkTarget(
  { underReset }: Pick<BoardOptions, 'underReset'>,
  env?: RunningEnv | false,
): Promise<TargetProvider> {
  const { swdProvider } = await import('@odflash/core/swd');
  if (!env) return swdProvider({ mayReset: underReset });
  const { axesOverUsb } = await import('@odflash/core/running');
  return swdProvider({ mayReset: underReset, askAxes: axesOverUsb(env) });
}

function logSink({ verbose, logFile }: EnvironmentOptions, { log }: Context): readonly TraceSink[] {
  if (!verbose && logFile === undefined) return [];
  const line = transferLines();
  const tell: TraceSink = (entry) => {
    const text = line(entry);
    if (text !== undefined) log({ level: 'debug', scope: 'usb', text });
  };
  return [tell];
}

async function fileSink(
  { trace, ...options }: EnvironmentOptions,
  { clock }: UpdateEnv,
  { output }: Context,
): Promise<readonly TraceSink[]> {
  if (trace === undefined) return [];
  const { openTraceFile } = await import('./trace-sink.ts');
  const header = {
    odflash: ownVersion(),
    platform: `${process.platform} ${release()} ${process.arch}, node ${process.versions.node}`,
    host: options.virtual !== undefined ? 'virtual linux' : options.usbip !== undefined ? 'usbip' : 'libusb',
    begun: clock.date().toISOString(),
  };
  const lost = (why: Said): void => output.lost('trace', trace, why);
  return [openTraceFile(trace, { header, now: () => clock.now(), lost })];
}

async function chooseEnvironment(options: EnvironmentOptions, context: Context, needs: Needs): Promise<UpdateEnv> {
  const { virtual, virtualState, usbip, serialPort } = options;
  if (virtual !== undefined && usbip !== undefined) throw exclusive('--usbip', '--virtual');
  if (serialPort !== undefined) {
    if (virtual === undefined && usbip === undefined) return serialEnvironment(serialPort, options, context);
    throw exclusive('--serial-port', '--usbip', '--virtual');
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

/** The one board at a serial port: /dev/ttyUSB0, COM3, /dev/ttyS0@921600. */
async function serialEnvironment(
  port: string,
  { backupDir }: EnvironmentOptions,
  { log }: Context,
): Promise<UpdateEnv> {
  const [, path = port, baud] = /^(.+)@(\d+)$/.exec(port) ?? [];
  const open = () => openSerialPort(path, baud === undefined ? undefined : Number(baud));
  const { bus, openChannel } = serialBoard(path, open, systemClock);
  const vault = backupDir === undefined ? stateVault() : fileVault(backupDir);
  return { bus, clock: systemClock, vault, log, openChannel };
}

async function realEnvironment(
  { backupDir, usbip }: EnvironmentOptions,
  { log }: Context,
  needs: Needs,
): Promise<UpdateEnv> {
  const vault = backupDir === undefined ? stateVault() : fileVault(backupDir);
  const bus = usbip === undefined ? usbBus({ clock: systemClock }) : await remoteBus(usbip, needs);
  const bootloaderNeedsDriver = process.platform === 'win32' && usbip === undefined;
  return { bus, clock: systemClock, vault, log, bootloaderNeedsDriver, bootloaderDriver: () => bootloaderDriver() };
}

/**
 * Boards at the other end of a network, whose lists carry no serial numbers. A running board is asked for its own only where
 * that is wanted: being given back resets a device.
 */
async function remoteBus(server: ServerAddress, { names = false }: Needs): Promise<UsbBus> {
  const { connectUsbip } = await import('@odflash/usbip');
  // A wrong address is not a bad cable: whether a server answers is checked before a board is looked for.
  await connectUsbip({ ...server, clock: systemClock })
    .list()
    .catch(noServer);
  const identify = (device: UsbDeviceInfo) => {
    const kind = classifyDevice(device);
    return kind === 'rom' || (names && kind === 'runtime');
  };
  return connectUsbip({ ...server, clock: systemClock, identify });
}

function noServer(thrown: unknown): never {
  if (!(thrown instanceof LinkError)) throw thrown;
  throw new FlasherError(thrown.kind === 'timeout' ? 'timeout' : 'transfer-failed', quoted(thrown.message), {
    next: commandMessage('next.check-server'),
    retryable: true,
    cause: thrown,
  });
}

async function virtualEnvironment(
  profiles: readonly string[],
  { backupDir, virtualState, consent }: EnvironmentOptions,
  { output, log }: Context,
): Promise<UpdateEnv> {
  const { openVirtualBench } = await import('./virtual-bench.ts');
  const { bus, clock } = await openVirtualBench(profiles, virtualState, consent);
  output.useClock(() => clock.now());
  // A virtual board belongs to one process anyway: to this one, or to the one that holds its folder.
  const { lock: _, ...vault } = fileVault(backupDir ?? virtualBackups(virtualState));
  return { bus, clock, vault, log };
}

/** Folders that end with this process. */
const ownFolders = new Set<string>();

function forgetFolders(): void {
  for (const folder of ownFolders) rmSync(folder, { recursive: true, force: true });
}

/**
 * A virtual board's backups belong beside the virtual board. One that is forgotten with the process must not meet the
 * journal of another that was made from the same seed.
 */
function virtualBackups(state: string | undefined): string {
  if (state !== undefined) return join(state, 'backups');
  const folder = join(tmpdir(), `odflash-virtual-${process.pid}-${Date.now().toString(36)}`);
  if (ownFolders.size === 0) process.once('exit', forgetFolders);
  ownFolders.add(folder);
  return folder;
}
