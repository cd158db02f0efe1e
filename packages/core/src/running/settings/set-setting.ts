// One value of the configuration, set on a running board whose axes are idle: by the same rules, in the same order and
// read back as a restore, and saved only where that is requested.

import { toFlasherError } from '../../abort.ts';
import { type Finding, ok, warning } from '../../ask/findings.ts';
import { settle, settleDangers } from '../../ask/settle.ts';
import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { isConfigurationPath } from '../../configuration/file/backup-file.ts';
import { readBackup } from '../../configuration/file/read-backup.ts';
import { isChange } from '../../configuration/order.ts';
import type { SettingsPlan } from '../../configuration/plan-types.ts';
import { changeMessage, planFindings, refusalMessage } from '../../configuration/said.ts';
import type { Source } from '../../configuration/source.ts';
import { FlasherError } from '../../errors.ts';
import { type Message, message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { enumerationNames, nameOfNumber } from '../../odrive/enumerations.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { type ConfigurationGeneration, configurationGeneration } from '../../odrive/release-order.ts';
import { unknownPath } from '../../odrive/select.ts';
import { nextForValue, valueOfWord } from '../../odrive/text-value.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { readingOf } from '../context/context.ts';
import { requireRunning, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { restoreWatchdogs } from '../motion/restore-watchdogs.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { checkAxes, checkNamed } from '../restart/preflight.ts';
import { settledEvidence } from '../restart/restart.ts';
import { checkStartupOf } from './restore-configuration.ts';
import { saveConfiguration } from './save-configuration.ts';
import { plannedPutBack, writeConfiguration } from './write-configuration.ts';

/** Which value of the configuration is set, and whether it is kept. */
export interface SetSettingRequest extends RunningBoardRequest {
  /** `config.brake_resistance` */
  readonly path: string;
  /** As a person types it. */
  readonly value: string;
  /** Saves the whole configuration afterwards; from 0.5.2 on the board restarts for that. */
  readonly save?: boolean | undefined;
  /** False: the configuration that `save` replaces is not put on the disk first. */
  readonly saveFirst?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** What became of one setting; times in ms. */
export interface SetSettingReport {
  readonly device: UsbDeviceInfo;
  readonly path: string;
  readonly before: PropertyValue;
  readonly value: PropertyValue;
  /** Whose names the values have. */
  readonly generation: ConfigurationGeneration;
  readonly outcome: 'planned' | 'unchanged' | 'changed';
  readonly isSaved: boolean;
  /** Where the configuration that the board had before is saved; absent where nothing was going to replace it. */
  readonly kept?: string | undefined;
  /** What else had to change with it: flags of calibrations that do not hold any more. */
  readonly also: readonly Message[];
  readonly ms: number;
}

/** Throws FlasherError: `backup-failed` with nothing written, `usage` for what is not a configuration value, `config-not-restored` for what is refused. */
export function setSetting(env: RunningEnv, request: SetSettingRequest): Promise<SetSettingReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return setSettingOn(context);
  });
}

/** The same on a board that is followed already, and that no other process is at work on. */
export async function setSettingOn(context: BoardContext<SetSettingRequest>): Promise<SetSettingReport> {
  const { request } = context;
  const { path, save = false } = request;
  const { source, plan, generation, kept } = await preflight(context);
  const write = plan.writes.find(({ property }) => property.path === path);
  const value = write?.value ?? false;
  const before = write?.now ?? value;
  const also = plan.writes.filter((one) => one !== write && isChange(one)).map((one) => changeMessage(one, generation));
  const about = { path, before, value, also, generation, kept };
  const { device } = context.board;
  if (request.dryRun) return { device, ...about, outcome: 'planned', isSaved: false, ms: context.elapsed() };
  const outcome = await carryOut(context, source);
  return { device: context.board.device, ...about, outcome, isSaved: save, ms: context.elapsed() };
}

async function carryOut(context: BoardContext<SetSettingRequest>, source: Source): Promise<'unchanged' | 'changed'> {
  let touched = false;
  const onWrite = () => {
    touched = true;
  };
  try {
    const { configuration } = await writeConfiguration(context, { ...source, onWrite });
    const lost = configuration.values.find(({ outcome }) => outcome === 'not-kept' || outcome === 'taken-back');
    if (lost)
      throw new FlasherError('config-not-restored', message('running.setting-not-accepted', { path: lost.path }), {
        details: { path: lost.path },
      });
    return configuration.written > 0 ? 'changed' : 'unchanged';
  } catch (thrown) {
    const error = toFlasherError(thrown, context.request.signal);
    throw touched ? error.with({ board: 'config-changed' }) : error;
  }
}

