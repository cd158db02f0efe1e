// What a board holds now, judged by the same rules as what is to be written, and what would mend it. Pure.

import { configurationGeneration, knownRelease } from '../../odrive/release-order.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { RestoreTarget } from '../plan-types.ts';
import { defaultOf } from './defaults.ts';
import { aboveBus, type JudgedBoard, judgeSettings, type Verdict } from './judge.ts';
import { switchedSets } from './sets.ts';

/** A verdict on a value the board has, and what would mend it. */
export interface HeldVerdict extends Verdict {
  /** It takes a protection away or cannot be meant; otherwise it is only unusual, or cannot be judged now. */
  readonly isUnhealthy: boolean;
  /** What would mend it; absent where no value is known to be right. */
  readonly mend?: { readonly path: string; readonly value: PropertyValue } | undefined;
}

/** Every rule against what the board has. */
export function judgeHeld(target: RestoreTarget): readonly HeldVerdict[] {
  const { tree, firmware, limit, board, bus, values } = target;
  const generation = configurationGeneration(firmware, (path) => tree.nodes.has(path));
  const judged: JudgedBoard = { release: knownRelease(firmware, generation), limit, minor: board?.minor, bus };
  return judgeSettings(values, judged).map((verdict): HeldVerdict => {
    const isUnhealthy =
      verdict.rule === 'above-limit' || (verdict.level === 'refused' && verdict.rule !== 'ramp-not-judged');
    const mend = isUnhealthy ? mendOf(verdict, target, judged) : undefined;
    return { ...verdict, isUnhealthy, mend };
  });
}

const tripLevel = 'config.dc_bus_overvoltage_trip_level';

function mendOf({ path }: Verdict, { values, board }: RestoreTarget, judged: JudgedBoard): HeldVerdict['mend'] {
  const set = switchedSets.find(({ enable, values: members }) => enable === path || members.includes(path));
  // What heats is switched off first; the value itself is for a person to say.
  if (set && values.get(set.enable) === true) return { path: set.enable, value: false };
  const traits = { minor: board?.minor ?? 6, voltage: judged.limit.rated };
  const usual = defaultOf(path, judged.release, traits);
  if (usual === undefined) return undefined;
  if (path !== tripLevel || typeof usual !== 'number') return { path, value: usual };
  const level = tripAbove(usual, judged);
  return level === undefined ? undefined : { path, value: level };
}

/** The default, or just enough above the bus: a trip level below it would stop the board at once. */
function tripAbove(usual: number, { bus, limit }: JudgedBoard): number | undefined {
  const least = Math.max(0, ...bus) * aboveBus;
  if (usual >= least) return Number(usual.toPrecision(6));
  const level = Math.ceil(least * 10) / 10;
  return level <= limit.most ? level : undefined;
}
