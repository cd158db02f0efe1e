// What the parts of the campaign hand to each other. Types only, so that no part has to import another one for a name.

import type { BoardState, BoardVersion, FlashEnv, FlashRequest, UpdateEvent, UsbBus } from '@odflash/core';
import type { Sector } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import type { RestoredConfiguration } from '@odflash/core/configuration';
import type { TargetProvider } from '@odflash/core/target';
import type { HostName, VirtualBoard, VirtualClock, VirtualProbe } from '@odflash/virtual';
import type { Situation } from './judge/situations.ts';
import type { Disk } from './testbed/disk.ts';
import type { Outlet } from './testbed/outlet.ts';
import type { OpenBus } from './testbed/process-bus.ts';

/** The n-th run of a campaign. */
export interface RunSeed {
  readonly campaign: number;
  readonly run: number;
  /** Through an ST-Link instead of DFU mode. */
  readonly via?: 'stlink' | undefined;
}

/** Which parts of the flash an image specifies, as offsets. */
export interface Shape {
  readonly name: string;
  readonly weight: number;
  readonly pieces: readonly (readonly [start: number, end: number])[];
}

/** What the board holds before. */
export type Start = 'another' | 'same' | 'nearly' | 'blank' | 'stranger' | 'longer';

export type OperationName =
  | 'flash'
  | 'erase'
  | 'erase everything'
  | 'verify'
  | 'read'
  | 'restore'
  | 'unlock'
  | 'update'
  | 'restore settings'
  | 'restore a file'
  | 'flash foreign sectors'
  | 'reset'
  | 'enter-dfu';

/** Which operation, and of what. */
export interface OperationChoice {
  readonly name: OperationName;
  readonly shape: Shape;
  /** Number of the firmware. */
  readonly firmware: number;
}

/** The result of an operation that ended well. */
export interface Done {
  readonly board: BoardState;
  readonly start?: string | undefined;
  readonly undo?: { readonly name: string; readonly complete: boolean } | undefined;
  readonly planMs?: number | undefined;
  /** The configuration in the image was not written. */
  readonly leavesConfiguration?: boolean | undefined;
  /** What a file came to on the board. */
  readonly restored?: Restored | undefined;
  /** The board stays in DFU mode until a person moves its switch: what its firmware loads then has not been seen. */
  readonly unseen?: boolean | undefined;
  /** Something the operation said that is not so. */
  readonly untrue?: string | undefined;
}

/** A configuration file that was put on a board, and what was said of it. */
interface Restored {
  /** Name on the disk. */
  readonly file: string;
  readonly from?: { readonly board: string; readonly release: string } | undefined;
  readonly report: RestoredConfiguration;
}

type OperationRequest = Omit<FlashRequest, 'image' | 'onEvent'> & {
  readonly onEvent: (event: UpdateEvent) => void;
};

/** An entry of the engine with what it must leave behind. */
export interface Operation {
  readonly name: OperationName;
  /** The file it takes, if it takes one. */
  readonly detail?: string | undefined;
  /** How it has to find the board. */
  readonly needs: 'dfu' | 'running' | 'either';
  /** What the flash holds when it is done; empty if it only looks. */
  readonly wanted: readonly Block[];
  /** The vectors are invalidated first and committed last. */
  readonly coversVectors: boolean;
  /** Sectors it answers for; a firmware that runs meanwhile writes its own. */
  readonly scope: readonly Sector[];
  /** `v3.6-56V`: the board that the firmware says it is for. */
  readonly builtFor?: string | undefined;
  /** Saves an undo backup before its first change. */
  readonly savesUndo: boolean;
  /** May erase the chip and change its option bytes. */
  readonly unlocks?: boolean | undefined;
  /** The configuration on the board may be lost. */
  readonly losesConfiguration?: boolean | undefined;
  /** What comes up with it, where it ends well. */
  readonly situations?: readonly Situation[] | undefined;
  /** Values of a configuration it puts on the board. */
  readonly setsConfiguration?: ReadonlyMap<string, unknown> | undefined;
  /** `before`: the flash as it was, for operations that report what is on it. */
  perform(env: FlashEnv, request: OperationRequest, before: Uint8Array): Promise<Done>;
}

/** What an operation is made from besides its choice. */
export interface OperationContext {
  /** Profile text of the board. */
  readonly profile: string;
  /** The run is about a board that runs ODrive firmware. */
  readonly running: boolean;
  readonly testbed: Testbed;
}

