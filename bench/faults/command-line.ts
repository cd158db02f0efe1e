// What `npm run bench:faults` was asked for, or what is wrong with it. Changes nothing and starts nothing.

import { parseArgs } from 'node:util';
import { parseSeed } from './scenario/describe.ts';
import { seedLimit } from './scenario/rng.ts';
import type { RunSeed } from './types.ts';

export const usage = `npm run bench:faults -- [--runs N] [--seed S]… [--jobs J] [--via stlink] [--report FILE]
npm run bench:faults -- --replay S:RUN | stlink:S:RUN

  --runs N       runs of each campaign (default 10000)
  --seed S       seed of a campaign; may be given several times (default 1)
  --jobs J       processes (default: one per processor)
  --via stlink   runs through an ST-Link instead of DFU mode
  --report FILE  writes the page
  --replay S:RUN one run again, told in full`;

export interface CampaignOptions {
  readonly campaigns: readonly number[];
  readonly runs: number;
  readonly jobs: number;
  readonly report: string | undefined;
  readonly via?: 'stlink' | undefined;
}

export type Command =
  | { readonly what: 'help' }
  | { readonly what: 'mistake'; readonly text: string }
  | { readonly what: 'replay'; readonly seed: RunSeed }
  | { readonly what: 'campaign'; readonly options: CampaignOptions };

/** More processes than any machine has processors for. */
const jobLimit = 1000;

/** Which numbers an option takes, both ends included. */
const ranges = { runs: [1, seedLimit - 1], seed: [0, seedLimit - 1], jobs: [1, jobLimit] } as const;

const options = {
  runs: { type: 'string' },
  seed: { type: 'string', multiple: true },
  jobs: { type: 'string' },
  report: { type: 'string' },
  via: { type: 'string' },
  replay: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** `processors`: how many this machine has. */
export function readCommandLine(argv: readonly string[], processors: number): Command {
  try {
    return read(argv, processors);
  } catch (cause) {
    return { what: 'mistake', text: cause instanceof Error ? cause.message : String(cause) };
  }
}

function read(argv: readonly string[], processors: number): Command {
  const { values } = parseArgs({ args: [...argv], options });
  const { runs = '10000', seed = ['1'], jobs = String(processors), report, replay, help, via } = values;
  if (help) return { what: 'help' };
  if (replay !== undefined) return readReplay(replay);
  if (via !== undefined && via !== 'stlink') throw new RangeError(`--via takes stlink, not "${via}".`);
  const campaigns = seed.map((text) => whole('seed', text));
  return {
    what: 'campaign',
    options: { campaigns, runs: whole('runs', runs), jobs: whole('jobs', jobs), report, ...(via && { via }) },
  };
}

function whole(name: keyof typeof ranges, text: string): number {
  const [least, most] = ranges[name];
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new RangeError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function readReplay(text: string): Command {
  const seed = parseSeed(text);
  if (seed) return { what: 'replay', seed };
  const limit = seedLimit - 1;
  throw new RangeError(`--replay takes a run as S:RUN, such as 1:4711, each from 0 to ${limit}, not "${text}".`);
}
