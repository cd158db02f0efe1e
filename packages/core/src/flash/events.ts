// What the engine says while it works, as data. Knows no renderer: a bar, a page and --json lines are all made of these.

import type { Finding } from '../ask/findings.ts';
import type { WaitingEvent } from '../discovery/search.ts';
import type { ErrorCode } from '../errors.ts';
import type { Message } from '../messages/message.ts';
import type { Said } from '../messages/said.ts';
import type { Connection } from '../target/chip.ts';
import type { TargetStepCode } from '../target/hazards.ts';
import type { FlashPlan } from './plan/plan.ts';

/**
 * What time is spent on. `inspect` reads what is there before anything is changed (and gives the undo backup), `verify`
 * reads back. Sectors are finished one after the other, so erase, write and verify alternate.
 */
export type Phase = 'connect' | 'inspect' | 'erase' | 'write' | 'verify' | 'start';

/** What is being done to a sector, or what has become of it. */
export type SectorProgress = 'invalidating' | 'erasing' | 'writing' | 'verifying' | 'verified' | 'redoing' | 'equal';

/** Something worth a line that is neither a finding nor an error. */
export type NoteCode =
  /** An earlier run on this board was interrupted; this one continues it. */
  | 'resumed'
  /** A journal was found that is damaged, foreign or does not fit this board; it is not used. */
  | 'journal-ignored'
  /** The journal could not be written; an interrupted run can be repeated, but is not recognised. */
  | 'journal-unwritable'
  /** A record that cannot be used was given another name. */
  | 'record-aside'
  /** An interrupted update has saved a configuration that is not back yet. */
  | 'configuration-owed'
  /** An interrupted update is not continued any more. */
  | 'update-closed'
  /** The undo backup is on the disk. */
  | 'undo-saved'
  /** What was saved is no whole firmware: the board was blank or unbootable, and nothing is known of what it held. */
  | 'undo-partial'
  /** The firmware that will be replaced was built for another board than OTP says. */
  | 'wrong-firmware'
  /** A configuration is saved on the board, and whether its startup flags move a motor is unknown. */
  | 'startup-unknown'
  /** All of the chip is erased, because its read protection is removed. */
  | 'mass-erase'
  /** The chip is programmed byte by byte instead of word by word. */
  | 'narrow'
  /** A sector is erased and written again. */
  | 'redo'
  /** Everything read back so far is read again, because the connection failed meanwhile. */
  | 'verify-again'
  /** The firmware could not be started by odflash. */
  | 'not-started';

/** Something only a person can do, as the target words it. */
export type HumanStep = TargetStepCode;

/** What happens during a flash, in order. Totals are known from the plan on; progress never falls. */
export type FlashEvent =
  /** The board is open. First event of every run but for what a person must do to the DC supply, or before there is a board. */
  | { readonly type: 'opened'; readonly device: Connection }
  /** How much will be read before the plan is made, at most. `advance` events of phase `inspect` follow. */
  | { readonly type: 'inspecting'; readonly bytes: number; readonly ms: number }
  /** The whole preflight list, before anything is changed. A `stop` among them is thrown right after. */
  | { readonly type: 'findings'; readonly findings: readonly Finding[] }
  /** What will be done and how long it takes. Again, if the board turns out slower than planned (x8). */
  | { readonly type: 'plan'; readonly plan: FlashPlan }
  /** The next transfer changes the board: from here on stopping leaves it without firmware until it is flashed. */
  | { readonly type: 'changing' }
  | { readonly type: 'sector'; readonly sector: number; readonly progress: SectorProgress }
  /**
   * One block (at most 2 KiB), one erase or one short step is done. `doneMs` of `totalMs` planned milliseconds are behind
   * us, of the inspection before the plan and of the plan after it; `doneMs` never falls while the board is open (an update or a
   * restart may open it again), `totalMs` grows only when something has to be done again. `bytes` is 0 where no bytes moved.
   */
  | {
      readonly type: 'advance';
      readonly phase: Phase;
      readonly bytes: number;
      readonly doneMs: number;
      readonly totalMs: number;
      readonly sector?: number | undefined;
    }
  /** The connection failed; it is being restored. */
  | { readonly type: 'recovering'; readonly code: ErrorCode; readonly text: Said; readonly attempt: number }
  | { readonly type: 'recovered' }
  | { readonly type: 'note'; readonly code: NoteCode; readonly text: Said }
  /** A person must act; the engine continues automatically afterwards. */
  | { readonly type: 'human'; readonly step: HumanStep; readonly text: Message }
  | WaitingEvent;

/** Called synchronously. What it throws is logged and otherwise ignored: a renderer never breaks a flash. */
export type EventListener = (event: FlashEvent) => void;
