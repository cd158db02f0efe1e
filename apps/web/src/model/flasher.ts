// What the page does: from the first click to a verified board. Framework-free: a store of one state, and actions that change it.
// The engine is fetched when it is needed, which main.ts arranges to be before the first click.

import type { FlasherError, UpdateEnv, UsbDeviceInfo } from '@odflash/core';
import type { BoardVersion } from '@odflash/core/board';
import type { Message } from '@odflash/core/messages';
import type { RunningBoardRequest } from '@odflash/core/running';
import type { UpdateEvent } from '@odflash/core/update';
import type { BoardCard } from '../engine/card.ts';
import type { Call, Firmware } from '../engine/engine.ts';
import type { PageTexts } from '../text/page-texts.ts';
import type { World } from '../world/world.ts';
import { type Asking, createAsking } from './asking.ts';
import { anyBoard, wantedBy } from './filters.ts';
import { knownBoards } from './known.ts';
import { lineOf, maxLines } from './log.ts';
import { watchPermission } from './permission.ts';
import { newFiles, savedNames } from './saved.ts';
import { type ChosenFirmware, type Failure, firstState, type LogLine, noCheck, type PageState } from './state.ts';
import { createStore, type Store } from './store.ts';

/** The heavy part, by its types. */
export type Engine = typeof import('../engine/engine.ts') & typeof import('../engine/words-en.ts');

export interface FlasherParts {
  readonly world: World;
  /** Resolves with the same engine at every call. */
  readonly engine: () => Promise<Engine>;
  readonly texts: PageTexts;
}

/** The members of `File` that are used. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** Actions never throw: what goes wrong is in the state. Each belongs to a stage and does nothing in another one. */
export interface Flasher {
  readonly store: Store<PageState>;
  readonly world: World;
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
  /** Goes on with a board that was allowed before. */
  open(device: UsbDeviceInfo): Promise<void>;
  /** A file that was saved before the board was changed. */
  savedFile(name: string): Promise<Uint8Array | undefined>;
  /** Reads the flash of the chip and gives it to `save`. */
  readOut(save: (name: string, bytes: Uint8Array) => void): Promise<void>;
  /** Removes the protection of the chip; the engine asks for the typed consent. */
  unlock(): Promise<void>;
  /** Shows the dashboard of the running board; {@link again} leads back. */
  showDashboard(): void;
  /** Gives the running board to something else that asks and tells as this does, until `signal` ends it. Throws what that throws. */
  openRunning<T>(signal: AbortSignal, open: (env: UpdateEnv, request: RunningBoardRequest) => Promise<T>): Promise<T>;
  failureOf(thrown: unknown): Promise<Failure>;
  /** Back to the beginning, or to the board if it is still there. */
  again(): Promise<void>;
}

/** Everything that can be open at the end of an operation. */
const nothingOpen = { permission: undefined, question: undefined, hand: undefined } as const;
/** The state of a page that has not met a board. Members that are absent at first are named, so that they are cleared. */
const blank = {
  ...firstState,
  ...nothingOpen,
  card: undefined,
  named: undefined,
  dashboard: false,
  chip: undefined,
  chipProblem: undefined,
  firmware: undefined,
  fileProblem: undefined,
  run: undefined,
  failure: undefined,
  report: undefined,
};
/** A person may need minutes to find the DIP switch. */
const humanMs = 600_000;
/** Larger files are not even read. */
const maxFileBytes = 64 * 1024 * 1024;

