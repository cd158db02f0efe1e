// What is known of one update so far. Grows from stage to stage; nothing in here talks to a board or a disk.

import type { Finding } from '../ask/findings.ts';
import type { BusComparison } from '../configuration/bus-voltage.ts';
import type { RestoredConfiguration } from '../configuration/report.ts';
import type { HumanStep } from '../flash/events.ts';
import type { FlashReport } from '../flash/report.ts';
import type { BoardRequest } from '../flash/request.ts';
import type { Message } from '../messages/message.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { KeptConfiguration } from '../records/kept-configuration.ts';
import type { StoredRecord } from '../records/store.ts';
import type { StoredUpdate } from '../records/stored-update.ts';
import type { BoardContext } from '../running/board-context.ts';
import { requestInDfu } from '../running/in-dfu.ts';
import type { Approach } from './approach.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';
import type { Rivals } from './rivals.ts';
import type { Stage } from './stages.ts';

export interface Story {
  firmware?: ChosenFirmware | undefined;
  /** Volts on the bus as the old firmware read them. */
  busBefore?: readonly number[] | undefined;
  /** The same before and after. */
  bus?: BusComparison | undefined;
  /** What the old firmware said of itself and the board. */
  before?: RuntimeEvidence | undefined;
  /** What the new firmware says. */
  after?: RuntimeEvidence | undefined;
  /** What will be put back. */
  configuration?: KeptConfiguration | undefined;
  /** Where configurations were saved, the newest last; defaults that a board shows without having loaded any are none. */
  readonly saved: string[];
  /** What a running board has was read and is on the disk. */
  kept: boolean;
  /** The file of a configuration that is not put back, as was announced: its units are not those of the new firmware. */
  left?: string | undefined;
  /** The configuration sectors are on the disk as they were. */
  keptSectors: boolean;
  /** The configuration that should be put back and cannot be read any more. */
  damaged?: { readonly location: string; readonly damage: Message } | undefined;
  findings: readonly Finding[];
  /** Whether a person wanted a board compared that reports the chosen release; absent if that was not asked. */
  compared?: boolean | undefined;
  /** Names of records that were said to be other boards'. */
  readonly leftAlone: Set<string>;
  /** The record of this update on the disk. */
  stored?: StoredRecord | undefined;
  /**
   * The record of an interrupted update that this one goes on with, as long as only the running firmware has said that it is
   * of this board.
   */
  claimed?: StoredUpdate | undefined;
  /** Where {@link configuration} is from: what the board has, or what an interrupted update saved. */
  configurationFrom?: 'board' | 'record' | undefined;
  /** What the board had in its flash at the beginning of this run. */
  own?: KeptConfiguration | undefined;
  /** The board's own configuration and the one taken up, which differ: in DFU mode it shows whether somebody saved it since. */
  rivals?: Rivals | undefined;
  /** Whether the board's own configuration may be replaced with that of a record was found out, or asked. */
  settled: boolean;
  /** A person has decided that the board keeps what it has, whatever a record has saved. */
  keepsOwn: boolean;
  /** The firmware was not read back in this run, because the board cannot be taken to DFU mode. */
  unseen: boolean;
  resumed: boolean;
  /** The board was taken to DFU mode by us, and would run its old firmware if it were started. */
  entered: boolean;
  /** The old firmware of a board in DFU mode was started, or was not to be. */
  roused: boolean;
  /** `startup_…` flags that were switched off before the restart, and how often that was tried. */
  held: readonly string[];
  holds: number;
  flash?: FlashReport | undefined;
  restored?: RestoredConfiguration | undefined;
  /** What a person has to do when all is done. */
  readonly human: HumanStep[];
  readonly times: { readonly stage: Stage; readonly ms: number }[];
}

/** An update on its way: a board that is followed, with much to remember. */
export interface Update extends BoardContext<UpdateRequest> {
  readonly env: UpdateEnv;
  readonly approach: Approach;
  readonly story: Story;
}

export function beginUpdate(context: Omit<Update, 'story'>): Update {
  const story: Story = {
    saved: [],
    kept: false,
    keptSectors: false,
    findings: [],
    leftAlone: new Set(),
    settled: false,
    keepsOwn: context.request.configurationFrom === 'board',
    unseen: false,
    resumed: false,
    entered: false,
    roused: false,
    held: [],
    holds: 0,
    human: [],
    times: [],
  };
  return { ...context, story };
}

/** The board's chip, as the engine is asked for it. */
export function boardRequest(update: Update): BoardRequest {
  const { before } = update.story;
  // The axes of a board that was asked are idle, or are brought to idle before it is stopped.
  return { ...requestInDfu(update), claimed: before?.hardware.version, idle: before !== undefined };
}
