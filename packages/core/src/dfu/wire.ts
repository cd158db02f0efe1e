// A bootloader that outlives its links: repeats what failed on the way, and when the link itself is lost brings it back.
// One order of recovery steps for every fault, from mild to drastic, bounded by count and by the clock.

import { aborted, stopIfAborted } from '../abort.ts';
import { otherPaths, reacquire, requireSameChip } from '../discovery/reacquire.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo } from '../ports.ts';
import { retry, retryPolicy } from '../retry.ts';
import { flasherError, translated } from '../usb/link-failure.ts';
import { type Bootloader, connect, type DfuConnection } from './connection.ts';
import { createDeviceTiming, type DeviceTiming } from './device-timing.ts';
import type { DfuSession } from './session.ts';

export interface WireOptions {
  readonly bus: UsbBus;
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is done to reach a board again, from mild to drastic. */
export type RecoveryStep = 'synchronise' | 'reopen' | 'reset' | 'await-return';

export interface Wire extends AsyncDisposable {
  /** The board as it is on the bus now. */
  readonly device: UsbDeviceInfo;
  readonly bootloader: Bootloader;
  readonly timing: DeviceTiming;
  /** The session of the link in force; throws `disconnected` if there is none. */
  readonly session: DfuSession;
  /**
   * Runs `operation`, which must be harmless when done twice. After a transient failure the link is repaired (resynchronised,
   * if need be reopened) and it is run again, three times in all. Throws the last failure.
   */
  attempt<T>(operation: (session: DfuSession) => Promise<T>): Promise<T>;
  /** Escalates from `first` until the board answers in dfuIDLE. Throws what the last step failed with. */
  recover(cause: FlasherError, first: RecoveryStep, signal?: AbortSignal): Promise<void>;
}

const recoverySteps: readonly RecoveryStep[] = ['synchronise', 'reopen', 'reset', 'await-return'];
/** After a bus reset, in ms. */
const settleMs = 500;

/** The current connection and the ways to get a new one. */
interface WireConnection {
  readonly device: UsbDeviceInfo;
  readonly connection: DfuConnection | undefined;
  readonly timing: DeviceTiming | undefined;
  readonly escalate: Readonly<Record<RecoveryStep, (signal?: AbortSignal) => Promise<void>>>;
  close(): Promise<void>;
}

function createWireConnection(
  { bus, device: first, clock, log }: WireOptions,
  others: readonly string[],
): WireConnection {
  /** As the system lists it, and with what the device itself has said. */
  let device = first;
  let known = first;
  let connection: DfuConnection | undefined;
  let timing: DeviceTiming | undefined;
  let opened = false;

  const close = async () => {
    const old = connection;
    connection = undefined;
    await old?.[Symbol.asyncDispose]();
  };
  const reopen = async (signal?: AbortSignal) => {
    await close();
    const paceFor = (transferSize: number) => {
      timing ??= createDeviceTiming(transferSize);
      return timing;
    };
    const open = () => connect({ bus, device, clock, log, signal, timing: paceFor });
    // A program that could open it once can open it again, if not at once.
    connection = await (opened ? retry('device-access-again', open, { clock, signal }) : open());
    opened = true;
    known = connection.device;
  };
  const synchronise = async () => {
    if (connection === undefined) throw closed();
    await connection.session.synchronise();
  };
  const reset = async (signal?: AbortSignal) => {
    await close();
    // Through a link of its own: whatever state the old one was in, and even if there was none.
    await translated(message('request.open-board'), async () => {
      await using link = await bus.open(device);
      // The reset may kill the link, or the answer to it may get lost: only what reopening finds counts.
      await link.reset().catch(() => undefined);
    });
    await clock.sleep(settleMs, signal);
    await reopen(signal);
  };
  const awaitReturn = async (signal?: AbortSignal) => {
    await close();
    const deadline = clock.now() + retryPolicy('dfu-return').withinMs;
    const [listed, lost] = [device, known];
    const again = async () => {
      device = await reacquire(bus, lost, { others, clock, timeoutMs: deadline - clock.now(), signal });
      await translated(message('request.open-board'), () => reopen(signal));
      try {
        requireSameChip(lost, known.serial);
      } catch (stranger) {
        await close();
        [device, known] = [listed, lost];
        throw stranger;
      }
    };
    await retry('dfu-return', again, { clock, signal });
  };
  return {
    get device() {
      return known;
    },
    get connection() {
      return connection;
    },
    get timing() {
      return timing;
    },
    escalate: { synchronise, reopen, reset, 'await-return': awaitReturn },
    close,
  };
}

function closed(): FlasherError {
  return new FlasherError('disconnected', message('dfu.link-closed'));
}

/** Opens the device, escalating if that fails for a passing reason. Throws FlasherError as {@link connect}. */
export async function openWire(options: WireOptions): Promise<Wire> {
  const { device, bus, log, signal } = options;
  const wireConnection = createWireConnection(options, await otherPaths(bus, device));

  const note = (failure: FlasherError) => {
    wireConnection.timing?.note(failure);
    log?.({ level: 'debug', scope: 'dfu', text: failure.message });
  };

  const escalate = async (
    cause: FlasherError,
    first: RecoveryStep,
    last: RecoveryStep,
    stop?: AbortSignal,
  ): Promise<void> => {
    let latest = cause;
    for (const recoveryStep of recoverySteps.slice(recoverySteps.indexOf(first), recoverySteps.indexOf(last) + 1)) {
      stopIfAborted(stop);
      try {
        return await wireConnection.escalate[recoveryStep](stop);
      } catch (error) {
        latest = stop?.aborted ? aborted() : flasherError(error, message('request.reconnect'));
        note(latest);
        // No reset helps against a driver, a missing permission or a wrong board.
        if (!latest.retryable) throw latest;
      }
    }
    throw latest;
  };

  try {
    await wireConnection.escalate.reopen(signal);
  } catch (error) {
    const failure = signal?.aborted ? aborted() : flasherError(error, message('request.open-board'));
    if (!failure.retryable || failure.code === 'device-busy') throw failure;
    await escalate(failure, failure.code === 'disconnected' ? 'await-return' : 'reopen', 'await-return', signal);
  }
  const { connection, timing } = wireConnection;
  if (connection === undefined || timing === undefined) throw closed();
  let { bootloader } = connection;
  const currentSession = (): DfuSession => {
    if (wireConnection.connection === undefined) throw closed();
    return wireConnection.connection.session;
  };

  return {
    get device() {
      return wireConnection.device;
    },
    get bootloader() {
      bootloader = wireConnection.connection?.bootloader ?? bootloader;
      return bootloader;
    },
    timing,
    get session() {
      return currentSession();
    },
    recover: (cause, first, stop) => {
      note(cause);
      return escalate(cause, first, 'await-return', stop);
    },
    // Also after the last failure: a session that continues finds it in step.
    attempt: (operation) =>
      retry('dfu-block', () => translated(message('request.bootloader'), async () => operation(currentSession())), {
        clock: options.clock,
        async onFailure(failure) {
          if (!isFlasherError(failure)) return;
          note(failure);
          await escalate(failure, 'synchronise', 'reopen');
        },
      }),
    [Symbol.asyncDispose]: wireConnection.close,
  };
}
