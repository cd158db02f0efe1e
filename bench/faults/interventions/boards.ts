// A person plugs another board into the port: a clone that shows the same serial number, with firmware and settings of its
// own. Later the first one may return.

import {
  type ConfigurationValues,
  createVirtualBoard,
  storeConfiguration,
  storedConfiguration,
  type VirtualBoard,
} from '@odflash/virtual';
import { storedOn } from '../judge/configurations.ts';
import { newHistory } from '../judge/origin.ts';
import { leaveRecords } from '../judge/post-checks.ts';
import { settingsIn, setUp } from '../judge/settings.ts';
import type { RunState } from '../run/types.ts';
import { boardIn, otherVersion } from '../scenario/boards.ts';
import { firmwareCount, populate } from '../scenario/firmware.ts';
import { newRelease, oldReleases, populateOdrive } from '../scenario/odrive-firmware.ts';
import { profileText, shortRelease, testbedPath } from '../testbed/testbed.ts';
import type { Rng, Scenario } from '../types.ts';
import type { Intervention, Scene } from './types.ts';

/** A board whose serial number is another one after every reset has no clone; a probe stays wired to its board. */
const hasNoClone = ({ scenario, testbed }: RunState) =>
  scenario.board.includes('serial-drifts') || testbed.probed !== undefined;

function plug({ run }: Scene, board: VirtualBoard): void {
  const { outlet } = run.testbed;
  outlet.board.power(false);
  leaveRecords(run);
  outlet.plug(board);
  board.power(true);
  const known = run.histories.find((history) => history.board === board);
  run.history = known ?? newHistory(board);
  if (known) return;
  run.histories.push(run.history);
  const values = storedOn(board.flash);
  if (values) run.history.given.push(settingsIn(values));
}

function createClone(scene: Scene): VirtualBoard {
  return scene.run.scenario.running ? createRunningClone(scene) : createNoiseClone(scene);
}

/** It runs firmware of its own, or the same, and is set up for another machine. */
function createRunningClone({ run, rng }: Scene): VirtualBoard {
  const { scenario, testbed } = run;
  const own = [`serial=${testbed.board.serial}`, `seed=${rng.below(1_000_000)}`];
  const release = rng.coin() ? (scenario.running?.release ?? newRelease) : rng.pick(oldReleases);
  const seed = rng.coin() ? scenario.before : scenario.before + 1;
  const settings: ConfigurationValues = setUp<number>(new Map(), rng);
  const profile = profileOfClone(scenario, rng);
  const text = profileText({ ...scenario, board: profile }, own);
  const board = createVirtualBoard(text, { clock: testbed.clock, path: testbedPath });
  populateOdrive(board.flash, { board: boardIn({ board: profile }), release, seed, length: shortRelease });
  const values = storedConfiguration(board.flash, release);
  if (values) storeConfiguration(board.flash, release, new Map([...values, ...settings]));
  board.power(false);
  return board;
}

/** One clone in so many is of another version. */
const otherVersions = 3;

/** With blank OTP only a person names the version, and does so rightly: such a clone keeps it. */
function profileOfClone({ board }: Scenario, rng: Rng): string {
  const own = boardIn({ board });
  const other = otherVersion(rng, own);
  return rng.oneIn(otherVersions) && !board.includes('otp=blank') ? board.replace(own, other) : board;
}

function createNoiseClone({ run, rng, choice }: Scene): VirtualBoard {
  const { scenario, testbed } = run;
  const own = [`serial=${testbed.board.serial}`, `seed=${rng.below(1_000_000)}`];
  const before = rng.coin() ? scenario.before : (scenario.before + 1 + rng.below(firmwareCount - 1)) % firmwareCount;
  const content = {
    start: rng.pick(['another', 'another', 'longer', 'nearly'] as const),
    shape: choice.shape,
    before,
    next: choice.firmware,
    marks: rng.coin() ? 'usual' : 'of a clone',
  } as const;
  const text = profileText({ ...scenario, board: profileOfClone(scenario, rng) }, own);
  const board = createVirtualBoard(text, { clock: testbed.clock, path: testbedPath });
  populate(board.flash, content);
  board.power(false);
  return board;
}

export const boardInterventions: Readonly<Record<string, Intervention>> = {
  'a clone in the port': {
    text: 'Another board that shows the same serial number is plugged into the same port.',
    weights: { dfu: 4, running: 5 },
    apply: (scene) => {
      const { run } = scene;
      if (hasNoClone(run) || run.histories.length > 1) return undefined;
      plug(scene, createClone(scene));
      return run.testbed.board.serial;
    },
  },
  'the first board again': {
    text: 'The first board is plugged in again.',
    weights: { dfu: 4, running: 4 },
    apply: (scene) => {
      const [first] = scene.run.histories;
      if (!first || first === scene.run.history) return undefined;
      plug(scene, first.board);
      return first.board.serial;
    },
  },
};
