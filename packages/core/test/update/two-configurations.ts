// A board and the record of an interrupted update, each with a configuration of its own, and what is decided of them.

import type { Ask } from '@odflash/core';
import type { ObjectTree } from '../../src/odrive/tree.ts';
import type { BoardRecord, FlashRecord, UpdateRecord } from '../../src/records/board-record.ts';
import { type KeptConfiguration, keepConfiguration } from '../../src/records/kept-configuration.ts';
import type { StoredUpdate } from '../../src/records/stored-update.ts';
import { withoutRecord } from '../../src/update/configuration-decision.ts';
import { beginUpdate, type Update } from '../../src/update/context.ts';
import type { ChosenFirmware } from '../../src/update/firmware/chosen-firmware.ts';
import type { PastUpdates } from '../../src/update/records/past-updates.ts';
import { runningStages } from '../../src/update/running-stages.ts';
import type { InspectedBoard } from '../../src/update/settings/decide-configuration.ts';
import type { AskedBoard, BoardToWrite } from '../../src/update/stages/stage-inputs.ts';
import { type MemoryVault, memoryVault } from '../flash/bench.ts';
import { chip, hash } from '../records/records.ts';
import { jumpingClock } from '../usb/test-clock.ts';

export const path = 'config.brake_resistance';
const tree = {
  nodes: new Map([[path, { kind: 'property', path, name: 'brake_resistance', type: 'float', writable: true }]]),
} as unknown as ObjectTree;

export let vault: MemoryVault;
/** Before each test. */
export function emptyVault(): void {
  vault = memoryVault();
}

const backupOf = (resistance: number) => ({
  origin: { serial: chip, firmware: '0.5.6' },
  values: new Map([[path, resistance]]),
});

export async function savedWith(resistance: number): Promise<KeptConfiguration> {
  return keepConfiguration(vault, { serial: chip, date: new Date(0), backup: backupOf(resistance) });
}

const settingsSector = { index: 10, old: hash('settings'), next: hash('settings'), other: [] };

/** Knows what was in the configuration sector, and the first sector of the firmware. */
export const witness: FlashRecord = {
  sectors: [{ index: 0, old: hash('old'), next: hash('next'), other: [] }, settingsSector],
  inProgress: [0],
};

/** Of a run without a backup that found its firmware there. */
export const ofNoFirmware: FlashRecord = { sectors: [settingsSector], inProgress: [] };

/** The record of an interrupted update, in its own file. */
export function owed(update: Partial<UpdateRecord>, more: Partial<BoardRecord> = {}): StoredUpdate {
  const record = {
    chip,
    path: '1-1',
    begun: '2024-01-01T00:00:00.000Z',
    ...more,
    update: { stage: 'writing' as const, image: hash('image'), ...update },
  };
  vault.files.set('journal-1.json', new Uint8Array(1));
  return { record, names: ['journal-1.json'] };
}

export interface DecisionBench {
  readonly update: Update;
  /** Whether its firmware has loaded a configuration, where it was asked. */
  loaded?: boolean;
  readonly codes: string[];
  readonly asked: string[];
}

export function begun(request: Partial<Update['request']> = {}, answer?: string): DecisionBench {
  const codes: string[] = [];
  const asked: string[] = [];
  const ask: Ask | undefined =
    answer === undefined
      ? undefined
      : async (question) => {
          asked.push(question.type === 'choice' ? question.code : question.type);
          return answer;
        };
  const update = beginUpdate({
    env: { vault, clock: jumpingClock() },
    request,
    emit: (event: { readonly type: string; readonly code?: string }) => {
      if (event.type === 'note' && event.code) codes.push(event.code);
    },
    board: { device: { path: '1-1', serial: chip } },
    asking: { ask, dryRun: request.dryRun },
    running: async () => runningStages,
  } as unknown as Omit<Update, 'ledger'>);
  return { update, codes, asked };
}

/** What is written, to a board whose firmware has loaded a configuration, or has not, or was not asked. */
export function toWrite(firmware: ChosenFirmware, configurationLoaded: boolean | undefined): BoardToWrite {
  if (configurationLoaded === undefined) return { firmware };
  return { firmware, before: { configurationLoaded } as AskedBoard['before'], findings: [], startupWrites: 0 };
}

/** A running board whose brake resistance is 2; without a configuration that is its firmware's default. */
export function inspected(past: PastUpdates, configurationLoaded = true): InspectedBoard {
  return {
    odrive: { tree },
    evidence: { serial: chip, configurationLoaded },
    past,
    backup: backupOf(2),
  } as unknown as InspectedBoard;
}

/** No question about the record is open. */
export const isSettled = ({ update: { ledger } }: DecisionBench) =>
  ledger.decision.from !== 'record' || ledger.decision.isSettled;

/** What was decided: whose configuration, of which value, and which record it continues with. */
export const decided = ({ update: { ledger } }: DecisionBench) => ({
  from: ledger.decision.from,
  value: ledger.decision.configuration?.backup.values.get(path),
  claimed: ledger.records.claimed !== undefined,
  own: withoutRecord(ledger.decision).from === 'board',
  rivals: ledger.decision.from === 'record' && ledger.decision.rivals !== undefined,
  resumed: ledger.records.isResumed,
});

export const fromBoard = { from: 'board', value: 2, claimed: false, own: true, rivals: false, resumed: false };
export const fromRecord = { from: 'record', value: 3, claimed: true, own: true, rivals: false, resumed: true };
export const nothing = { from: 'none', value: undefined, claimed: false, own: false, rivals: false, resumed: false };
