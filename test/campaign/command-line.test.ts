// The command line of the campaign: what is wrong with it is said, not only what it takes.

import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../bench/faults/command-line.ts';
import { heard } from '../../bench/faults/replay.ts';
import { rngFor } from '../../bench/faults/scenario/rng.ts';
import { message } from '../../packages/core/src/messages/message.ts';

const processors = 3;
const read = (...argv: string[]) => readCommandLine(argv, processors);

describe('the command line of the campaign', () => {
  test('runs 10,000 runs of seed 1 on every processor by default', () => {
    const options = { campaigns: [1], runs: 10_000, jobs: processors, report: undefined };
    expect(read()).toEqual({ what: 'campaign', options });
  });

  test('takes several seeds, a number of runs and of processes, and the name of a report', () => {
    const command = read('--seed', '1', '--seed', '0', '--runs', '25', '--jobs', '2', '--report', 'page.md');
    expect(command).toEqual({
      what: 'campaign',
      options: { campaigns: [1, 0], runs: 25, jobs: 2, report: 'page.md' },
    });
  });

  test.each([
    [['--seed', '99999999'], '--seed takes a whole number from 0 to 999999, not "99999999".'],
    [['--seed', '1', '--seed', 'x'], '--seed takes a whole number from 0 to 999999, not "x".'],
    [['--runs', '0'], '--runs takes a whole number from 1 to 999999, not "0".'],
    [['--runs', '1e3'], '--runs takes a whole number from 1 to 999999, not "1e3".'],
    [['--jobs', '0'], '--jobs takes a whole number from 1 to 1000, not "0".'],
    [['--jobs=-1'], '--jobs takes a whole number from 1 to 1000, not "-1".'],
    [['--replay', '7'], '--replay takes a run as S:RUN, such as 1:4711, each from 0 to 999999, not "7".'],
    [
      ['--replay', '1:1000000'],
      '--replay takes a run as S:RUN, such as 1:4711, each from 0 to 999999, not "1:1000000".',
    ],
  ])('says what is wrong with %j', (argv, text) => {
    expect(read(...argv)).toEqual({ what: 'mistake', text });
  });

  test('names an option that does not exist, and a word that belongs to none', () => {
    expect(read('--sead', '1')).toMatchObject({ what: 'mistake', text: expect.stringContaining('--sead') });
    expect(read('4711')).toMatchObject({ what: 'mistake', text: expect.stringContaining('4711') });
  });

  test('takes only seeds that give every run a stream of its own', () => {
    const firstDraws = [999_998, 999_999].flatMap((campaign) =>
      [999_997, 999_998, 999_999].map((run) => rngFor({ campaign, run }, 'scenario').fraction()),
    );
    expect(new Set(firstDraws).size).toBe(firstDraws.length);
  });
});

test('a run that is repeated says what the engine says in words', () => {
  const text = message('flash.continuing');
  expect(heard({ type: 'note', code: 'resumed', text })).toBe(
    'note resumed: Continuing an interrupted run on this board.',
  );
  expect(heard({ type: 'stage', stage: 'write' } as never)).toBe('stage write');
});
