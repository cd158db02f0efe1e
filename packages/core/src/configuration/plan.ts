// What of a backup goes onto a board, and what does not and why: a pure function of file, object tree and boards. It
// never plans a write outside `config`: a file must not be able to arm an axis.

import { type Generation, generationOfPaths, generationOfText } from '../odrive/firmware-version.ts';
import { isBefore } from '../odrive/release-order.ts';
import { findProperty } from '../odrive/tree.ts';
import { type PropertyValue, sameValue } from '../odrive/value.ts';
import { type Draft, draftOf, sourceOf, targetBoard } from './draft.ts';
import { isSame } from './file/collect.ts';
import type {
  OldDefault,
  PlannedWrite,
  RestorePlan,
  RestoreRequest,
  RestoreTarget,
  SettingsPlan,
  SkippedValue,
} from './plan-types.ts';
import { type FlagOff, flagsOff } from './rules/calibration.ts';
import type { SourceBoard } from './rules/decide.ts';
import { oldDefaultSince } from './rules/defaults.ts';
import { type JudgedBoard, judgeSettings, type Verdict } from './rules/judge.ts';
import { switchedSets } from './rules/sets.ts';
import { isWeaker } from './rules/weaker.ts';

/** What a restore would write to a board, leave out, refuse and ask. Pure: nothing is written. */
export function planRestore(request: RestoreRequest): RestorePlan {
  const { backup, target } = request;
  const source = sourceOf(request);
  const file = onlyGeneration(source.releases) ?? generationOfPaths(backup.values.keys());
  const board = generationOfText(target.firmware) ?? generationOfPaths(target.tree.nodes.keys());
  const crosses = file !== undefined && board !== undefined && file !== board;
  if (crosses && !request.force) return { kind: 'refused', file, board };
  const draft = draftOf(request, source, crosses);
  return finish(request, source, draft);
}

/** The generation of all these releases, if it is one. */
function onlyGeneration(releases: readonly string[]): Generation | undefined {
  const [only, ...more] = new Set(releases.map(generationOfText));
  return more.length === 0 ? only : undefined;
}

/** Judges what the board would have, takes out what is refused, and looks again until nothing is. */
function finish(request: RestoreRequest, source: SourceBoard, draft: Draft): SettingsPlan {
  const { target, origin } = request;
  const { release } = targetBoard(target);
  const judged: JudgedBoard = { release, limit: target.limit, minor: target.board?.minor, bus: target.bus };
  const refused: Verdict[] = [];
  for (;;) {
    switchOff(draft, target);
    const picture = pictureOf(draft, target);
    const verdicts = judgeSettings(picture, judged, changedPaths(draft, target));
    const found = verdicts.flatMap((verdict) => (verdict.level === 'refused' ? refuse(draft, picture, verdict) : []));
    refused.push(...found);
    if (found.length > 0) continue;
    const repeat = invalidate(draft, target);
    const kept = new Map(judgeSettings(target.values, judged).map((verdict) => [verdict.path, verdict]));
    return {
      kind: 'plan',
      origin,
      writes: [...draft.wanted.values(), ...heldIn(draft)].map((write) => completed(write, target)),
      skipped: draft.skipped
        .filter(({ held }) => !held)
        .map((left) => (left.trait ? compared(left, target.values, judged) : left)),
      refused: refused.map((verdict) => ({
        ...verdict,
        kept: target.values.get(verdict.path),
        keptVerdict: kept.get(verdict.path),
      })),
      asked: verdicts.filter(({ level, path }) => level === 'asked' && draft.wanted.has(path)),
      repeat,
      brakeStaysOff: brakeStaysOff(draft, target, source),
      oldDefaults: oldDefaults(draft, target),
    };
  }
}

/** A value that is left out for another variant, beside the board's own, and held against what this board can work with. */
function compared(left: SkippedValue, values: ReadonlyMap<string, PropertyValue>, judged: JudgedBoard): SkippedValue {
  const { path, inFile } = left;
  const picture = inFile === undefined ? values : new Map(values).set(path, inFile);
  const verdict = judgeSettings(picture, judged, [path]).find(({ level }) => level === 'refused');
  return { ...left, kept: values.get(path), verdict };
}

/** Takes a refused value out of the draft, or what would use it where it is the board's own; nothing if it is out already. */
function refuse({ wanted, skipped }: Draft, picture: ReadonlyMap<string, PropertyValue>, verdict: Verdict): Verdict[] {
  const { path } = verdict;
  const enable = switchedSets.find((set) => set.enable === path || set.values.includes(path))?.enable;
  const isOn = enable !== undefined && picture.get(enable) === true;
  const out = wanted.has(path) ? path : isOn ? enable : undefined;
  if (out === undefined || skipped.some((left) => left.path === out && left.reason === 'refused')) return [];
  const value = picture.get(out) ?? verdict.value;
  wanted.delete(out);
  skipped.push({ path: out, reason: 'refused' });
  return [{ ...verdict, path: out, value }];
}

