// What every operation of the page takes: the state, the log, the engine's questions, and one signal, for one operation at a time.

import type { FlasherError } from '@odflash/core';
import type { BoardVersion } from '@odflash/core/board';
import type { Said } from '@odflash/core/messages';
import type { UpdateEvent } from '@odflash/core/update';
import type { Call } from '../engine/engine.ts';
import type { Platform } from '../platform/platform.ts';
import type { PageTexts } from '../text/page-texts.ts';
import { type Asking, createAsking } from './asking.ts';
import { lineOf, maxLines } from './log.ts';
import { type Failure, firstState, type LogLine, type PageState } from './state.ts';
import { createStore, type Store } from './store.ts';

/** The heavy part, by its types. */
export type Engine = typeof import('../engine/engine.ts') & typeof import('../engine/words-en.ts');

export interface FlasherParts {
  readonly platform: Platform;
  /** Resolves with the same engine at every call. */
  readonly engine: () => Promise<Engine>;
  readonly texts: PageTexts;
  /** The release that the address of the page names, by its number. */
  readonly wanted?: string | undefined;
}

export interface Context extends FlasherParts {
  readonly store: Store<PageState>;
  readonly asking: Asking;
  log(level: LogLine['level'], text: string): void;
  failureOf(thrown: unknown): Promise<Failure>;
  /** The end of an operation that did not work. */
  fail(thrown: unknown): Promise<void>;
  /** A person stopped it or said no, and nothing was changed: back to the board, which is not a failure. */
  isStopped(thrown: unknown): Promise<boolean>;
  /** What an operation gives to the engine; a new one ends the one before. */
  begin(
    onEvent: (event: UpdateEvent) => void,
  ): Promise<Call & { readonly humanMs: number; readonly signal: AbortSignal }>;
  /** Writes the log, and shows what a person does by hand. */
  tell(): Promise<(event: UpdateEvent) => void>;
  /** Ends the operation in hand. */
  end(reason?: unknown): void;
}

/** Everything that can be open at the end of an operation. */
export const nothingOpen = { permission: undefined, question: undefined, hand: undefined } as const;
/** The state of a page that has not met a board. Members that are absent at first are named, so that they are cleared. */
export const blank = {
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
  wantedMissing: undefined,
} as const;
/** A person may need minutes to find the DIP switch. */
const humanMs = 600_000;

export function createContext(parts: FlasherParts): Context {
  const { platform, engine, texts } = parts;
  const store = createStore(firstState);
  const { clock } = platform;
  const opened = clock.now();
  const asking = createAsking((question) => store.set({ question: question && { question } }));
  let work = new AbortController();

  const log: Context['log'] = (level, text) =>
    store.set({ log: [...store.value.log, { at: clock.now() - opened, level, text }].slice(-maxLines) });

  const failureOf = async (thrown: unknown): Promise<Failure> => {
    const { isFlasherError, say } = await engine();
    if (!isFlasherError(thrown)) {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      return { code: 'internal', text, next: texts.reportBug };
    }
    const error: FlasherError = thrown;
    const { code, details, board } = error;
    return { code, text: say(error.text), next: say(error.next), board, consentable: details.consent !== undefined };
  };

  const boardOf = async (): Promise<BoardVersion | undefined> => {
    const { named } = store.value;
    return named === undefined ? undefined : (await engine()).readBoardVersion(named);
  };

  return {
    ...parts,
    store,
    asking,
    log,
    failureOf,
    fail: async (thrown) => {
      const failure = await failureOf(thrown);
      log('error', failure.text);
      // The run stays: it shows how far it came.
      store.set({ stage: 'failed', failure, ...nothingOpen });
    },
    isStopped: async (thrown) => {
      const { isFlasherError } = await engine();
      if (!isFlasherError(thrown)) return false;
      const { code, details, board } = thrown;
      const isWanted = code === 'aborted' || (code === 'not-confirmed' && details.declined === true);
      return isWanted && (board === undefined || board === 'untouched');
    },
    begin: async (onEvent) => {
      work.abort();
      work = new AbortController();
      const { signal } = work;
      return { board: await boardOf(), ask: asking.ask(signal), signal, onEvent, humanMs };
    },
    tell: async () => {
      const { say } = await engine();
      const words = (text: Said) => say(text);
      return (event) => {
        const line = lineOf(event, words, texts);
        if (line) log(line.level, line.text);
        if (event.type === 'human') store.set({ hand: { step: event.step, text: say(event.text) } });
        if (event.type === 'stage' || event.type === 'advance') {
          if (store.value.hand) store.set({ hand: undefined });
        }
      };
    },
    end: (reason) => work.abort(reason),
  };
}
