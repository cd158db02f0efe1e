// Requests after which the device leaves the bus: starting the firmware, removing protection. That it is gone is success,
// whatever became of the last answer.

import { mainFlash, optionBytesArea } from '../board/stm32f405.ts';
import { classifyDevice, watchBus } from '../discovery/find.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo } from '../ports.ts';
import { retryPolicy } from '../retry.ts';
import { decodeOptionBytes, withoutWriteProtection } from '../target/option-bytes.ts';
import type { UnlockOptions } from '../target/target.ts';
import { flasherError, translated } from '../usb/link-failure.ts';
import { alternateFor } from './connection.ts';
import { hasCode, isTransient } from './exchange.ts';
import { readTwice } from './memory-access.ts';
import { dfuLimits } from './requests.ts';
import type { DfuSession, LeaveOutcome } from './session.ts';
import { dfuStatus, statusName } from './status.ts';
import type { Wire } from './wire.ts';

export interface DfuEnvironment {
  readonly bus: UsbBus;
  readonly clock: Clock;
  readonly log?: Log | undefined;
}

/** How long a device may take to leave after the last request, in ms. */
const disconnectMs = { start: 2_000, optionBytes: 5_000, massErase: dfuLimits.readUnprotect } as const;
const maxAttempts = retryPolicy('dfu-leave').attempts;

interface DisconnectWatch extends Disposable {
  /** True if the device has left since the watch began, or does so within `ms`. */
  seen(ms: number): Promise<boolean>;
}

function watchDisconnect({ bus, clock }: DfuEnvironment, device: UsbDeviceInfo): DisconnectWatch {
  let left = false;
  const watch = bus.watch((event) => {
    if (event.type === 'left' && event.device.path === device.path) left = true;
  });
  // In the ROM again, under another address: it has been away in between.
  const returned = ({ address }: UsbDeviceInfo) => address !== undefined && address !== device.address;
  const stays = (other: UsbDeviceInfo) =>
    classifyDevice(other) === 'rom' && other.path === device.path && !returned(other);
  const gone = (devices: readonly UsbDeviceInfo[]) => left || !devices.some(stays);
  return {
    seen: async (timeoutMs) =>
      (await translated(message('request.list-devices'), () =>
        watchBus(bus, (devices) => (gone(devices) ? true : undefined), { clock, timeoutMs }),
      )) === true,
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}

/**
 * Makes the last requests and waits for the device to go; makes them again if they failed in passing or had no effect.
 * False if the device took the request and stays. Throws FlasherError.
 */
async function callAndDisconnect(
  wire: Wire,
  env: DfuEnvironment,
  patienceMs: number,
  request: (session: DfuSession) => Promise<LeaveOutcome>,
): Promise<boolean> {
  using watch = watchDisconnect(env, wire.device);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await request(wire.session).catch((error: unknown) =>
      flasherError(error, message('request.leave')),
    );
    const failure = typeof outcome === 'string' ? undefined : outcome;
    const refused = failure !== undefined && failure.code !== 'disconnected' && !isTransient(failure);
    if (refused) throw failure;
    if (outcome === 'gone' || failure?.code === 'disconnected' || (await watch.seen(patienceMs))) return true;
    if (failure !== undefined && attempt === maxAttempts) throw failure;
    if (outcome === 'leaving' || attempt === maxAttempts) return false;
    const lost = await wire.attempt((session) => session.synchronise()).catch((error: unknown) => error);
    if (hasCode(lost, 'disconnected')) return true;
    if (lost !== undefined) throw lost;
  }
}

/** Starts the firmware at the beginning of the main flash. True if the device has gone from the bus. */
export function startFirmware(wire: Wire, env: DfuEnvironment): Promise<boolean> {
  return callAndDisconnect(wire, env, disconnectMs.start, (session) => session.leave(mainFlash.address));
}

/**
 * Removes read protection, which erases the whole chip if it was protected (AN3156 §4.4). Throws `write-protected` if
 * write protection is in the way, too.
 */
export async function removeReadProtection(
  wire: Wire,
  env: DfuEnvironment,
  onBegin: UnlockOptions['onBegin'],
): Promise<true> {
  onBegin?.();
  const left = await callAndDisconnect(wire, env, disconnectMs.massErase, (session) => session.unprotect()).catch(
    (error: unknown) => {
      if (hasCode(error, 'dfu-status') && error.details.status === statusName(dfuStatus.unknown))
        throw new FlasherError('write-protected', message('dfu.both-protections-remain'), {
          cause: error,
          next: message('next.clear-write-protection-over-stlink'),
        });
      throw error;
    },
  );
  if (!left)
    throw new FlasherError('unexpected-reply', message('dfu.no-restart-after-unlock'), {
      next: message('next.power-cycle-in-dfu-and-check'),
    });
  return true;
}

/** Takes the write protection off every sector; the device restarts to load the new option bytes. False: there was none. */
export async function removeWriteProtection(
  wire: Wire,
  env: DfuEnvironment,
  onBegin: UnlockOptions['onBegin'],
): Promise<boolean> {
  const current = decodeOptionBytes(await readTwice(wire, optionBytesArea));
  if (current.writeProtected.length === 0) return false;
  const wanted = withoutWriteProtection(current);
  onBegin?.();
  const left = await callAndDisconnect(wire, env, disconnectMs.optionBytes, async (session) => {
    await session.select(alternateFor(wire.bootloader, optionBytesArea.address) ?? 0);
    await session.write(optionBytesArea.address, wanted);
    return 'leaving';
  });
  if (!left)
    env.log?.({
      level: 'warn',
      scope: 'dfu',
      text: 'The board accepted the new option bytes but did not restart; power-cycle it.',
    });
  return true;
}
