// What the dashboard knows and does, without a DOM: one state, loops that read, actions for the configuration.

import type { Clock } from '@odflash/core';
import type { PropertyValue } from '@odflash/core/odrive';
import type { BoardStatus } from '@odflash/core/running';
import type { Failure } from '../model/state.ts';
import { createStore, type Store } from '../model/store.ts';
import type { Comparison, Property, ReadOnlyBoard } from './board.ts';

/** Columns for the plot: seconds, then one for each path. A hole is where the board was not read. */
export type Samples = readonly (readonly number[])[];

export interface DashboardState {
  readonly board?: ReadOnlyBoard | undefined;
  readonly status?: BoardStatus | undefined;
  readonly search: string;
  readonly shown: readonly Property[];
  /** How many the search finds. */
  readonly found: number;
  readonly values: ReadonlyMap<string, PropertyValue>;
  readonly plotted: readonly string[];
  readonly samples: Samples;
  readonly busy?: 'backup' | 'compare' | 'restore' | undefined;
  readonly comparison?: Comparison | undefined;
  /** Values that were written. */
  readonly restored?: number | undefined;
  /** The dashboard cannot continue, or an action did not work. */
  readonly failure?: Failure | undefined;
  readonly problem?: Failure | undefined;
}

export interface Dashboard extends AsyncDisposable {
  readonly store: Store<DashboardState>;
  /** Words in any order, all of them part of the path. */
  search(words: string): void;
  plot(path: string, isWanted: boolean): void;
  backup(save: (name: string, bytes: Uint8Array) => void): Promise<void>;
  compare(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<void>;
  restore(): Promise<void>;
}

export interface DashboardParts {
  readonly clock: Clock;
  readonly open: (signal: AbortSignal) => Promise<ReadOnlyBoard>;
  readonly failureOf: (thrown: unknown) => Promise<Failure>;
  readonly keepAwake: () => Disposable;
}

const maxShown = 40;
const maxPlotted = 6;
const windowMs = 30_000;
const sampleMs = 50;
const valuesMs = 1_000;
const statusMs = 3_000;
const maxFileBytes = 1_048_576;
/** What is drawn before a choice. */
const first = 'vbus_voltage';

export function createDashboard({ clock, open, failureOf, keepAwake }: DashboardParts): Dashboard {
  const store = createStore<DashboardState>({
    search: '',
    shown: [],
    found: 0,
    values: new Map(),
    plotted: [],
    samples: [[]],
  });
  const over = new AbortController();
  const { signal } = over;

  const again = async (ms: number, look: (board: ReadOnlyBoard) => Promise<void>, board: ReadOnlyBoard) => {
    for (;;) {
      await look(board);
      await clock.sleep(ms, signal);
    }
  };
  const status = async (board: ReadOnlyBoard) => store.set({ status: await board.status() });
  const values = async (board: ReadOnlyBoard) => {
    const { shown } = store.value;
    const paths = shown.filter(({ type }) => type !== 'endpoint_ref').map(({ path }) => path);
    if (paths.length === 0) return;
    const read = await board.read(paths);
    store.set({ values: new Map(paths.map((path, index) => [path, read[index] ?? 0])) });
  };
  const sample = async (board: ReadOnlyBoard) => {
    const { plotted } = store.value;
    if (plotted.length === 0) return;
    const at = clock.now();
    const row = (await board.read(plotted)).map(Number);
    // A person chose another one meanwhile.
    if (store.value.plotted === plotted) store.set({ samples: withRow(store.value.samples, [at, ...row]) });
  };
  const live = async () => {
    try {
      const board = await open(signal);
      store.set({ board });
      search('');
      if (board.properties.some(({ path }) => path === first)) plot(first, true);
      await Promise.all([
        again(statusMs, status, board),
        again(valuesMs, values, board),
        again(sampleMs, sample, board),
      ]);
    } catch (thrown) {
      if (!signal.aborted) store.set({ failure: await failureOf(thrown) });
    }
  };

  const search = (words: string) => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const all = (store.value.board?.properties ?? []).filter(({ path }) => {
      const name = path.toLowerCase();
      return wanted.every((word) => name.includes(word));
    });
    store.set({ search: words, shown: all.slice(0, maxShown), found: all.length });
  };
  const plot = (path: string, isWanted: boolean) => {
    const others = store.value.plotted.filter((each) => each !== path);
    const plotted = isWanted ? [...others, path].slice(-maxPlotted) : others;
    store.set({ plotted, samples: [[], ...plotted.map(() => [])] });
  };

  const act = async (busy: DashboardState['busy'], work: (board: ReadOnlyBoard) => Promise<void>) => {
    const { board } = store.value;
    if (!board || store.value.busy) return;
    store.set({ busy, problem: undefined, restored: undefined });
    try {
      await work(board);
    } catch (thrown) {
      const problem = await failureOf(thrown);
      if (problem.code !== 'aborted') store.set({ problem });
    } finally {
      store.set({ busy: undefined });
    }
  };

  const running = live();
  return {
    store,
    search,
    plot,
    backup: (save) =>
      act('backup', async (board) => {
        const { name, bytes } = await board.backup();
        save(name, bytes);
      }),
    compare: (file) =>
      act('compare', async (board) => {
        store.set({ comparison: undefined });
        // What is longer than any configuration is not read; the first bytes are enough for the parser to say no.
        const bytes =
          file.size > maxFileBytes ? new Uint8Array(maxFileBytes + 1) : new Uint8Array(await file.arrayBuffer());
        store.set({ comparison: await board.compare(file.name, bytes) });
      }),
    restore: () =>
      act('restore', async (board) => {
        const { comparison } = store.value;
        if (!comparison) return;
        using _awake = keepAwake();
        const { configuration } = await board.restore(comparison);
        store.set({ comparison: undefined, restored: configuration.written });
      }),
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await running;
      await store.value.board?.[Symbol.asyncDispose]();
    },
  };
}

/** Older rows than the window are dropped. */
export function withRow(samples: Samples, row: readonly number[]): Samples {
  const [times = []] = samples;
  const from = times.findIndex((at) => at > (row[0] ?? 0) - windowMs);
  const keep = from < 0 ? times.length : from;
  return row.map((value, column) => [...(samples[column] ?? []).slice(keep), value]);
}
