// What `npm run bench:mutants` is given.

import { parseArgs } from 'node:util';

export const usage = `Mutation testing of core: changes one small thing at a time and looks whether a test fails.

  npm run bench:mutants -- [--sample N] [--seed S] [--in PATH] [--tests PATH] [--jobs N] [--budget S] [--report FILE] [--fresh]
  npm run bench:mutants -- --replay ID [--replay ID]

  --sample N     so many mutants, drawn by the seed (default 100; "all" for every one)
  --seed S       another number, another sample (default 1)
  --in PATH      only mutants of files whose path begins like this
  --tests PATH   only tests of files whose path begins like this; may be repeated. Quick, while a test is written
  --replay ID    these mutants alone, as a survivor is called in the output
  --jobs N       processes (default: one for each core)
  --budget S     gives a mutant up as survived after tests of so many seconds (default: all that reach it);
                 the score is a lower bound then
  --least P      exit status 1 if fewer than P percent are killed (default 80)
  --report FILE  writes docs/mutants.md, or wherever you say
  --fresh        forgets the verdicts of a run that was stopped

A run that is stopped continues where it was, as long as no source and no test has changed.`;

export interface MutantsOptions {
  /** Infinity: all. */
  readonly sample: number;
  readonly seed: number;
  readonly within: string;
  readonly tests: readonly string[];
  readonly replay: readonly string[];
  readonly jobs: number;
  /** In seconds; Infinity: none. */
  readonly budget: number;
  readonly least: number;
  readonly report?: string | undefined;
  readonly fresh: boolean;
}

export type Command =
  | { readonly what: 'run'; readonly options: MutantsOptions }
  | { readonly what: 'help' }
  | { readonly what: 'mistake'; readonly text: string };

/** `cores`: how many processes there are by default. */
export function readCommandLine(argv: readonly string[], cores: number): Command {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        sample: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        in: { type: 'string', default: '' },
        tests: { type: 'string', multiple: true, default: [] },
        replay: { type: 'string', multiple: true, default: [] },
        jobs: { type: 'string', default: String(cores) },
        budget: { type: 'string', default: 'all' },
        least: { type: 'string', default: '80' },
        report: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { what: 'help' };
    const options: MutantsOptions = {
      sample: wholeNumberOrAll('sample', values.sample),
      seed: wholeNumber('seed', values.seed, 0),
      within: values.in,
      tests: values.tests,
      replay: values.replay,
      jobs: wholeNumber('jobs', values.jobs, 1),
      budget: wholeNumberOrAll('budget', values.budget),
      least: wholeNumber('least', values.least, 0),
      report: values.report,
      fresh: values.fresh,
    };
    return { what: 'run', options };
  } catch (thrown) {
    return { what: 'mistake', text: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function wholeNumberOrAll(name: string, text: string): number {
  return text === 'all' ? Number.POSITIVE_INFINITY : wholeNumber(name, text, 1);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new Error(`--${name} wants a whole number from ${least} on, not ${JSON.stringify(text)}.`);
  return value;
}
