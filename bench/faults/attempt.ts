// One time the command is run on a stage, to its end, whichever it is.

import { type FlashEnv, type FlasherError, isFlasherError, LinkError, type UpdateEvent } from '@odflash/core';
import type { Deed, Done } from './deeds.ts';
import { type Blow, knobsOf } from './fault-kinds.ts';
import { type HostProcess, hostProcess } from './host-process.ts';
import type { Stage } from './stage.ts';
import type { Watch } from './watch.ts';

export type Ending =
  | { readonly how: 'done'; readonly done: Done }
  | { readonly how: 'failed'; readonly error: FlasherError }
  | { readonly how: 'threw'; readonly thrown: unknown }
  | { readonly how: 'killed' }
  | { readonly how: 'hung' };

export interface AttemptOptions {
  readonly stage: Stage;
  readonly deed: Deed;
  /** The flash as it is when the attempt begins. */
  readonly before: Uint8Array;
  readonly watch: Watch;
  /** Somebody who hears what is asked for. */
  readonly person?: ((event: UpdateEvent) => void) | undefined;
  readonly blows: readonly Blow[];
  readonly counted: 'class' | 'all';
  readonly backup: boolean;
  readonly x32: boolean | undefined;
  /** Something else than the engine as it is: for proof that the campaign sees the difference. */
  readonly sabotage?: Sabotage | undefined;
  /** After this it counts as hanging. */
  readonly patienceMs: number;
}

/** Another world than the one the engine believes to work in. */
export type Sabotage = (env: FlashEnv, deed: Deed) => FlashEnv;

export interface Attempted {
  readonly ending: Ending;
  /** Virtual time it took. */
  readonly ms: number;
  readonly process: HostProcess;
  /** True if any of its faults came to pass. */
  readonly struck: boolean;
  /** True if the board was in DFU mode on the bus at the end and would have answered. */
  readonly readable: boolean;
}

export async function attempt(options: AttemptOptions): Promise<Attempted> {
  const { stage, watch, blows } = options;
  const { board, bus, clock, disk } = stage;
  board.inflict(knobsOf(blows, options.counted));
  const comeback = expectBack(stage, blows);
  const process = hostProcess({ bus, clock, vault: disk }, blows, watch.look);
  const { strikes, operations } = board.recorder;
  const [strikesBefore, operationsBefore] = [strikes.length, operations.length];
  const began = clock.now();
  const work = perform(process, options);
  const ending = await firstOf(stage, options.patienceMs, work, process);
  const ms = clock.now() - began;
  const readable = board.running() === 'rom' && board.socket.port !== undefined && !blows.some(isSilence);
  watch.look();
  comeback[Symbol.dispose]();
  board.inflict('');
  const erased = operations.slice(operationsBefore).some(({ kind }) => kind === 'erase');
  const struck = strikes.length > strikesBefore || blows.some((blow) => hasStruck(blow, process, { ending, erased }));
  return { ending, ms, process, struck, readable };
}

function hasStruck(
  blow: Blow,
  process: HostProcess,
  { ending, erased }: { readonly ending: Ending; readonly erased: boolean },
): boolean {
  if (blow.what === 'kill') return ending.how === 'killed';
  if (blow.what === 'cancel') return process.signal.aborted;
  if (blow.what === 'disk-full') return process.filesPut() >= blow.file;
  return blow.what === 'knob' && blow.name === 'slow-erase' && erased;
}

/** A wire that passes nothing from some transfer on. */
function isSilence(blow: Blow): boolean {
  return blow.what === 'knob' && ['stall-at', 'lost-at'].includes(blow.name) && blow.value.includes('-');
}

async function perform(process: HostProcess, options: AttemptOptions): Promise<Ending> {
  const { stage, deed, watch, person, before, backup, x32, sabotage } = options;
  const { bus, clock, vault, signal } = process;
  const sound: FlashEnv = { bus, clock, vault };
  const env = sabotage?.(sound, deed) ?? sound;
  try {
    const done = await deed.perform(
      env,
      {
        backup,
        signal,
        confirm: async () => true,
        onEvent: (event) => {
          watch.onEvent(event);
          person?.(event);
        },
        ...(stage.bystander && { selection: { path: stage.path } }),
        ...(stage.named && { board: stage.named }),
        ...(x32 !== undefined && { x32 }),
      },
      before,
    );
    return { how: 'done', done };
  } catch (thrown) {
    return isFlasherError(thrown) ? { how: 'failed', error: thrown } : { how: 'threw', thrown };
  }
}

async function firstOf(
  { clock }: Stage,
  patienceMs: number,
  work: Promise<Ending>,
  { death }: HostProcess,
): Promise<Ending> {
  let ended = (_: Ending): void => undefined;
  const hung = new Promise<Ending>((resolve) => {
    ended = resolve;
  });
  const cancel = clock.after(patienceMs, () => ended({ how: 'hung' }));
  const ending = await Promise.race([work, death.then((): Ending => ({ how: 'killed' })), hung]);
  cancel();
  return ending;
}

/** Somebody notices that the board went, and puts the plug back or the supply on. */
function expectBack({ board, clock }: Stage, blows: readonly Blow[]): Disposable {
  const back = blows.find((blow) => blow.what === 'comeback');
  if (!back) return { [Symbol.dispose]: () => undefined };
  return board.socket.watch((port) => {
    if (port) return;
    clock.after(back.afterMs, () => {
      board.power(true);
      board.cable(true);
    });
  });
}

/** In a line. */
export function tellEnding(ending: Ending): string {
  if (ending.how === 'done')
    return `done, ${ending.done.board}${ending.done.start ? `, start: ${ending.done.start}` : ''}`;
  if (ending.how === 'failed') return `${ending.error.code}, ${ending.error.board}: ${ending.error.message}`;
  if (ending.how === 'threw') return `threw ${ending.thrown instanceof LinkError ? 'LinkError ' : ''}${ending.thrown}`;
  return ending.how;
}
