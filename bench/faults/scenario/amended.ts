// What is added to a drawn scenario: computers that lose their supply, other people between two runs, other operations.

import { interventions } from '../interventions/interventions.ts';
import type { Attempt, FaultKind, OperationName, Rng, Scenario } from '../types.ts';
import { computerOff, faultKinds } from './fault-kinds.ts';
import { probeFaultKinds } from './probe-fault-kinds.ts';
import { seedLimit } from './rng.ts';

/** One process in so many that would be killed loses its computer's supply instead. */
const computersOff = 3;

/** One run in so many has other people in it, and of those of a running board that have not, one in so many as well. */
const others = 5;
const othersRunning = 4;

export function amended(scenario: Scenario, rng: Rng): Scenario {
  const changed = (kind: FaultKind) => (kind.name === 'process killed' && rng.oneIn(computersOff) ? computerOff : kind);
  const attempts = scenario.attempts.map((attempt) => ({ ...attempt, kinds: attempt.kinds.map(changed) }));
  const hasOthers = rng.oneIn(others) || (scenario.running !== undefined && rng.oneIn(othersRunning));
  return hasOthers ? withOthers({ ...scenario, attempts }, rng) : { ...scenario, attempts };
}

/** One of the runs with other people in so many is about a protected chip. */
const protectedChips = 12;
/** In so many of those of a running board a clone is beside it. */
const clones = 8;

function withOthers(scenario: Scenario, rng: Rng): Scenario {
  const isProtected = !scenario.running && rng.oneIn(protectedChips);
  const board = isProtected ? `${scenario.board},${rng.pick(protections)}` : scenario.board;
  const hasClone = scenario.running !== undefined && !scenario.seed.via && rng.oneIn(clones);
  const otherBoard = hasClone ? 'a clone' : scenario.otherBoard;
  const attempts = moreAttempts(scenario, rng, isProtected).map((attempt) => withVisit(scenario, attempt, rng));
  return { ...scenario, board, otherBoard, attempts };
}

const protections = ['wrp=0', 'wrp=1:2', 'rdp=1'] as const;

/** Operations that come after the first one, besides the one the run is about. */
const laterOperations: Readonly<Record<'dfu' | 'running', readonly { name: OperationName; weight: number }[]>> = {
  dfu: [
    { name: 'flash', weight: 4 },
    { name: 'restore', weight: 4 },
    { name: 'erase', weight: 1 },
    { name: 'erase everything', weight: 1 },
    { name: 'unlock', weight: 1 },
    { name: 'verify', weight: 1 },
  ],
  running: [
    { name: 'update', weight: 6 },
    { name: 'flash', weight: 2 },
    { name: 'restore', weight: 2 },
    { name: 'restore settings', weight: 3 },
    { name: 'reset', weight: 1 },
    { name: 'enter-dfu', weight: 1 },
    { name: 'erase', weight: 1 },
    { name: 'erase everything', weight: 1 },
    { name: 'unlock', weight: 0.5 },
  ],
};

/** The same attempts, and after them perhaps another one, of the same operation or of another. */
function moreAttempts({ attempts, running }: Scenario, rng: Rng, isProtected: boolean): readonly Attempt[] {
  const [first, ...more] = attempts;
  if (!first) return attempts;
  const drawn = rng.weighted(laterOperations[running ? 'running' : 'dfu']).name;
  const name = isProtected ? 'unlock' : drawn;
  const isMore = more.length === 0 && (isProtected || rng.oneIn(running ? 2 : 3));
  const rest = isMore ? [first] : more;
  return [first, ...rest.map((attempt) => ({ ...attempt, operation: { ...attempt.operation, name } }))];
}

const leavingWork: readonly string[] = [
  'computer loses its supply',
  'process killed',
  'power cut',
  'cable pulled out',
  'probe pulled out',
  'cancel',
];

/** Faults after which there is something left to be continued, more often than not. */
const interrupting = (kinds: readonly FaultKind[]) =>
  kinds.filter(({ name, course }) => course === 'lasting' && leavingWork.includes(name));

const interruptingFor = {
  dfu: interrupting([computerOff, ...faultKinds]),
  stlink: interrupting(probeFaultKinds),
};

const interventionCounts = [
  { count: 0, weight: 1 },
  { count: 1, weight: 6 },
  { count: 2, weight: 3 },
];

/** After the attempt other people do something, and most attempts leave them something to do it to. */
function withVisit({ running, seed }: Scenario, attempt: Attempt, rng: Rng): Attempt {
  const where = running ? 'running' : 'dfu';
  const drawn = Object.entries(interventions)
    .filter(([, { weights }]) => weights[where] > 0)
    .map(([name, { weights }]) => ({ name, weight: weights[where] }));
  const visit = () => ({ name: rng.weighted(drawn).name, seed: rng.below(seedLimit) });
  return {
    ...attempt,
    kinds: rng.oneIn(3) ? attempt.kinds : [rng.weighted(interruptingFor[seed.via ?? 'dfu'])],
    interventions: Array.from({ length: rng.weighted(interventionCounts).count }, visit),
  };
}
