// What is left when an update is over, as data.

import type { Finding } from '../ask/findings.ts';
import type { BoardVersion } from '../board/odrive-v3.ts';
import type { BusComparison } from '../configuration/bus-voltage.ts';
import type { RestoredConfiguration } from '../configuration/report.ts';
import { targetOf } from '../engine.ts';
import type { HumanStep } from '../flash/events.ts';
import type { FlashReport } from '../flash/report.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { RunStats } from '../running/context/context.ts';
import type { Update } from './context.ts';
import type { HealthReport } from './stages/health-report.ts';
import type { EndedUpdate } from './stages/stage-inputs.ts';
import type { Stage } from './stages/stages.ts';

/** How long a stage took. */
export interface StageTime {
  readonly stage: Stage;
  readonly ms: number;
}

/** The end of an update that succeeded. */
export interface UpdateReport {
  /** `planned`: a dry run. `left-alone`: it reports the release already. `unchanged`: the firmware was there already. */
  readonly outcome: 'planned' | 'left-alone' | 'unchanged' | 'changed';
  /**
   * `untouched` after a dry run and where the board was left alone; `written` if the firmware was put there by an earlier run,
   * and could not be read back in this one; else `verified`.
   */
  readonly board: 'untouched' | 'written' | 'verified';
  readonly device: UsbDeviceInfo;
  /** The kind of target: `dfu`, `stlink`. */
  readonly via: string;
  readonly version?: BoardVersion | undefined;
  readonly firmware: {
    readonly name: string;
    /** What it is, where that is known. */
    readonly version?: string | undefined;
    /** What the board ran before and runs now, by its own word. */
    readonly before?: string | undefined;
    readonly after?: string | undefined;
  };
  /** Of the running board; the engine's own are in {@link flash}. */
  readonly findings: readonly Finding[];
  /** Absent if the update continued after its flash was done. */
  readonly flash?: FlashReport | undefined;
  /** Files that hold the configuration as it was. */
  readonly saved: readonly string[];
  /** Absent if there was nothing to put back. */
  readonly configuration?: RestoredConfiguration | undefined;
  /** The file of a configuration that was not put back, as was announced: its units are not those of the new firmware. */
  readonly left?: string | undefined;
  /** The bus voltage before and after, where the board was asked. */
  readonly bus?: BusComparison | undefined;
  /** What is worse than before, where that was to be compared and the firmware was seen running. */
  readonly health?: HealthReport | undefined;
  /** `startup_…` flags that were switched off and stay so. */
  readonly held: readonly string[];
  readonly resumed: boolean;
  /** What a person has to do now for the firmware to run. */
  readonly human: readonly HumanStep[];
  readonly times: readonly StageTime[];
  readonly stats: RunStats;
  /** From the first look at the bus to the end, in ms. */
  readonly ms: number;
}

/** What an update came to. */
export function reportOf(
  update: Update,
  end: EndedUpdate,
  times: readonly StageTime[],
  health?: HealthReport,
): UpdateReport {
  const { ledger, request, stats } = update;
  const { firmware, before, after, flash, restored, leftAlone = false, human = [] } = end;
  const planned = request.dryRun === true;
  const version = flash?.identity.board.known
    ? flash.identity.board.version
    : (before?.hardware.version ?? request.board);
  const changed = flash?.outcome === 'changed';
  return {
    outcome: planned ? 'planned' : leftAlone ? 'left-alone' : changed ? 'changed' : 'unchanged',
    board: planned || leftAlone ? 'untouched' : flash ? 'verified' : 'written',
    device: update.board.device,
    via: targetOf(update.env).kind,
    version,
    firmware: {
      name: firmware.name,
      version: firmware.version,
      before: before?.firmware.release,
      after: after?.firmware.release,
    },
    findings: end.before ? end.findings : [],
    flash,
    saved: ledger.saved,
    configuration: restored,
    left: end.left,
    bus: end.bus,
    health,
    held: [...new Set([...ledger.heldFlags, ...(restored?.held ?? [])])],
    resumed: ledger.records.isResumed,
    human,
    times,
    stats: { ...stats },
    ms: update.elapsed(),
  };
}
