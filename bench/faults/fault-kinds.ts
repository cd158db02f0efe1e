// Every kind of fault of the campaign, in one table: what it is made of, and whether it passes by itself.

import type { Chance } from './chance.ts';
import type { Size } from './size.ts';

/** One fault, placed. */
export type Blow =
  /** A knob of the virtual board, `stall-at=7`. */
  | { readonly what: 'knob'; readonly name: string; readonly value: string }
  /** The process dies at its n-th action; a request it is making then still arrives, or does not. */
  | { readonly what: 'kill'; readonly action: number; readonly arrives: boolean }
  /** Somebody presses Ctrl-C at the n-th action. */
  | { readonly what: 'cancel'; readonly action: number }
  /** From the n-th file on nothing can be written. */
  | { readonly what: 'disk-full'; readonly file: number }
  /** The cable, or the supply, comes back that long after it went. */
  | { readonly what: 'comeback'; readonly afterMs: number };

export interface FaultKind {
  readonly name: string;
  /** `passing`: over by itself, so that nobody need do anything. `lasting`: somebody has to. */
  readonly course: 'passing' | 'lasting';
  readonly weight: number;
  /** Where it strikes is drawn from the whole session. */
  readonly place: (chance: Chance, size: Size) => readonly Blow[];
}

type Place = FaultKind['place'];

const knob = (name: string, value: number | string): Blow => ({ what: 'knob', name, value: String(value) });

/** At one transfer of the whole session. */
const atTransfer =
  (name: string): Place =>
  (chance, { transfers }) => [knob(name, chance.between(1, transfers))];

/** From one transfer on, longer than any patience. */
const fromTransfer =
  (name: string): Place =>
  (chance, { transfers }) => {
    const first = chance.between(1, transfers);
    return [knob(name, `${first}-${first + 990}`)];
  };

const comingBack =
  (name: string): Place =>
  (chance, size) => [...atTransfer(name)(chance, size), { what: 'comeback', afterMs: chance.between(200, 9000) }];

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
  passing('dropped erase', (chance, { erases }) => [knob('drop-erase', chance.between(1, erases))]),
  passing('slow erase', (chance) => [knob('slow-erase', chance.between(2, 4))]),
  passing('bit error in programming', (chance, { programs }) => [knob('bad-write', chance.between(1, programs))]),
  lasting('too little supply for x32', (chance) => [knob('weak-x32', chance.between(1, 4))]),
  lasting('cable pulled out', atTransfer('gone-at')),
  lasting('power cut', atTransfer('power-cut-at'), 3),
  lasting(
    'process killed',
    (chance, { actions }) => [{ what: 'kill', action: chance.between(1, actions), arrives: chance.coin() }],
    3,
  ),
  lasting('cancel', (chance, { actions }) => [{ what: 'cancel', action: chance.between(1, actions) }]),
  lasting('every transfer stalls', fromTransfer('stall-at')),
  lasting('no transfer is answered', fromTransfer('lost-at')),
  lasting('no erase has any effect', (chance, { erases }) => {
    const first = chance.between(1, erases);
    return [knob('drop-erase', `${first}-${first + 900}`)];
  }),
  lasting('no programming without a bit error', (chance, { programs }) => {
    const first = chance.between(1, programs);
    return [knob('bad-write', `${first}-${first + 900}`)];
  }),
  lasting('disk full', (chance, { files }) => [{ what: 'disk-full', file: chance.between(1, files) }]),
];

/** The faults of one attempt as the virtual board takes them; places of one knob are put together. */
export function knobsOf(blows: readonly Blow[], counted: 'class' | 'all'): string {
  const values = new Map<string, string[]>();
  for (const blow of blows) {
    if (blow.what !== 'knob') continue;
    const before = values.get(blow.name) ?? [];
    const single = blow.name === 'slow-erase' || blow.name === 'weak-x32';
    values.set(blow.name, single ? [blow.value] : [...before, blow.value]);
  }
  return [`count=${counted}`, ...[...values].map(([name, list]) => `${name}=${list.join(':')}`)].join(',');
}
