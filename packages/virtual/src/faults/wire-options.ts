// Options of the connection: what happens to the n-th transfer.

import { type BoardOption, set } from './board-option.ts';
import { either, number, numbers, word } from './values.ts';
import type { WireFaultKind } from './wire.ts';

/** A option that makes something happen to the n-th transfers. */
function atTransfer(kind: WireFaultKind, stands: string, text: string): BoardOption {
  return {
    name: `${kind}-at`,
    value: 'N[:N…]',
    default: 'never',
    stands,
    text,
    read: numbers(1, 1e9, (ordinals) => (settings) => {
      const { wire } = settings;
      return { ...settings, wire: { ...wire, at: { ...wire.at, [kind]: ordinals } } };
    }),
  };
}

export const wireOptions: readonly BoardOption[] = [
  {
    name: 'count',
    value: 'class | all',
    default: 'class',
    stands: 'which transfer is the n-th',
    text: 'what the …-at faults count: class, vendor and bulk transfers, or standard requests too',
    read: word(['class', 'all'] as const, (counted) => set.wire({ counted })),
  },
  atTransfer('stall', 'a refused transfer', 'transfer n stalls and is not executed'),
  atTransfer('timeout', 'an answer that got lost', 'transfer n is executed but never answered'),
  atTransfer('lost', 'a transfer that got lost', 'transfer n is neither executed nor answered'),
  atTransfer('short', 'a lost or short DNLOAD behind (0, 2, 0, 0)', 'only half of transfer n happens'),
  atTransfer('stale', '(0, 2, 0, 0): answers out of step', 'from transfer n on every answer is one request old'),
  atTransfer('corrupt', 'a bad cable or hub', 'one bit of the data of transfer n is wrong'),
  atTransfer('replug', 'a loose cable', 'the cable is out for a moment at transfer n; the ROM keeps its state'),
  atTransfer('crash', 'clock failure, watchdog, a spike: the chip resets', 'the chip resets at transfer n'),
  atTransfer('gone', 'a cable pulled out', 'the cable is out for good at transfer n'),
  atTransfer(
    'bus-reset',
    'another program or a driver installation resets the port',
    'a bus reset comes before transfer n',
  ),
  atTransfer(
    'power-cut',
    'a person switches off',
    'the supply fails for good at transfer n, in mid-operation if there is one',
  ),
  atTransfer('brown-out', 'the supply breaks down for a moment', 'the same, but it returns'),
  {
    name: 'flaky-download',
    value: 'percent, 0 to 100',
    default: '0',
    stands:
      'F411 boards on some USB ports: a DNLOAD fails with a pipe error at any point, also of an erase; a hub cures it',
    text: 'how many DNLOADs stall, at random',
    read: number(0, 100, (flakyDownloads) => set.wire({ flakyDownloads })),
  },
  {
    name: 'stale-abort',
    value: 'all | N[:N…]',
    default: 'none',
    stands: '(0, 2, 0, 0): hosts that end an ABORT sent with the IN direction bit the wrong way',
    text: 'which IN-direction ABORTs put the answers out of step',
    read: either(
      word(['all'], () => set.wire({ staleAborts: 'all' })),
      numbers(1, 1e9, (staleAborts) => set.wire({ staleAborts })),
    ),
  },
  {
    name: 'stale-until',
    value: 'no-data | any-out | never',
    default: 'no-data',
    stands: 'not known of the F405',
    text: 'which request puts the answers in step again',
    read: word(['no-data', 'any-out', 'never'] as const, (staleUntil) => set.wire({ staleUntil })),
  },
];
