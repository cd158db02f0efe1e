// Faults of the connection at any step of an update: what passes is survived without a person, what stays ends in a true state
// with the configuration's file named, and the next run finishes.

import { describe, expect, it } from 'vitest';
import { outcome } from '../../flash/bench.ts';
import { type Bench, bench, firmwareImage, readAll, run, runWith } from '../bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.6');
const paths = ['axis0.motor.config.pole_pairs', 'axis0.encoder.config.cpr'];
const tuned = [14, 4000];

/** One transfer in each part of the session: backup, entering, looking, writing, starting, restoring, saving. */
const moments = [900, 1520, 1600, 1800, 2010, 2900, 3580];

/** Every so many of them, from one on. */
const some = (from: number, step: number) => moments.filter((_, index) => index % step === from % step);

function expectNew(it: Bench, when: string): void {
  const { data } = image.segments[0]!;
  expect(Buffer.from(it.board.flash.subarray(0, data.length)).equals(data), when).toBe(true);
  expect(it.board.running(), when).toBe('odrive');
}

const byHand = {
  'bring-back-in-dfu': (it: Bench) => () => {
    it.board.setSwitch('dfu');
    it.board.powerCycle();
  },
  toRun: (it: Bench) => () => {
    it.board.setSwitch('run');
    it.board.powerCycle();
  },
};

const person = (it: Bench) => ({
  'bring-back-in-dfu': byHand['bring-back-in-dfu'](it),
  'switch-to-run': byHand.toRun(it),
  'bring-back-running': byHand.toRun(it),
});

describe('a temporary fault', () => {
  it.each([...['stall', 'timeout', 'lost', 'short', 'corrupt', 'replug', 'bus-reset'].entries()])(
    '%i (%s) is survived at every step, without a person',
    async (number, kind) => {
      for (const moment of some(number, 3)) {
        const it = bench(`v3.6-56V,firmware=0.5.5,${kind}-at=${moment}`);
        const when = `${kind} at ${moment}`;
        await run(it, { image });
        expectNew(it, when);
        expect(await readAll(it, paths), when).toEqual(tuned);
        expect(
          it.events.filter(({ type }) => type === 'human'),
          when,
        ).toEqual([]);
      }
    },
  );

  it.each([...['crash', 'brown-out'].entries()])(
    '%i (%s) is survived at every step, with a person who moves the switch',
    async (number, kind) => {
      for (const moment of some(number, 2)) {
        const it = bench(`v3.6-56V,firmware=0.5.5,${kind}-at=${moment}`);
        await runWith(it, person(it), { image });
        expectNew(it, `${kind} at ${moment}`);
        expect(await readAll(it, paths)).toEqual(tuned);
      }
    },
  );
});

describe('a board that is lost permanently', () => {
  it.each([...['gone', 'power-cut'].entries()])(
    '(%i: %s) is reported truly, and the next run finishes',
    async (number, kind) => {
      for (const moment of some(number + 1, 2)) {
        const it = bench(`v3.6-56V,firmware=0.5.5,${kind}-at=${moment}`);
        const when = `${kind} at ${moment}`;
        const old = it.board.flash.slice(0, 0xc0000);
        const ended = await outcome(run(it, { image }));
        if (ended instanceof Error) expectTruth(it, ended, { old, when });
        it.board.cable(true);
        it.board.power(true);
        if (it.board.running() === 'nothing') byHand['bring-back-in-dfu'](it)();
        await it.clock.sleep(2_000);
        await runWith(it, person(it), { image });
        expectNew(it, when);
        expect(await readAll(it, paths), when).toEqual(tuned);
      }
    },
  );
});

function expectTruth(
  it: Bench,
  { board, message }: { readonly board?: unknown; readonly message: string },
  { old, when }: { readonly old: Uint8Array; readonly when: string },
): void {
  const { data } = image.segments[0]!;
  const holds = (bytes: Uint8Array) => Buffer.from(it.board.flash.subarray(0, bytes.length)).equals(bytes);
  const truth: Record<string, boolean> = {
    untouched: holds(old),
    verified: holds(data),
    unbootable: !it.board.bootVerdict().starts,
    'partly-written': !it.board.bootVerdict().starts,
    unknown: true,
  };
  expect(truth[String(board)], `${when}: said to be ${board}`).toBe(true);
  const saved = [...it.vault.files.keys()].some((name) => name.startsWith('odrive-config-'));
  if (saved) expect(message, when).toContain('vault:odrive-config-');
}
