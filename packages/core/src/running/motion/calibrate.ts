// A calibration of one axis: announced, consented to, step by step, with what failed and what has changed. Saved only where that is
// requested, with the flags that make it hold over a restart.

import { aborted } from '../../abort.ts';
import { readBackup } from '../../configuration/file/read-backup.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { readEvidence, readRelease } from '../../odrive/identity.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { readingOf } from '../context/context.ts';
import { requireRunning, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { backAfterRestart } from '../restart/enter-dfu.ts';
import { checkAxes, checkStartup } from '../restart/preflight.ts';
import { requireIdle } from '../restart/restart.ts';
import { saveConfiguration } from '../settings/save-configuration.ts';
import { saveOnBoard } from '../settings/write-configuration.ts';
import type { BoardError } from '../status/board-status.ts';
import {
  type CalibrationFacts,
  type CalibrationPart,
  calibrationResults,
  calibrationSteps,
  keepsEncoderCalibration,
} from './calibration-steps.ts';
import { untilEnded } from './hold-to-the-end.ts';
import { axisReader } from './paths.ts';
import { armAxis, settleArming } from './start-axis.ts';

/** Which axis is calibrated in which parts, and whether that is kept. */
export interface CalibrateRequest extends RunningBoardRequest {
  /** `axis0` */
  readonly axis: string;
  readonly part: CalibrationPart;
  /** Marks the results as valid and saves the configuration; from 0.5.2 on the board restarts for that. */
  readonly save?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** One result that is another one now. */
interface CalibrationChange {
  readonly path: string;
  readonly before: PropertyValue;
  readonly now: PropertyValue;
}

/** What a calibration came to, step by step. */
export interface CalibrationReport {
  readonly device: UsbDeviceInfo;
  readonly axis: string;
  /** States, as the firmware numbers them. */
  readonly steps: readonly number[];
  /** `failed`: in `failedStep`, with `errors`. */
  readonly outcome: 'planned' | 'calibrated' | 'failed';
  readonly failedStep?: number | undefined;
  readonly errors: readonly BoardError[];
  readonly changes: readonly CalibrationChange[];
  readonly isSaved: boolean;
  /** Where the configuration that was replaced is. */
  readonly kept?: string | undefined;
  readonly ms: number;
}

type Values = ReadonlyMap<string, PropertyValue>;

/** Throws FlasherError: `axis-not-ready`, `axis-armed`, `not-confirmed` without consent, `aborted` with the axis idle. */
export function calibrateAxis(env: RunningEnv, request: CalibrateRequest): Promise<CalibrationReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    const { axis, part, save = false, dryRun } = request;
    const facts = await withRunningBoard(context, ({ odrive }) => factsOf(odrive, axis));
    const steps = calibrationSteps(part, facts);
    const serial = await settleArming(context, { axis, steps }, async ({ device }, evidence) => {
      emitBoardInfo(context, device, evidence);
      const { disarm } = request;
      // Saving needs idle axes, and from 0.5.2 on a restart; a calibration lets fall what its own axis holds.
      const axes = evidence.axes.filter(({ name, idle }) => !idle && (save || disarm || name === axis));
      const armed = axes.length > 0 ? [checkAxes({ evidence: { ...evidence, axes }, disarm })] : [];
      return [...armed, ...(save ? checkStartup({ evidence }, 'none') : [])];
    });
    if (request.disarm && !dryRun) await withRunningBoard(context, ({ odrive }) => requireIdle(context, odrive));
    const before = await withRunningBoard(context, ({ odrive }) => resultsOf(odrive, axis));
    const about = { device: context.board.device, axis, steps };
    if (dryRun) return { ...about, outcome: 'planned', errors: [], changes: [], isSaved: false, ms: context.elapsed() };
    const failed = await run(context, { axis, serial, steps });
    const changes = await withRunningBoard(context, async ({ odrive }) =>
      changesOf(before, await resultsOf(odrive, axis)),
    );
    const kept = save && !failed ? await keep(context, { axis, part, facts }) : undefined;
    return {
      ...about,
      device: context.board.device,
      outcome: failed ? 'failed' : 'calibrated',
      failedStep: failed?.step,
      errors: failed?.errors ?? [],
      changes,
      isSaved: save && !failed,
      kept,
      ms: context.elapsed(),
    };
  });
}

async function factsOf(odrive: OdriveDevice, axis: string): Promise<CalibrationFacts> {
  if (!findProperty(odrive.tree, `${axis}.requested_state`))
    throw new FlasherError('usage', message('motion.no-such-axis', { axis }), { details: { axis } });
  const read = axisReader(odrive, axis, {});
  const release = await readRelease(odrive);
  return {
    generation: configurationGeneration(release, (path) => odrive.tree.nodes.has(path)),
    mode: Number(await read('encoder.config.mode')),
    useIndex: (await read('encoder.config.use_index')) === true,
  };
}

async function resultsOf(odrive: OdriveDevice, axis: string): Promise<Values> {
  const values = new Map<string, PropertyValue>();
  for (const path of calibrationResults) {
    const value = await axisReader(odrive, axis, {})(path);
    if (value !== undefined) values.set(`${axis}.${path}`, value);
  }
  return values;
}

function changesOf(before: Values, now: Values): readonly CalibrationChange[] {
  return [...now].flatMap(([path, value]) => {
    const old = before.get(path);
    return old === undefined || Object.is(old, value) ? [] : [{ path, before: old, now: value }];
  });
}

interface Failed {
  readonly step: number;
  readonly errors: readonly BoardError[];
}

/** The step that ended with errors, if one did; the others are not begun then. */
async function run(
  context: BoardContext,
  { axis, serial, steps }: { readonly axis: string; readonly serial: string; readonly steps: readonly number[] },
): Promise<Failed | undefined> {
  for (const [index, state] of steps.entries()) {
    const text = message('motion.step', { axis, state, step: index + 1, of: steps.length });
    const held = await armAxis(context, { axis, state, serial });
    if (!held) continue;
    const { outcome, errors } = await untilEnded(context, held, text);
    if (outcome === 'released') {
      context.emit({ type: 'note', code: 'disarmed', text: message('motion.stopped', { axis }) });
      throw aborted(context.request.signal?.reason);
    }
    const live = errors.filter(({ isLatched }) => !isLatched);
    if (live.length > 0) return { step: state, errors: live };
  }
  return undefined;
}

/** Marks what was measured as valid, and saves. Where the configuration that was there before is. */
async function keep(
  context: BoardContext,
  { axis, part, facts }: { readonly axis: string; readonly part: CalibrationPart; readonly facts: CalibrationFacts },
): Promise<string> {
  let location = '';
  const saved = await withRunningBoard(context, async (visited) => {
    const { odrive } = visited;
    const evidence = await readEvidence(odrive);
    location = (await saveConfiguration(context, evidence, await readBackup(odrive, evidence, readingOf(context))))
      .location;
    if (part !== 'encoder') await odrive.write(`${axis}.motor.config.pre_calibrated`, true);
    if (part !== 'motor' && keepsEncoderCalibration(facts))
      await odrive.write(`${axis}.encoder.config.pre_calibrated`, true);
    return saveOnBoard(context, visited);
  });
  if (saved === 'restarting') await backAfterRestart(context);
  if (part !== 'motor' && !keepsEncoderCalibration(facts))
    context.emit({ type: 'note', code: 'configuration-kept', text: message('motion.not-kept', { axis }) });
  return location;
}
