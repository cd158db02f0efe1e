// One time the command is run on a testbed, to its end, whichever it is.

import { type FlashEnv, isFlasherError, LinkError } from '@odflash/core';
import { faultText } from '../scenario/fault-kinds.ts';
import { type HostProcess, hostProcess } from '../testbed/host-process.ts';
import { answers } from '../testbed/operator.ts';
import type { Injection, Testbed } from '../types.ts';
import type { Attempted, AttemptOptions, Ending, PerformOptions } from './types.ts';

export async function attempt(options: AttemptOptions): Promise<Attempted> {
  const { testbed, watch, injections } = options;
  const { board, clock, disk } = testbed;
  board.injectFaults(faultText(injections, options.counted));
  const comeback = expectBack(testbed, injections);
  const { onAction, ended } = options.beside ?? {};
  const { bus, path } = testbed.openBus();
  const process = hostProcess({ bus, path, clock, disk }, injections, { beforeTransfer: watch.look, onAction });
  const { strikes, operations } = board.recorder;
  const [strikesBefore, operationsBefore] = [strikes.length, operations.length];
  const began = clock.now();
  const work = perform(process, options);
  const ending = await firstOf(testbed, options.hangAfterMs, work, process);
  ended?.();
  const ms = clock.now() - began;
  const { probed } = testbed;
  const isThere = probed
    ? probed.probe.socket.port !== undefined && board.showsFlash() && !injections.some(isUnreachable)
    : board.running() === 'rom' && board.socket.port !== undefined;
  const readable = isThere && !injections.some(isSilence);
  watch.look();
  comeback[Symbol.dispose]();
  for (const injection of injections) if (injection.what === 'computer-off') disk.restart(injection.seed);
  board.injectFaults('');
  const erased = operations.slice(operationsBefore).some(({ kind }) => kind === 'erase');
  const hit =
    strikes.length > strikesBefore || injections.some((injection) => hasHit(injection, process, { ending, erased }));
  return { ending, ms, process, hit, readable };
}

function hasHit(
  injection: Injection,
  process: HostProcess,
  { ending, erased }: { readonly ending: Ending; readonly erased: boolean },
): boolean {
  if (injection.what === 'kill' || injection.what === 'computer-off') return ending.how === 'killed';
  if (injection.what === 'cancel') return process.signal.aborted;
  if (injection.what === 'disk-full') return process.filesPut() >= injection.file;
  return injection.what === 'fault' && injection.name === 'slow-erase' && erased;
}

/** Nothing reaches the chip any more. */
function isUnreachable(injection: Injection): boolean {
  return injection.what === 'fault' && ['swd-lost-at', 'swd-power-cut-at', 'probe-gone-at'].includes(injection.name);
}

/** A USB connection that passes nothing from some transfer on. */
function isSilence(injection: Injection): boolean {
  return (
    injection.what === 'fault' &&
    ['stall-at', 'lost-at'].includes(injection.name.replace('probe-', '')) &&
    injection.value.includes('-')
  );
}

/** What the program does, to its end. */
export async function perform(process: HostProcess, options: PerformOptions): Promise<Ending> {
  const { testbed, operation, watch, operator, before, backup, x32, sabotage } = options;
  const { bus, clock, vault, signal } = process;
  const sound: FlashEnv = { bus, clock, vault, ...(testbed.probed && { target: testbed.probed.target }) };
  const env = sabotage?.(sound, operation) ?? sound;
  try {
    const done = await operation.perform(
      env,
      {
        backup,
        signal,
        ask: options.ask ?? answers,
        onEvent: (event) => {
          options.listener?.(event);
          watch.onEvent(event);
          operator?.(event);
        },
        ...(testbed.otherBoard && { selection: { path: await process.path() } }),
        ...(testbed.named && { board: testbed.named }),
        ...(x32 !== undefined && { x32 }),
      },
      before,
    );
    return { how: 'done', done };
  } catch (thrown) {
    return isFlasherError(thrown) ? { how: 'failed', error: thrown } : { how: 'threw', thrown };
  }
}

export async function firstOf(
  { clock }: Pick<Testbed, 'clock'>,
  hangAfterMs: number,
  work: Promise<Ending>,
  { death }: HostProcess,
): Promise<Ending> {
  let ended = (_: Ending): void => undefined;
  const hung = new Promise<Ending>((resolve) => {
    ended = resolve;
  });
  const cancel = clock.after(hangAfterMs, () => ended({ how: 'hung' }));
  const ending = await Promise.race([work, death.then((): Ending => ({ how: 'killed' })), hung]);
  cancel();
  return ending;
}

/** The operator notices that the board went, and puts the plug back or the supply on. */
function expectBack(testbed: Testbed, injections: readonly Injection[]): Disposable {
  const { board, clock, probed } = testbed;
  const back = injections.find((injection) => injection.what === 'comeback');
  if (!back) return { [Symbol.dispose]: () => undefined };
  if (probed) return afterStrike(testbed, () => clock.after(back.afterMs, () => bringBackAll(testbed)));
  return board.socket.watch((port) => {
    if (port) return;
    clock.after(back.afterMs, () => {
      board.power(true);
      board.cable(true);
    });
  });
}

function bringBackAll({ board, probed }: Testbed): void {
  board.power(true);
  probed?.probe.cable(true);
}

/** A supply that fails while a probe holds the chip shows nowhere on the bus: what the board has recorded is looked at. */
function afterStrike({ board, clock }: Testbed, act: () => () => void): Disposable {
  const { strikes } = board.recorder;
  const before = strikes.length;
  let cancel: () => void = () => undefined;
  const look = () => {
    cancel = strikes.length > before ? act() : clock.after(strikeMs, look);
  };
  look();
  return { [Symbol.dispose]: () => cancel() };
}

const strikeMs = 50;

/** In a line. */
export function describeEnding(ending: Ending): string {
  if (ending.how === 'done')
    return `done, ${ending.done.board}${ending.done.start ? `, start: ${ending.done.start}` : ''}`;
  if (ending.how === 'failed') return `${ending.error.code}, ${ending.error.board}: ${ending.error.message}`;
  if (ending.how === 'threw') return `threw ${ending.thrown instanceof LinkError ? 'LinkError ' : ''}${ending.thrown}`;
  return ending.how;
}
