// What a campaign has not seen though it is made to see it: a rule that held where nothing was at stake says nothing.

import { interventions } from '../interventions/interventions.ts';
import { rules } from '../judge/rules.ts';
import { situationsOf } from '../judge/situations.ts';
import type { Stats } from './stats.ts';

/** Situations and interventions that never came up, and rules that were never at stake. */
/** What takes another process, another board or other people, who have no part in runs through an ST-Link. */
const ofOthers: readonly string[] = ['only its own record', 'one at a time', 'settings by the rules'];

export function blindSpots(
  stats: Pick<Stats, 'situations' | 'interventions' | 'stakes'>,
  via?: 'stlink' | undefined,
): readonly string[] {
  const unseen = (names: readonly string[], counts: Readonly<Record<string, number | undefined>>) =>
    names.filter((name) => !counts[name]);
  return [
    ...unseen(Object.keys(situationsOf(via)), stats.situations),
    ...(via ? [] : unseen(Object.keys(interventions), stats.interventions)),
    ...unseen(
      Object.keys(rules).filter((rule) => !via || !ofOthers.includes(rule)),
      stats.stakes,
    ).map((rule) => `at stake: ${rule}`),
  ];
}
