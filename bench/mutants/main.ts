// npm run bench:mutants: the command.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type MutantsOptions, readCommandLine, usage } from './command-line.ts';
import { equivalentTo, readEquivalents } from './equivalents.ts';
import { diffOf, mutantsOf } from './mutate/mutants.ts';
import { conclusion, isSurvivor, reportPage, scoreOf } from './report.ts';
import { filesIn, testFiles } from './run/bundle.ts';
import type { Reach } from './run/reach.ts';
import { type Tried, tryMutants } from './run/verdicts.ts';
import { drawSample, type MutatedFile } from './sample.ts';
import { openStore, treeHash } from './store.ts';
import type { Judged, Mutant } from './types.ts';

/** What is mutated: the folders of core that decide what is believed, written or kept. */
const folders = [
  'flash',
  'dfu',
  'update',
  'image',
  'odrive',
  'configuration',
  'records',
  'discovery',
  'running',
  'swd',
];

const cache = '.cache/mutants-run';

/** Exit status: 0, 1 if too few were killed, 2 for an invalid command line. `root`: the repository. */
export async function main(argv: readonly string[], root: string): Promise<number> {
  const command = readCommandLine(argv, availableParallelism());
  if (command.what === 'run') return await run(root, command.options);
  console.error(command.what === 'mistake' ? `${command.text}\n\n${usage}` : usage);
  return command.what === 'help' ? 0 : 2;
}

async function run(root: string, options: MutantsOptions): Promise<number> {
  const began = performance.now();
  const sources = mutatedFiles(root, options.within);
  const sample = chosen([...sources.values()], options);
  if (sample.length === 0) {
    console.error('There is no such mutant.');
    return 2;
  }
  const equivalents = readEquivalents(root);
  const sourceOf = (mutant: Mutant) => sources.get(mutant.file)?.source ?? '';
  const isReplay = options.replay.length > 0;
  const judged: Judged[] = [];
  const tell = (one: Judged) => {
    judged.push(one);
    if (isReplay || isSurvivor(one)) console.log(shown(one, sourceOf(one.mutant)));
    progress(judged.length, sample.length);
  };
  for await (const { mutant, ...verdict } of verdicts(root, sample, options))
    tell({ ...verdict, mutant, equivalent: equivalentTo(equivalents, mutant, sourceOf(mutant)) });
  judged.sort((a, b) => (a.mutant.id < b.mutant.id ? -1 : 1));
  console.log(conclusion(judged, (performance.now() - began) / 1000));
  if (options.report !== undefined) {
    const all = [...sources.values()].reduce((sum, { mutants }) => sum + mutants.length, 0);
    const page = reportPage(judged, { all, options, diff: (mutant) => diffOf(sourceOf(mutant), mutant) });
    writeFileSync(options.report, page);
  }
  return isReplay || 100 * scoreOf(judged) >= options.least ? 0 : 1;
}

function mutatedFiles(root: string, within: string): ReadonlyMap<string, MutatedFile> {
  const files = folders
    .flatMap((folder) => filesIn(root, `packages/core/src/${folder}`))
    .filter((file) => file.endsWith('.ts') && file.startsWith(within));
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return [file, { source, mutants: mutantsOf(source, file) }];
    }),
  );
}

function chosen(files: readonly MutatedFile[], { sample, seed, replay }: MutantsOptions): readonly Mutant[] {
  if (replay.length === 0) return drawSample(files, sample, seed);
  return files.flatMap(({ mutants }) => mutants).filter(({ id }) => replay.includes(id));
}

/** The verdict of each mutant, as they come: what is known from a run that was stopped first. */
async function* verdicts(root: string, sample: readonly Mutant[], options: MutantsOptions): AsyncGenerator<Tried> {
  const { replay, tests, budget, jobs, fresh } = options;
  // What was found with some of the tests, or in a hurry, is no verdict of all of them.
  const store = openStore(join(root, cache, 'verdicts.jsonl'), `${treeHash(root)} ${budget} ${tests}`, fresh);
  const open: Mutant[] = [];
  for (const mutant of sample) {
    const known = replay.length > 0 ? undefined : store.known(mutant);
    if (known) yield { ...known, mutant };
    else open.push(mutant);
  }
  if (open.length === 0) return;
  const path = join(root, cache, `bundle-${process.pid}.cjs`);
  const onFile = (done: number, all: number) => progress(done, all, 'files of tests');
  const isWanted = (file: string) => tests.length === 0 || tests.some((start) => file.startsWith(start));
  const files = testFiles(root).filter(isWanted);
  const bench = { root, files, path, jobs, budgetMs: 1000 * budget, onReach: tellFailed, onFile };
  for await (const tried of tryMutants(bench, open)) {
    const { mutant, ...verdict } = tried;
    store.keep(mutant, verdict);
    yield tried;
  }
}

function tellFailed({ failed }: Reach): void {
  for (const { name, failure } of failed) console.log(`FAILS WITHOUT A MUTANT, left out: ${name}: ${failure}`);
}

function progress(done: number, all: number, what = 'mutants'): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} ${what} `);
}

function shown({ mutant, outcome, test, tests, ms, equivalent }: Judged, source: string): string {
  const how = test === undefined ? `${tests} tests reach it` : `by "${test}"`;
  const known = equivalent === undefined ? '' : `\n  equivalent: ${equivalent}`;
  return [`${outcome} (${mutant.kind}, ${how}, ${ms} ms): ${mutant.id}${known}`, ...diffOf(source, mutant)].join(
    '\n  ',
  );
}