function completed(write: Omit<PlannedWrite, 'now' | 'weaker'>, { values, tree }: RestoreTarget): PlannedWrite {
  const { path } = write.property;
  const held = values.get(path);
  // Two references that point nowhere are no change, whatever their bytes.
  const now = held !== undefined && isSame(tree, write.property, held, write.value) ? write.value : held;
  const watchdog = tree.nodes.has(path.replace(/\.\w+$/, '.enable_watchdog'));
  const weaker = now !== undefined && isWeaker(path, now, write.value, watchdog);
  return { ...write, now, weaker: weaker || undefined };
}

/** What the board would have of everything. */
function pictureOf({ wanted }: Draft, { values }: RestoreTarget): ReadonlyMap<string, PropertyValue> {
  const picture = new Map(values);
  for (const [path, { value }] of wanted) picture.set(path, value);
  return picture;
}

/**
 * What is to be judged: what changes, and all of a set with a member that changes. What stays as it is was judged before,
 * and is said of the board, not of the file.
 */
function changedPaths({ wanted }: Draft, { values }: RestoreTarget): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [path, { property, value }] of wanted) {
    const now = values.get(path);
    if (now === undefined || !sameValue(property.type, now, value)) changed.add(path);
  }
  for (const { values: members, enable } of switchedSets) {
    const all = [...members, enable];
    if (all.some((path) => changed.has(path))) for (const path of all) changed.add(path);
  }
  return changed;
}

/** A set of which a member is left out is switched off; one that is left out whole stays as the board has it. */
function switchOff({ wanted, skipped }: Draft, target: RestoreTarget): void {
  for (const { values: members, enable } of switchedSets) {
    const property = findProperty(target.tree, enable);
    const left = skipped.filter(
      ({ path, reason }) => members.includes(path) || (path === enable && reason !== 'no-switch'),
    );
    if (!property || left.length === 0) continue;
    const spec = wanted.get(enable);
    const staysAsItIs = spec === undefined || spec.value === target.values.get(enable);
    if (staysAsItIs && left.every(({ held }) => held)) continue;
    const keepsOwn = left.every(({ reason }) => reason === 'own-default') && !members.some((path) => wanted.has(path));
    if (keepsOwn && spec?.file !== true) {
      if (wanted.delete(enable)) skipped.push({ path: enable, reason: 'own-default' });
    } else if ((spec?.value ?? target.values.get(enable)) !== false)
      wanted.set(enable, { property, value: false, class: 'variant', file: spec?.file, because: 'set-incomplete' });
  }
}

/** Flags of calibrations that are not there as a whole are wanted false. */
function invalidate({ wanted }: Draft, { tree, values }: RestoreTarget): readonly FlagOff[] {
  const axes = ['axis0', 'axis1'].filter((name) => tree.nodes.has(name));
  const off = axes.flatMap((name) =>
    flagsOff({
      name,
      wanted: (path) => wanted.get(`${name}.${path}`)?.value,
      now: (path) => values.get(`${name}.${path}`),
    }),
  );
  for (const { path } of off) {
    const property = findProperty(tree, path);
    const before = wanted.get(path);
    if (property)
      wanted.set(path, {
        property,
        value: false,
        class: before?.class ?? (path.includes('.motor.') ? 'motor' : 'encoder'),
        file: before?.file,
        because: 'not-calibrated',
      });
  }
  return off;
}

/** What a rule would leave out and the board has already. */
function heldIn({ wanted, skipped }: Draft): Omit<PlannedWrite, 'now' | 'weaker'>[] {
  return skipped.flatMap(({ held }) => (held && !wanted.has(held.property.path) ? [held] : []));
}

/** What is written as it is, although older firmware had it by itself and the board's means something else by default. */
function oldDefaults({ wanted }: Draft, target: RestoreTarget): readonly OldDefault[] {
  const { release, traits } = targetBoard(target);
  return [...wanted.values()].flatMap(({ property: { path }, value, because }) => {
    if (because !== undefined || target.values.get(path) === value) return [];
    const since = oldDefaultSince(path, value, { release, board: traits });
    return since === undefined ? [] : [{ path, value, since }];
  });
}

/** A resistor that was in use, as far as a file of firmware without a switch shows it. */
function brakeStaysOff({ wanted }: Draft, target: RestoreTarget, { releases }: SourceBoard): boolean {
  const hasSwitch = targetBoard(target).generation === '0.5.2';
  if (!hasSwitch || !isBefore(releases, '0.5.2')) return false;
  const resistance = wanted.get('config.brake_resistance')?.file;
  const isOn = target.values.get('config.enable_brake_resistor') === true;
  return typeof resistance === 'number' && resistance > 0 && !isOn;
}
