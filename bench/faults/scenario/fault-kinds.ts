// Every kind of fault of the campaign, in one table: what it is made of, and whether it passes by itself.

import type { FaultKind, Injection } from '../types.ts';

type Place = FaultKind['place'];

const fault = (name: string, value: number | string): Injection => ({ what: 'fault', name, value: String(value) });

/** At one transfer of the whole session. */
const atTransfer =
  (name: string): Place =>
  (rng, { transfers }) => [fault(name, rng.between(1, transfers))];

/** From one transfer on, longer than any timeout. */
const fromTransfer =
  (name: string): Place =>
  (rng, { transfers }) => {
    const first = rng.between(1, transfers);
    return [fault(name, `${first}-${first + 990}`)];
  };

const comingBack =
  (name: string): Place =>
  (rng, size) => [...atTransfer(name)(rng, size), { what: 'comeback', afterMs: rng.between(200, 9000) }];

const passing = (name: string, place: Place, weight = 2): FaultKind => ({ name, course: 'passing', weight, place });
const lasting = (name: string, place: Place, weight = 1): FaultKind => ({ name, course: 'lasting', weight, place });

export const faultKinds: readonly FaultKind[] = [
  passing('stall', atTransfer('stall-at')),
  passing('timeout, executed', atTransfer('timeout-at')),
  passing('timeout, not executed', atTransfer('lost-at')),
  passing('short transfer', atTransfer('short-at')),
  passing('stale replies', atTransfer('stale-at')),
  passing('corrupted data', atTransfer('corrupt-at')),
  passing('disconnect, board undisturbed', atTransfer('replug-at')),
  passing('disconnect, chip reset', atTransfer('crash-at')),
  passing('disconnect, back within 9 s', comingBack('gone-at')),
  passing('bus reset', atTransfer('bus-reset-at')),
  passing('brown-out', atTransfer('brown-out-at')),
  passing('supply off, back within 9 s', comingBack('power-cut-at')),
  passing('dropped erase', (rng, { erases }) => [fault('drop-erase', rng.between(1, erases))]),
  passing('slow erase', (rng) => [fault('slow-erase', rng.between(2, 4))]),
  passing('bit error in programming', (rng, { programs }) => [fault('bad-write', rng.between(1, programs))]),
  lasting('too little supply for x32', (rng) => [fault('weak-x32', rng.between(1, 4))]),
  lasting('cable pulled out', atTransfer('gone-at')),
  lasting('power cut', atTransfer('power-cut-at'), 3),
  lasting(
    'process killed',
    (rng, { actions }) => [{ what: 'kill', action: rng.between(1, actions), arrives: rng.coin() }],
    3,
  ),
  lasting('cancel', (rng, { actions }) => [{ what: 'cancel', action: rng.between(1, actions) }]),
  lasting('every transfer stalls', fromTransfer('stall-at')),
  lasting('no transfer is answered', fromTransfer('lost-at')),
  lasting('no erase has any effect', (rng, { erases }) => {
    const first = rng.between(1, erases);
    return [fault('drop-erase', `${first}-${first + 900}`)];
  }),
  lasting('no programming without a bit error', (rng, { programs }) => {
    const first = rng.between(1, programs);
    return [fault('bad-write', `${first}-${first + 900}`)];
  }),
  lasting('disk full', (rng, { files }) => [{ what: 'disk-full', file: rng.between(1, files) }]),
];

/** Calls to the file system that storing one file takes, at most. */
const maxCalls = 8;

/**
 * In place of a process that is killed, where a run's second stream of chance says so: what is drawn for it first is the
 * same, so that runs without it stay what they were.
 */
export const computerOff: FaultKind = lasting('computer loses its supply', (rng, { actions }) => {
  const action = rng.between(1, actions);
  return [{ what: 'computer-off', action, calls: rng.between(0, maxCalls), seed: rng.below(1_000_000) }];
});

/** The faults of one attempt as the virtual board takes them; places of one fault are put together. */
export function faultText(injections: readonly Injection[], counted: 'class' | 'all'): string {
  const values = new Map<string, string[]>();
  for (const injection of injections) {
    if (injection.what !== 'fault') continue;
    const before = values.get(injection.name) ?? [];
    const single = injection.name === 'slow-erase' || injection.name === 'weak-x32';
    values.set(injection.name, single ? [injection.value] : [...before, injection.value]);
  }
  return [`count=${counted}`, ...[...values].map(([name, list]) => `${name}=${list.join(':')}`)].join(',');
}
