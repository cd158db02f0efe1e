// Finding the board that is meant and opening its wire: waited for, tried again, and what must be done to its supply said first.

import { toFlasherError } from '../../abort.ts';
import { findChosen } from '../../ask/which-board.ts';
import { isUnchosen, watchBus } from '../../discovery/find.ts';
import { FlasherError } from '../../errors.ts';
import { isMessage, message } from '../../messages/message.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { type Exclusion, isAtWork } from '../../records/exclusion.ts';
import { retry } from '../../retry.ts';
import type { Hazards } from '../../target/hazards.ts';
import type { TargetEnv, TargetProvider } from '../../target/provider.ts';
import type { Target } from '../../target/target.ts';
import type { EventListener } from '../events.ts';
import type { Introduction } from '../preflight/introduction.ts';
import type { BoardRequest, FlashEnv } from '../request.ts';
import { settleStop } from '../settle-stop.ts';

/** How, and who hears of it. */
export interface OpeningTarget {
  readonly provider: TargetProvider;
  readonly told: Introduction;
  readonly alone: Exclusion;
  readonly dryRun: boolean | undefined;
}

/** Finds the board that is meant and opens it; waits for one as long as the request says. Throws FlasherError. */
export async function openTarget(
  env: FlashEnv,
  request: BoardRequest,
  { provider, told, alone, dryRun }: OpeningTarget,
): Promise<Target> {
  const { bus, clock, log, vault } = env;
  const { signal, board, claimed } = request;
  const targetEnv: TargetEnv = {
    bus,
    clock,
    log,
    signal,
    named: board,
    running: claimed,
    beforeReset: dryRun ? undefined : settledOnce(request),
    isAtWork: (device) => isAtWork(vault, device),
  };
  const sayUrgent = async () => told.warn(await provider.urgentOfAll(targetEnv, request.board));
  let { selection } = request;
  const search = () =>
    findChosen(
      (path) => {
        // What was chosen stays so when it is looked for again.
        if (path !== undefined) selection = { ...selection, path };
        return provider.find(bus, selection);
      },
      request.ask,
      sayUrgent,
    );
  const wait = waitOf(env, request, provider.kind, told.emit);
  let found = false;
  const searchAgain = () =>
    search().catch((thrown: unknown) => {
      throw isUnchosen(thrown) ? disconnected(thrown) : thrown;
    });
  const find = async () => {
    const connection = found ? await retry('lost-in-opening', searchAgain, { clock, signal }) : await search();
    found = true;
    await alone.take(connection);
    return await provider.open(connection, targetEnv);
  };
  const whenAccessible = async () => {
    signal?.throwIfAborted();
    return await retry('device-access', find, { clock, signal });
  };
  const attempt = () =>
    whenAccessible().catch((thrown: unknown) => {
      throw toFlasherError(thrown, signal);
    });
  for (;;) {
    try {
      return await retry('open-target', attempt, { clock, signal });
    } catch (thrown) {
      const error = toFlasherError(thrown, signal);
      if (error.code === 'no-device' && !found && (await wait(error))) continue;
      // What cannot be opened cannot be proved harmless either.
      if (found) told.warn(provider.hazards({ named: request.board, running: request.claimed }).urgent);
      else if (isUnchosen(error)) await sayUrgent();
      throw found ? error.with({ board: 'untouched' }) : error;
    }
  }
}

/** What is settled once holds for every attempt to open the board. */
function settledOnce(request: BoardRequest): (hazards: Hazards) => Promise<void> {
  let isSettled = false;
  return async (hazards) => {
    if (!isSettled) await settleStop(request, { hazards });
    isSettled = true;
  };
}

/** How long one look at the bus may last where nothing changes, in ms: what came between two looks is found by the next. */
const lookMs = 1_000;

/**
 * Lets time pass until it is worth looking for a board again, which is said before the first time. Resolves with false when the
 * time of the request is up. `error`: why none was found.
 */
function waitOf(
  { bus, clock }: FlashEnv,
  { findMs = 0, signal }: BoardRequest,
  kind: string,
  emit: EventListener,
): (error: FlasherError) => Promise<boolean> {
  let deadline: number | undefined;
  return async ({ details: { devices } }) => {
    if (findMs === 0) return false;
    const others = Array.isArray(devices) && devices.length > 0 ? devices.filter(isMessage) : undefined;
    if (deadline === undefined) emit({ type: 'waiting', for: kind, ms: findMs, others });
    deadline ??= clock.now() + findMs;
    const left = deadline - clock.now();
    if (left <= 0) return false;
    try {
      const before = new Set((await bus.list()).map(placeOf));
      const hasCome = (devices: readonly UsbDeviceInfo[]) =>
        devices.some((device) => !before.has(placeOf(device))) || undefined;
      await watchBus(bus, hasCome, { clock, timeoutMs: Math.min(lookMs, left), signal });
    } catch (thrown) {
      throw toFlasherError(thrown, signal);
    }
    return true;
  };
}

function placeOf({ path, vendorId, productId, address }: UsbDeviceInfo): string {
  return `${path} ${vendorId} ${productId} ${address}`;
}

function disconnected(cause: unknown): FlasherError {
  return new FlasherError('disconnected', message('link.device-gone'), { cause });
}
