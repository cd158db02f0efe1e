// What the page does: from the first click to a verified board. Framework-free: a store of one state, and actions that change it.
// The engine is fetched when it is needed, which main.ts arranges to be before the first click.

import type { UpdateEnv, UsbDeviceInfo } from '@odflash/core';
import type { RunningBoardRequest } from '@odflash/core/running';
import type { Platform } from '../platform/platform.ts';
import { createChipJobs } from './chip-jobs.ts';
import { createChoosing } from './choosing.ts';
import type { ChosenFile } from './chosen-file.ts';
import { blank, createContext, type Engine, type FlasherParts } from './context.ts';
import type { FileFormat } from './file-format.ts';
import { anyBoard, wantedBy } from './filters.ts';
import { knownBoards } from './known.ts';
import { runFlash } from './run.ts';
import { type Failure, noCheck, type PageState } from './state.ts';
import type { Store } from './store.ts';

export type { ChosenFile, Engine };

/** Actions never throw: what goes wrong is in the state. Each belongs to a stage and does nothing in another one. */
export interface Flasher {
  readonly store: Store<PageState>;
  readonly platform: Platform;
  readonly engine: () => Promise<Engine>;
  /** Opens the browser's list; must be called in a click. */
  connect(): Promise<void>;
  /** Says which board it is, by its printed name. */
  name(board: string): Promise<void>;
  chooseRelease(version: string): Promise<void>;
  /** What was dropped or chosen: one file, or it says why not. */
  chooseFile(files: readonly ChosenFile[]): Promise<void>;
  flash(): Promise<void>;
  /** Answers the open question; `undefined` is a no. */
  answer(text: string): void;
  /** Asks for the device that {@link PageState.permission} names; must be called in a click. */
  allow(): Promise<void>;
  /** Stops at the next block; before the first change at once. */
  stop(): void;
  /** Looks which boards are plugged in that were allowed before; called when the page opens. */
  greet(): Promise<void>;
  /** Continues with a board that was allowed before. */
  open(device: UsbDeviceInfo): Promise<void>;
  /** A file that was saved before the board was changed. */
  savedFile(name: string): Promise<Uint8Array | undefined>;
  /** Reads the flash of the chip and gives it to `save`, as a file of this format. */
  readOut(format: FileFormat, save: (name: string, bytes: Uint8Array) => void): Promise<void>;
  /** Removes the protection of the chip; the engine asks for the typed consent. */
  unlock(): Promise<void>;
  /** Shows the dashboard of the running board; {@link again} leads back. */
  showDashboard(): void;
  /** Gives the running board to something else that asks and reports as this does, until `signal` ends it. Throws what that throws. */
  openRunning<T>(signal: AbortSignal, open: (env: UpdateEnv, request: RunningBoardRequest) => Promise<T>): Promise<T>;
  failureOf(thrown: unknown): Promise<Failure>;
  /** Back to the beginning, or to the board if it is still there. */
  again(): Promise<void>;
}

export function createFlasher(parts: FlasherParts): Flasher {
  const context = createContext(parts);
  const { store, platform, engine, failureOf } = context;
  const { bus } = platform;
  const choosing = createChoosing(context);
  const { look, name, chooseRelease, chooseFile } = choosing;

  const greet = async () => {
    if (store.value.stage !== 'start' || !bus) return;
    const devices = await bus.list().catch(() => []);
    store.set({ known: await knownBoards(platform.vault, devices) });
  };
  const again = async () => {
    const { card, named, firmware, log } = store.value;
    store.set({ ...blank, named, firmware, log });
    const devices = (await bus?.list().catch(() => [])) ?? [];
    const device = devices.find(({ path }) => path === card?.device.path);
    await (device ? look(device) : greet());
  };
  const { readOut, unlock } = createChipJobs(context, choosing, again);
  bus?.watch(() => void greet());

  return {
    store,
    platform,
    engine,
    failureOf,
    greet,
    again,
    open: look,
    name,
    chooseRelease,
    chooseFile,
    readOut,
    unlock,
    flash: () => runFlash(context, choosing, again),
    savedFile: (file) => platform.vault.get(file).catch(() => undefined),
    connect: async () => {
      if (!bus) return;
      store.set({ nothingChosen: false });
      try {
        const device = await bus.request(anyBoard);
        if (device) await look(device);
        else store.set({ nothingChosen: true });
      } catch (thrown) {
        await context.fail(thrown);
      }
    },
    allow: async () => {
      const { permission } = store.value;
      if (!bus || !permission) return;
      // The bus reports the device itself.
      await bus.request(wantedBy[permission]).catch(() => undefined);
    },
    answer: (text) => context.asking.answer(text),
    stop: () => {
      const { run } = store.value;
      if (run) store.set({ run: { ...run, stopping: true } });
      context.end(new DOMException('stopped by the user', 'AbortError'));
    },
    showDashboard: () => {
      const { stage, card } = store.value;
      if (stage !== 'board' || card?.mode !== 'running') return;
      choosing.forget();
      context.end();
      store.set({ dashboard: true, check: noCheck });
    },
    openRunning: async (signal, open) => {
      const { environment } = await engine();
      const { card } = store.value;
      const call = await context.begin(await context.tell());
      const selection = { path: card?.device.path };
      return open(await environment(platform, 'running'), {
        ...call,
        selection,
        signal: AbortSignal.any([signal, call.signal]),
      });
    },
  };
}
