// What a campaign has not seen though it is made to see it: a rule that held where nothing was at stake says nothing.

import { interventions } from '../interventions/interventions.ts';
import { rules } from '../judge/rules.ts';
import { situations } from '../judge/situations.ts';
import type { Stats } from './stats.ts';

/** Situations and interventions that never came up, and rules that were never at stake. */
export function blindSpots(stats: Pick<Stats, 'situations' | 'interventions' | 'stakes'>): readonly string[] {
  const unseen = (names: readonly string[], counts: Readonly<Record<string, number | undefined>>) =>
    names.filter((name) => !counts[name]);
  return [
    ...unseen(Object.keys(situations), stats.situations),
    ...unseen(Object.keys(interventions), stats.interventions),
    ...unseen(Object.keys(rules), stats.stakes).map((rule) => `at stake: ${rule}`),
  ];
}