interface Prepared {
  readonly source: Source;
  readonly plan: SettingsPlan;
  readonly generation: ConfigurationGeneration;
  readonly kept?: string | undefined;
}

function preflight(context: BoardContext<SetSettingRequest>): Promise<Prepared> {
  const { request, emit } = context;
  return withRunningBoard(context, async (attempt) => {
    const evidence = await settledEvidence(context, attempt.odrive);
    emitBoardInfo(context, attempt.device, evidence);
    const { nodes } = attempt.odrive.tree;
    const generation = configurationGeneration(evidence.firmware.release, (one) => nodes.has(one));
    const source = sourceOf(request, attempt.odrive, evidence, generation);
    const { plan, target } = await plannedPutBack(context, attempt, { evidence, source });
    const findings: Finding[] = [
      ...checkNamed({ evidence, named: request.board, consent: request.consent }),
      checkAxes({ evidence, disarm: request.disarm }),
      changeFinding(plan, generation),
      ...unnamedFindings(plan, generation),
      ...planFindings(plan, target.limit, evidence.serial),
      ...(request.save ? checkStartupOf(plan, target) : []),
    ];
    refuse(plan);
    emit({ type: 'findings', findings });
    const acts = request.save === true || plan.writes.some(isChange);
    if (acts) await settle(context.asking, findings, attempt.device);
    else await settleDangers(context.asking, findings, attempt.device);
    if (request.save && !request.dryRun) await restoreWatchdogs(context, attempt.odrive, evidence);
    if (!request.save || request.dryRun || request.saveFirst === false) return { source, plan, generation };
    const backup = await readBackup(attempt.odrive, evidence, readingOf(context));
    const { location: kept } = await saveConfiguration(context, evidence, backup);
    return { source, plan, generation, kept };
  });
}

function sourceOf(
  request: SetSettingRequest,
  { tree }: OdriveDevice,
  { serial, firmware }: RuntimeEvidence,
  generation: ConfigurationGeneration,
): Source {
  const { path, value: text, save } = request;
  const property = findProperty(tree, path);
  if (!tree.nodes.has(path)) throw unknownPath(tree, path);
  if (!property || !isConfigurationPath(path) || !property.writable)
    throw new FlasherError('usage', message('running.not-a-setting', { path }), {
      details: { path },
      next: message('next.list-settings'),
    });
  const value = valueOfWord(property, text, generation);
  if (value === undefined || typeof value === 'object')
    throw new FlasherError('usage', message('running.setting-invalid', { path, text, type: property.type }), {
      details: { path, type: property.type },
      next: nextForValue(property, generation),
    });
  const origin = { serial, firmware: firmware.release, descriptor: tree.checksum };
  const backup: ConfigurationBackup = { origin, values: new Map([[path, value]]) };
  return { backup, file: path, origin: 'same-chip', save: save === true };
}

/** What a person types is asked, too: a value is easily taken for another one. */
function changeFinding({ writes }: SettingsPlan, generation: ConfigurationGeneration): Finding {
  const changes = writes.filter(isChange).map((write) => changeMessage(write, generation));
  if (changes.length === 0) return ok('configuration', message('settings.already-set'));
  return warning('configuration', message('settings.to-set', { values: changes }), { values: changes });
}

/** A number that has no name where others have one is a slip, or what a fork understands. */
function unnamedFindings({ writes }: SettingsPlan, generation: ConfigurationGeneration): Finding[] {
  return writes.filter(isChange).flatMap(({ property: { path }, value }) => {
    const names = enumerationNames(path, generation);
    if (names.length === 0 || nameOfNumber(path, Number(value), generation) !== undefined) return [];
    return [
      warning('configuration', message('settings.unnamed-value', { path, value: Number(value), names }), { path }),
    ];
  });
}

function refuse({ refused, skipped }: SettingsPlan): void {
  const [first] = refused;
  const [left] = skipped;
  if (!first && !left) return;
  const refusal = first
    ? refusalMessage(first)
    : message('settings.left-out', { path: left?.path ?? '', reason: left?.reason ?? 'refused' });
  throw new FlasherError('config-not-restored', message('settings.refused-afterwards', { refusal }), {
    details: { path: first?.path ?? left?.path, rule: first?.rule },
    next: message('next.choose-valid-value'),
  });
}
