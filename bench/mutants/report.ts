// What a run came to: a few lines for the terminal, a page for docs. Pure.

import type { MutantsOptions } from './command-line.ts';
import { maxEquivalent } from './equivalents.ts';
import type { Judged, Mutant } from './types.ts';

/** No test noticed it, and it is a change. */
export function isSurvivor({ outcome, equivalent }: Judged): boolean {
  return (outcome === 'survived' || outcome === 'unreached') && equivalent === undefined;
}

const isEquivalent = (one: Judged): boolean => one.equivalent !== undefined && !isKilled(one);
const isKilled = ({ outcome }: Judged): boolean => outcome === 'killed' || outcome === 'timeout';

/** The share of killed mutants, 0 to 1; those that are no change are left out. */
export function scoreOf(judged: readonly Judged[]): number {
  const counted = judged.filter((one) => !isEquivalent(one));
  return counted.length === 0 ? 1 : counted.filter(isKilled).length / counted.length;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function conclusion(judged: readonly Judged[], seconds: number): string {
  const count = (fits: (one: Judged) => boolean) => judged.filter(fits).length;
  const equivalent = count(isEquivalent);
  const lines = [
    `${judged.length} mutants in ${seconds.toFixed(0)} s: ${count(isKilled)} killed (${count(({ outcome }) => outcome === 'timeout')} of them by a time limit), ${count(isSurvivor)} survived, ${equivalent} equivalent`,
    `score ${percent(scoreOf(judged))}`,
  ];
  if (equivalent > maxEquivalent * judged.length)
    lines.push(`More than ${percent(maxEquivalent)} are called equivalent: that is too many to believe.`);
  return lines.join('\n');
}

interface PageInput {
  /** How many mutants there are in all. */
  readonly all: number;
  readonly options: MutantsOptions;
  readonly diff: (mutant: Mutant) => readonly string[];
}

/** The page for docs. */
export function reportPage(judged: readonly Judged[], { all, options, diff }: PageInput): string {
  const { sample, seed, budget, report, within, tests } = options;
  const only = [...(within === '' ? [] : [` --in ${within}`]), ...tests.map((start) => ` --tests ${start}`)].join('');
  const size = Number.isFinite(sample) ? String(sample) : 'all';
  const limit = Number.isFinite(budget) ? ` --budget ${budget}` : '';
  const survivors = judged.filter(isSurvivor);
  const equivalent = judged.filter(isEquivalent);
  const folderOf = ({ mutant }: Judged) => mutant.file.split('/').slice(0, 4).join('/');
  return [
    '# Mutation testing',
    '',
    `Made by \`npm run bench:mutants -- --sample ${size} --seed ${seed}${only}${limit} --report ${report}\`. A mutant is one small change of the source: a comparison turned round, a call left out, a number one higher. It is *killed* if a test fails with it, and *survives* if none does: then nothing holds that place. String and object literals are left alone.`,
    '',
    '|  |  |',
    '| --- | --- |',
    `| Mutants there are | ${all} |`,
    `| Tried | ${judged.length} |`,
    `| Killed | ${judged.filter(isKilled).length} |`,
    `| Survived | ${survivors.length} |`,
    `| Equivalent (left out of the score) | ${equivalent.length} |`,
    `| **Score** | **${percent(scoreOf(judged))}** |`,
    '',
    '## How to read it',
    '',
    'A survivor is a question, not yet a fault: would a person lose anything if the code were like that? If so, a test is missing, named for what would be lost. If no test can tell the two apart, because another line decides the same or because the value is only a hint, it is equivalent and belongs into `bench/mutants/equivalent.json` with the reason. The score of two samples differs by some percent: the sample above is what it is of.',
    '',
    'Only tests that reach a mutant are run, those about its file and the quickest first, until one fails; tests that start the built command never see a mutant. An endless loop is ended by a time limit and counts as killed. To see one again: `npm run bench:mutants -- --replay ID`.',
    '',
    ...table('Folder', judged, folderOf),
    ...table('Kind', judged, ({ mutant }) => mutant.kind),
    '## Survivors',
    '',
    ...(survivors.length === 0 ? ['None.', ''] : survivors.flatMap((one) => entry(one, diff, what(one)))),
    '## Equivalent',
    '',
    ...(equivalent.length === 0 ? ['None.', ''] : equivalent.flatMap((one) => entry(one, diff, one.equivalent ?? ''))),
  ].join('\n');
}

function what({ outcome, tests }: Judged): string {
  return outcome === 'unreached' ? 'No test reaches it.' : `${tests} tests reach it.`;
}

function entry({ mutant }: Judged, diff: PageInput['diff'], text: string): string[] {
  return [`\`${mutant.id}\` (${mutant.kind}): ${text}`, '', '```diff', ...diff(mutant), '```', ''];
}

function table(head: string, judged: readonly Judged[], groupOf: (one: Judged) => string): string[] {
  const groups = [...new Set(judged.map(groupOf))].sort();
  const rows = groups.map((group) => {
    const members = judged.filter((one) => groupOf(one) === group);
    return `| ${group} | ${members.length} | ${members.filter(isSurvivor).length} | ${percent(scoreOf(members))} |`;
  });
  return [`| ${head} | tried | survived | score |`, '| --- | --- | --- | --- |', ...rows, ''];
}
