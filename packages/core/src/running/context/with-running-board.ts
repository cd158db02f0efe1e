// Work with a running board, which is asked or given something. What breaks off because the board left the bus or went silent is done
// again from its beginning once the board is back, so it must bear being done twice.

import { toFlasherError } from '../../abort.ts';
import { awaitBoard, humanMs } from '../../discovery/follow.ts';
import { openWithRetry } from '../../discovery/open-with-retry.ts';
import { FlasherError, isFlasherError, textOf } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { connectOdrive, type OdriveDevice } from '../../odrive/device.ts';
import { readSerial } from '../../odrive/identity.ts';
import { openUsbChannel } from '../../odrive/protocol/channel.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { retry, retryPolicy } from '../../retry.ts';
import { translated } from '../../usb/link-failure.ts';
import type { BoardContext } from './board-context.ts';
import type { RunContext } from './context.ts';
import type { ConnectedBoard } from './followed-board.ts';

const driverSteps = message('driver.running');
/** How long a lost board may be away before a person is asked. */
const quietMs = 5_000;

/** How often the progress of the descriptor is reported. */
const tellBytes = 2_048;

/** Throws FlasherError: what the last attempt failed with. */
export async function withRunningBoard<T>(
  context: BoardContext,
  call: (visited: ConnectedBoard) => Promise<T>,
): Promise<T> {
  const { board } = context;
  const policy = retryPolicy('running-board');
  const once = async () => {
    try {
      return await withConnection(context, call);
    } catch (thrown) {
      await board.releaseRunning();
      throw toFlasherError(thrown, context.request.signal);
    }
  };
  return retry(policy, once, {
    clock: context.env.clock,
    async onFailure(error, attempt, isLast) {
      if (isLast || !isFlasherError(error)) return;
      context.emit({ type: 'note', code: 'board-lost', text: message('update.retrying', { failure: textOf(error) }) });
      if (attempt === policy.attempts - 1) await resetPort(context, board.device);
      await awaitReturn(context, error);
    },
  });
}

async function withConnection<T>(context: BoardContext, call: (visited: ConnectedBoard) => Promise<T>): Promise<T> {
  const { board, stats } = context;
  const connected = await board.running((device) => connect(context, device));
  try {
    return await call(connected);
  } finally {
    stats.roundTrips = board.roundTrips;
  }
}

async function connect(work: RunContext, device: UsbDeviceInfo): Promise<ConnectedBoard> {
  const { bus, clock, vault, log, openChannel = () => openUsbChannel(() => bus.open(device)) } = work.env;
  const open = () => translated(message('request.open-board'), () => openChannel(device));
  const channel = await openWithRetry(work, open, driverSteps).catch(nameDriver);
  let told = 0;
  const onBytes = (done: number) => {
    if (done - told < tellBytes) return;
    told = done;
    work.emit({ type: 'step', activity: 'descriptor', done });
  };
  const odrive = await connectOdrive(channel, { clock, vault, log, onBytes, signal: work.request.signal });
  try {
    return { odrive, device: await withSerial(odrive, device, { signal: work.request.signal }) };
  } catch (error) {
    await odrive[Symbol.asyncDispose]();
    throw error;
  }
}

/** The native protocol's interface is another one for Windows than the bootloader, and has another driver. */
function nameDriver(thrown: unknown): never {
  if (!isFlasherError(thrown) || thrown.code !== 'driver-missing') throw thrown;
  throw thrown.with({ next: driverSteps });
}

/** Records go by it, so a board whose name the system failed to read, or which nothing but its name distinguishes, is asked for it. */
async function withSerial(odrive: OdriveDevice, device: UsbDeviceInfo, options: CallOptions): Promise<UsbDeviceInfo> {
  if (device.serial !== undefined && !device.nameOnly) return device;
  return { ...device, serial: await readSerial(odrive, options) };
}

/**
 * A board the system could not configure, or one that lost its step, may answer after a reset of its port. The firmware and
 * its motors take no notice of that.
 */
async function resetPort({ env: { bus } }: RunContext, device: UsbDeviceInfo): Promise<void> {
  try {
    await using link = await bus.open(device);
    await link.reset();
  } catch {
    // Only what the next attempt finds counts.
  }
}

/** Waits until the board runs again. Throws `cause` if it does not return. */
async function awaitReturn(context: BoardContext, cause: FlasherError): Promise<void> {
  if (await awaitBoard(context, context.board, { kinds: ['runtime'], timeoutMs: quietMs })) return;
  context.emit({ type: 'human', step: 'bring-back-running', text: message('running.lost') });
  if (await awaitBoard(context, context.board, { kinds: ['runtime'], timeoutMs: humanMs(context) })) return;
  throw new FlasherError('disconnected', cause.text, { cause, details: cause.details });
}
