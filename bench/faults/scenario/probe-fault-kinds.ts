// Every kind of fault of a run through an ST-Link: of the probe and its cable, of the wires to the chip, of the chip and the
// process.

import type { FaultKind } from '../types.ts';
import { computerOff, faultKinds } from './fault-kinds.ts';

type Place = FaultKind['place'];

const fault = (name: string, value: number | string) => ({ what: 'fault', name, value: String(value) }) as const;

/** A command is a transfer or two out, and mostly one in. */
const transfersPerCommand = 2;

/** At one transfer to the probe. */
const atTransfer =
  (name: string): Place =>
  (rng, { commands }) => [fault(name, rng.between(1, transfersPerCommand * commands))];

/** At one command that reaches for the chip. */
const atCommand =
  (name: string): Place =>
  (rng, { commands }) => [fault(name, rng.between(1, commands))];

const comingBack =
  (place: Place): Place =>
  (rng, size) => [...place(rng, size), { what: 'comeback', afterMs: rng.between(200, 9000) }];

/** From one transfer on, longer than any patience. */
const fromTransfer =
  (name: string): Place =>
  (rng, { commands }) => {
    const first = rng.between(1, transfersPerCommand * commands);
    return [fault(name, `${first}-${first + 990}`)];
  };

const passing = (name: string, place: Place, weight = 2): FaultKind => ({ name, course: 'passing', weight, place });
const lasting = (name: string, place: Place, weight = 1): FaultKind => ({ name, course: 'lasting', weight, place });

/** What does not depend on the connection is as it is over DFU. */
const common: readonly string[] = [
  'dropped erase',
  'slow erase',
  'bit error in programming',
  'process killed',
  'cancel',
  'no erase has any effect',
  'no programming without a bit error',
  'disk full',
];

export const probeFaultKinds: readonly FaultKind[] = [
  passing('probe: stall', atTransfer('probe-stall-at')),
  passing('probe: timeout, executed', atTransfer('probe-timeout-at')),
  passing('probe: timeout, not executed', atTransfer('probe-lost-at')),
  passing('probe: short transfer', atTransfer('probe-short-at')),
  passing('probe: corrupted data', atTransfer('probe-corrupt-at')),
  passing('probe: disconnect', atTransfer('probe-replug-at')),
  passing('probe: disconnect, back within 9 s', comingBack(atTransfer('probe-gone-at'))),
  passing('probe: bus reset', atTransfer('probe-bus-reset-at')),
  passing('SWD: WAIT', atCommand('swd-wait-at')),
  passing('SWD: FAULT', atCommand('swd-fault-at')),
  passing('SWD: parity error', atCommand('swd-parity-at')),
  passing('SWD: no answer', atCommand('swd-silent-at')),
  passing('chip resets itself', atCommand('swd-reset-at')),
  passing('brown-out', atCommand('swd-brown-out-at')),
  passing('supply off, back within 9 s', comingBack(atCommand('swd-power-cut-at'))),
  lasting('probe pulled out', atTransfer('probe-gone-at')),
  lasting('probe: every transfer stalls', fromTransfer('probe-stall-at')),
  lasting('probe: no transfer is answered', fromTransfer('probe-lost-at')),
  lasting('SWD dead until a power cycle', atCommand('swd-lost-at')),
  lasting('power cut', atCommand('swd-power-cut-at'), 3),
  computerOff,
  ...faultKinds.filter(({ name }) => common.includes(name)),
];