export function createFlasher({ world, engine, texts }: FlasherParts): Flasher {
  const store = createStore(firstState);
  const { bus, clock } = world;
  const opened = clock.now();
  const asking: Asking = createAsking((question) => store.set({ question: question && { question } }));
  let work = new AbortController();
  let checks = 0;

  const log = (level: LogLine['level'], text: string) =>
    store.set({ log: [...store.value.log, { at: clock.now() - opened, level, text }].slice(-maxLines) });

  const failureOf = async (thrown: unknown): Promise<Failure> => {
    const { isFlasherError, say } = await engine();
    if (!isFlasherError(thrown)) {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      return { code: 'internal', text, next: texts.reportBug };
    }
    const error: FlasherError = thrown;
    return { code: error.code, text: say(error.text), next: say(error.next), board: error.board };
  };

  const fail = async (thrown: unknown) => {
    const failure = await failureOf(thrown);
    log('error', failure.text);
    // The run stays: it shows how far it came.
    store.set({ stage: 'failed', failure, ...nothingOpen });
  };

  /** A person stopped it or said no, and nothing was changed: back to the board, which is no failure. */
  const isStopped = async (thrown: unknown) => {
    const { isFlasherError } = await engine();
    if (!isFlasherError(thrown)) return false;
    const { code, details, board } = thrown;
    const isWanted = code === 'aborted' || (code === 'not-confirmed' && details.declined === true);
    return isWanted && (board === undefined || board === 'untouched');
  };

  const boardOf = async (): Promise<BoardVersion | undefined> => {
    const { named } = store.value;
    return named === undefined ? undefined : (await engine()).readBoardVersion(named);
  };

  /** What every operation takes; a new one ends the one before. */
  const begin = async (onEvent: (event: UpdateEvent) => void): Promise<Call & { readonly humanMs: number }> => {
    work.abort();
    work = new AbortController();
    return { board: await boardOf(), ask: asking.ask(work.signal), signal: work.signal, onEvent, humanMs };
  };

  const tell = async (): Promise<(event: UpdateEvent) => void> => {
    const { say } = await engine();
    const words = (text: Message) => say(text);
    return (event) => {
      const line = lineOf(event, words, texts);
      if (line) log(line.level, line.text);
      if (event.type === 'human') store.set({ hand: { step: event.step, text: say(event.text) } });
      if (event.type === 'stage' || event.type === 'advance') {
        if (store.value.hand) store.set({ hand: undefined });
      }
    };
  };

  const look = async (device: UsbDeviceInfo) => {
    const { named, firmware, log: lines } = store.value;
    store.set({ ...blank, stage: 'looking', named, firmware, log: lines });
    log('info', texts.lookingAt(device.serial ?? device.path));
    try {
      const { look: lookAt } = await engine();
      const card = await lookAt(world, device, await begin(await tell()));
      store.set({ stage: 'board', card, hand: undefined });
      await offer(card);
    } catch (thrown) {
      await fail(thrown);
    }
  };

  /** Releases for this very board, the newest one chosen. */
  const offer = async (card: BoardCard) => {
    const { readBoardVersion } = await engine();
    const version = card.version.name === undefined ? undefined : readBoardVersion(card.version.name);
    if (!world.releases || !version) return;
    const releases = await world.releases.releases(version).catch(() => []);
    store.set({ releases });
    const newest = releases.find(({ prerelease }) => !prerelease);
    const { firmware } = store.value;
    const isStill = firmware?.kind === 'file' || releases.some(({ name }) => name === firmware?.name);
    if (newest && !isStill) await choose({ kind: 'release', ...newest });
    else await check();
  };

  const choose = async (firmware: ChosenFirmware) => {
    store.set({ firmware, fileProblem: undefined });
    await check();
  };

  const check = async () => {
    const { card, firmware, stage } = store.value;
    if (!card || !firmware || stage !== 'board') return;
    const mine = ++checks;
    const isLatest = () => mine === checks && store.value.stage === 'board';
    store.set({ check: { ...noCheck, status: 'running' } });
    try {
      const { check: checkBoard } = await engine();
      const result = await checkBoard(world, card, wishOf(firmware), await begin(await tell()));
      if (isLatest()) store.set({ check: { status: 'ready', ...result } });
    } catch (thrown) {
      if (!isLatest()) return;
      const failure = await failureOf(thrown);
      if (failure.code !== 'aborted') store.set({ check: { status: 'refused', findings: [], failure } });
    }
  };

  const flash = async () => {
    const { card, firmware, stage } = store.value;
    if (!bus || !card || !firmware || stage !== 'board') return;
    checks++;
    const { createTracker, run } = await engine();
    const tracker = createTracker(clock.now);
    const speak = await tell();
    store.set({
      stage: 'working',
      run: { stage: 'find', changing: false, stopping: false, recovering: false },
      report: undefined,
      failure: undefined,
    });
    const change = (part: Partial<NonNullable<PageState['run']>>) => {
      const { run: now } = store.value;
      if (now) store.set({ run: { ...now, ...part } });
    };
    const before = await savedNames(world.vault);
    const saved = async () => store.set({ saved: newFiles(before, await savedNames(world.vault)) });
    using _awake = world.keepAwake();
    using permission = watchPermission({ bus, clock }, card.device, (wanted) => store.set({ permission: wanted }));
    const onEvent = (event: UpdateEvent) => {
      tracker.event(event);
      speak(event);
      if (event.type === 'stage') permission.stage(event.stage);
      if (event.type === 'findings') store.set({ check: { ...store.value.check, findings: event.findings } });
      change({
        progress: snapshot(tracker.progress()),
        ...(event.type === 'stage' && { stage: event.stage }),
        ...(event.type === 'changing' && { changing: true }),
        ...(event.type === 'recovering' && { recovering: true }),
        ...(event.type === 'recovered' && { recovering: false }),
      });
    };
    try {
      const report = await run(world, card, wishOf(firmware), await begin(onEvent));
      tracker.finish();
      change({ progress: snapshot(tracker.progress()) });
      await saved();
      log('info', texts.verified);
      store.set({ stage: 'done', report, ...nothingOpen });
    } catch (thrown) {
      await saved();
      if (!(await isStopped(thrown))) return fail(thrown);
      log('info', texts.stopped);
      await again();
    }
  };

  /** One at a time, and never beside a flash. What fails before anything was changed is said beside the board. */
  const onChip = async (
    job: NonNullable<PageState['chip']>['job'],
    work: (parts: { engine: Engine; card: BoardCard; call: Call }) => Promise<void>,
  ) => {
    const { card, stage, chip } = store.value;
    if (stage !== 'board' || !card || card.mode === 'running' || chip) return;
    checks++;
    store.set({ chip: { job, fraction: 0 }, chipProblem: undefined, check: noCheck });
    using _awake = world.keepAwake();
    const loaded = await engine();
    const tracker = loaded.createTracker(clock.now);
    const speak = await tell();
    const onEvent = (event: UpdateEvent) => {
      tracker.event(event);
      speak(event);
      store.set({ chip: { job, fraction: tracker.progress().fraction } });
    };
    try {
      await work({ engine: loaded, card, call: await begin(onEvent) });
      store.set({ chip: undefined });
    } catch (thrown) {
      const failure = await failureOf(thrown);
      store.set({ chip: undefined });
      if (failure.board !== undefined && failure.board !== 'untouched') return fail(thrown);
      if (!(await isStopped(thrown))) store.set({ chipProblem: failure });
    }
    if (store.value.stage === 'board') await check();
  };

  const again = async () => {
    const { card, named, firmware, log: lines } = store.value;
    store.set({ ...blank, named, firmware, log: lines });
    const devices = (await bus?.list().catch(() => [])) ?? [];
    const device = devices.find(({ path }) => path === card?.device.path);
    if (device) await look(device);
  };

  const greet = async () => {
    if (store.value.stage !== 'start' || !bus) return;
    const devices = await bus.list().catch(() => []);
    store.set({ known: await knownBoards(world.vault, devices) });
  };
  bus?.watch(() => void greet());

  return {
    store,
    world,
    engine,
    greet,
    open: look,
    savedFile: (name) => world.vault.get(name).catch(() => undefined),
    connect: async () => {
      if (!bus) return;
      store.set({ nothingChosen: false });
      try {
        const device = await bus.request(anyBoard);
        if (device) await look(device);
        else store.set({ nothingChosen: true });
      } catch (thrown) {
        await fail(thrown);
      }
    },
    name: async (board) => {
      const { card } = store.value;
      store.set({ named: board });
      if (card) await look(card.device);
    },
    chooseRelease: async (version) => {
      const release = store.value.releases.find((each) => each.version === version);
      if (release) await choose({ kind: 'release', ...release });
    },
    chooseFile: async (files) => {
      const [file, second] = files;
      if (!file) return;
      const refuse = (text: string, next = '') => store.set({ fileProblem: { name: file.name, text, next } });
      if (second) return refuse(texts.oneFile);
      if (file.size > maxFileBytes) return refuse(texts.fileTooLarge);
      // A folder, or a file that was replaced since it was chosen, cannot be read.
      const bytes = await file.arrayBuffer().catch(() => undefined);
      if (!bytes) return refuse(texts.fileUnreadable);
      try {
        const { readFile } = await engine();
        await choose({ kind: 'file', name: file.name, size: file.size, ...readFile(file.name, new Uint8Array(bytes)) });
      } catch (thrown) {
        const { text, next } = await failureOf(thrown);
        refuse(text, next);
      }
    },
    flash,
    readOut: (save) =>
      onChip('read-out', async ({ engine: { readOut }, card, call }) => {
        const { name, bytes } = await readOut(world, card, call);
        save(name, bytes);
      }),
    unlock: () =>
      onChip('unlock', async ({ engine: { unlock }, card, call }) => {
        await unlock(world, card, call);
        await again();
      }),
    failureOf,
    showDashboard: () => {
      const { stage, card } = store.value;
      if (stage !== 'board' || card?.mode !== 'running') return;
      checks++;
      work.abort();
      store.set({ dashboard: true, check: noCheck });
    },
    openRunning: async (signal, open) => {
      const { environment } = await engine();
      const { card } = store.value;
      const call = await begin(await tell());
      const selection = { path: card?.device.path };
      return open(await environment(world, 'running'), {
        ...call,
        selection,
        signal: AbortSignal.any([signal, work.signal]),
      });
    },
    answer: (text) => asking.answer(text),
    allow: async () => {
      const { permission } = store.value;
      if (!bus || !permission) return;
      // The bus tells of the device itself.
      await bus.request(wantedBy[permission]).catch(() => undefined);
    },
    stop: () => {
      const { run } = store.value;
      if (run) store.set({ run: { ...run, stopping: true } });
      work.abort(new DOMException('stopped by the user', 'AbortError'));
    },
    again,
  };
}

function wishOf(firmware: ChosenFirmware): Firmware {
  return firmware.kind === 'release' ? { release: firmware.version } : { image: firmware.image, name: firmware.name };
}

/** The tracker goes on changing its sectors; the state keeps what they were. */
function snapshot<T extends { readonly sectors: readonly object[] }>(progress: T): T {
  return { ...progress, sectors: progress.sectors.map((sector) => ({ ...sector })) };
}
