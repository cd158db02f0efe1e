// A plan in the making: what is wanted of each path of the board's tree by the rules for single values. Pure.

import { type BoardVersion, boardVersion } from '../board/odrive-v3.ts';
import { configurationGeneration, isBefore, knownRelease } from '../odrive/release-order.ts';
import { valueOfText } from '../odrive/text-value.ts';
import { findProperty, type ObjectTree } from '../odrive/tree.ts';
import { type PropertyType, type PropertyValue, sameValue } from '../odrive/value.ts';
import { isSame } from './file/collect.ts';
import { releasesOfFile } from './file/file-release.ts';
import { type FileValue, fitValue } from './file/file-values.ts';
import type { PlannedWrite, RestoreRequest, RestoreTarget, SkippedValue } from './plan-types.ts';
import { type Decision, decide, isSourceDefault, type SourceBoard, type TargetBoard } from './rules/decide.ts';
import { nearlyEqual } from './rules/judge.ts';
import { isStartupFlag } from './rules/startup.ts';

/** Same name, other unit (ODrive changelog of 0.5.1, "API migration notes"). */
const otherUnit =
  /\.controller\.config\.(vel_gain|vel_integrator_gain|vel_limit|vel_ramp_rate|homing_speed|inertia)$|\.trap_traj\.config\.\w+$/;

/** What is known of the board and firmware a file is from. On the same chip the board is the same. */
export function sourceOf({ backup, target, origin }: RestoreRequest): SourceBoard {
  const { origin: from, values } = backup;
  const named: BoardVersion | undefined = boardVersion(from.board ?? '');
  return {
    releases: releasesOfFile(from, values.keys()),
    traits: named ?? (origin === 'same-chip' ? target.board : undefined),
    proved: named !== undefined && from.otpBlank !== true,
  };
}

/** A plan in the making: what is wanted of each path of the tree. */
export interface Draft {
  readonly wanted: Map<string, Omit<PlannedWrite, 'now' | 'weaker'>>;
  readonly skipped: DraftSkip[];
}

/** `held`: the board has this very value, so that nothing is left out in the end. */
type DraftSkip = SkippedValue & { readonly held?: Omit<PlannedWrite, 'now' | 'weaker'> | undefined };

export function draftOf(request: RestoreRequest, source: SourceBoard, crosses: boolean): Draft {
  const { backup, target, origin, settings } = request;
  const { tree } = target;
  const draft: Draft = { wanted: new Map(), skipped: [] };
  const board = targetBoard(target);
  const brakeSwitch = 'config.enable_brake_resistor';
  for (const [path, value] of backup.values) {
    const fitted = fitValue(path, value, tree, (name) => backup.values.has(name));
    if (typeof fitted === 'string')
      draft.skipped.push({ path, reason: fitted, isDefault: isSourceDefault(path, value, source) || undefined });
    else if (crosses && otherUnit.test(path)) draft.skipped.push({ path, reason: 'other-unit' });
    else if (path === brakeSwitch && isBefore(source.releases, '0.5.2'))
      draft.skipped.push({ path, reason: 'no-switch' });
    else {
      const decision = decide(fitted, {
        origin,
        source,
        target: board,
        holdStartup: request.holdStartup === true,
        withStartup: request.withStartup === true,
        calibration: request.calibration === true,
        consented: (name, spec) => isConsented(tree, settings, name, spec),
      });
      enter(draft, fitted, decision, target);
    }
  }
  if (request.holdStartup) holdOwn(draft, target);
  return draft;
}

/** Flags the board has on and the file does not mention move a motor just the same. */
function holdOwn({ wanted }: Draft, { tree, values }: RestoreTarget): void {
  for (const [path, value] of values) {
    const property = findProperty(tree, path);
    if (value !== true || !property || wanted.has(path) || !isStartupFlag(path)) continue;
    wanted.set(path, { property, value: false, class: 'startup', because: 'held', held: true });
  }
}

function enter(
  { wanted, skipped }: Draft,
  { path, property, value: file }: FileValue,
  decision: Decision,
  { tree, values }: RestoreTarget,
): void {
  const { fate, value, translated, dependsOn, class: kind } = decision;
  if (fate === 'write' || fate === 'held') {
    const because = fate === 'held' ? 'held' : translated ? 'translated' : undefined;
    wanted.set(property.path, {
      property,
      value,
      class: kind,
      file,
      because,
      held: fate === 'held' || undefined,
    });
    return;
  }
  const now = values.get(property.path);
  const isHeld = now !== undefined && isSame(tree, property, now, value);
  const held = isHeld ? { property, value: now, class: kind, file } : undefined;
  skipped.push({ path, reason: fate, trait: dependsOn, inFile: dependsOn && value, held });
}

function isConsented(
  tree: ObjectTree,
  settings: RestoreRequest['settings'],
  path: string,
  spec: PropertyValue,
): boolean {
  const property = findProperty(tree, path);
  const given = property && valueOfText(property.type, settings?.get(path) ?? '');
  return property !== undefined && given !== undefined && sameSetting(property.type, given, spec);
}

/** What is shown of a float are seven digits, and those are what a person types. */
function sameSetting(type: PropertyType, given: PropertyValue, spec: PropertyValue): boolean {
  if (typeof given === 'number' && typeof spec === 'number' && type === 'float') return nearlyEqual(given, spec);
  return sameValue(type, given, spec);
}

export function targetBoard({ tree, firmware, board, proved }: RestoreTarget): TargetBoard {
  const generation = configurationGeneration(firmware, (path) => tree.nodes.has(path));
  return { release: knownRelease(firmware, generation), generation, traits: board, proved: proved === true };
}
