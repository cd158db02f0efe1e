// What is done with a chip beside flashing it: its flash read into a file, its protection removed. One at a time, and never beside a
// run. What fails before anything was changed is said beside the board.

import type { UpdateEvent } from '@odflash/core/update';
import type { BoardCard } from '../engine/card.ts';
import type { Call } from '../engine/engine.ts';
import type { Choosing } from './choosing.ts';
import type { Context, Engine } from './context.ts';
import type { FileFormat } from './file-format.ts';
import { noCheck, type PageState } from './state.ts';

type Save = (name: string, bytes: Uint8Array) => void;

interface JobParts {
  readonly engine: Engine;
  readonly card: BoardCard;
  readonly call: Call;
}

export interface ChipJobs {
  readOut(format: FileFormat, save: Save): Promise<void>;
  unlock(): Promise<void>;
}

export function createChipJobs(context: Context, choosing: Choosing, again: () => Promise<void>): ChipJobs {
  const { store, platform, engine } = context;
  const { clock } = platform;

  const onChip = async (job: NonNullable<PageState['chip']>['job'], work: (parts: JobParts) => Promise<void>) => {
    const { card, stage, chip } = store.value;
    if (stage !== 'board' || !card || card.mode === 'running' || chip) return;
    choosing.forget();
    store.set({ chip: { job, fraction: 0 }, chipProblem: undefined, check: noCheck });
    using _awake = platform.keepAwake();
    const loaded = await engine();
    const tracker = loaded.createTracker(clock.now);
    const speak = await context.tell();
    const onEvent = (event: UpdateEvent) => {
      tracker.event(event);
      speak(event);
      store.set({ chip: { job, fraction: tracker.progress().fraction } });
    };
    try {
      await work({ engine: loaded, card, call: await context.begin(onEvent) });
      store.set({ chip: undefined });
    } catch (thrown) {
      const failure = await context.failureOf(thrown);
      store.set({ chip: undefined });
      if (failure.board !== undefined && failure.board !== 'untouched') return context.fail(thrown);
      if (!(await context.isStopped(thrown))) store.set({ chipProblem: failure });
    }
    if (store.value.stage === 'board') await choosing.check();
  };

  return {
    readOut: (format, save) =>
      onChip('read-out', async ({ engine: { readOut }, card, call }) => {
        const { name, bytes } = await readOut(platform, card, format, call);
        save(name, bytes);
      }),
    unlock: () =>
      onChip('unlock', async ({ engine: { unlock }, card, call }) => {
        await unlock(platform, card, call);
        await again();
      }),
  };
}