/** One fault, placed. */
export type Injection =
  /** An option of the virtual board, `stall-at=7`. */
  | { readonly what: 'fault'; readonly name: string; readonly value: string }
  /** The process dies at its n-th action; a request it is making then still arrives, or does not. */
  | { readonly what: 'kill'; readonly action: number; readonly arrives: boolean }
  /** The computer loses its supply at the n-th action, and that many calls to the file system into it. */
  | { readonly what: 'computer-off'; readonly action: number; readonly calls: number; readonly seed: number }
  /** Ctrl-C at the n-th action. */
  | { readonly what: 'cancel'; readonly action: number }
  /** From the n-th file on nothing can be written. */
  | { readonly what: 'disk-full'; readonly file: number }
  /** The cable, or the supply, returns that long after it went. */
  | { readonly what: 'comeback'; readonly afterMs: number };

/** How much there is in an attempt without faults. */
export interface Size {
  /** Of the kind that faults count in this run. */
  readonly transfers: number;
  /** Commands to the probe, where there is one. */
  readonly commands: number;
  /** What the process does: transfers, opening, files. */
  readonly actions: number;
  readonly files: number;
  readonly erases: number;
  readonly programs: number;
  /** What it takes undisturbed, in ms. */
  readonly planMs: number;
  /** What it has learnt of firmwares, as files. */
  readonly learnt: ReadonlyMap<string, Uint8Array>;
}

/** One time the command is run, and the faults it meets. */
export interface Attempt {
  readonly operation: OperationChoice;
  readonly kinds: readonly FaultKind[];
  /** The operator sets the switch to RUN afterwards and looks whether the board starts. */
  readonly triesToStart: boolean;
  /** What other people do afterwards. */
  readonly interventions: readonly InterventionChoice[];
  /** Another odflash that is begun meanwhile. */
  readonly second?: Second | undefined;
}

/** A second process on the same board with the same folder. */
export interface Second {
  readonly operation: OperationChoice;
  /** When it begins: after this share of what the first one does undisturbed. */
  readonly share: number;
}

/** One thing that other people do. */
interface InterventionChoice {
  readonly name: string;
  /** Its own chance follows from it. */
  readonly seed: number;
}

export interface FaultKind {
  readonly name: string;
  /** `passing`: over by itself, without an operator. `lasting`: the operator has to. */
  readonly course: 'passing' | 'lasting';
  readonly weight: number;
  /** Where it strikes is drawn from the whole session. */
  readonly place: (rng: Rng, size: Size) => readonly Injection[];
}

/** A board that is found running. */
export interface Running {
  /** Of its firmware. */
  readonly release: string;
  /** The operator does what is asked for. */
  readonly attended: boolean;
  /** Wires on its pins keep the bootloader from USB the first time. */
  readonly captured: boolean;
  /** The descriptors of old and new firmware are on the disk already. */
  readonly known: boolean;
}

/** What one run is. */
export interface Scenario {
  readonly seed: RunSeed;
  /** Profile text without a seed. */
  readonly board: string;
  readonly host: HostName;
  /** What else is on the bus. */
  readonly otherBoard: 'none' | 'another board' | 'a clone';
  readonly start: Start;
  /** Number of the firmware that is there. */
  readonly before: number;
  readonly backup: boolean;
  readonly x32?: boolean | undefined;
  /** Of an update. */
  readonly running?: Running | undefined;
  /** Which transfers faults count. */
  readonly counted: 'class' | 'all';
  readonly attempts: readonly Attempt[];
}

/** Chance. One seed, one run: everything else follows from it. */
export interface Rng {
  /** A whole number from 0 to just below `limit`. */
  below(limit: number): number;
  coin(): boolean;
  /** From 0 to just below 1. */
  fraction(): number;
  oneIn(count: number): boolean;
  /** Whole numbers, both ends included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** Each as likely as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T;
}

/** The virtual bench of one run. */
export interface Testbed {
  readonly clock: VirtualClock;
  /** The port, and the board that is plugged into it now. */
  readonly outlet: Outlet;
  readonly board: VirtualBoard;
  readonly otherBoard: VirtualBoard | undefined;
  /** As the judge sees it. */
  readonly bus: UsbBus;
  /** As a process has it that begins now. */
  readonly openBus: OpenBus;
  /** The programs are pages, which see no ports. */
  readonly isBrowser: boolean;
  /** The ST-Link that is wired to the board, and how the engine reaches the chip then. */
  readonly probed?: { readonly probe: VirtualProbe; readonly target: TargetProvider } | undefined;
  readonly disk: Disk;
  /** What the operator has to say of the board because its OTP does not. */
  readonly named: BoardVersion | undefined;
  readonly path: string;
}
