// The single faults both tools meet: kinds in a table, places drawn from the seed.

import { seededRandom } from '@odflash/virtual';
import { type Session, type Step, steps, transferAt } from './steps.ts';

/** Where in a session a fault strikes. */
interface Place {
  readonly step: Step;
  /** How far through the session's transfers of that step: 0 to just below 1. */
  readonly at: number;
}

interface Kind {
  readonly name: string;
  /** What happens, for the page. */
  readonly text: string;
  /** Steps it strikes at, in turns; none: not at a transfer. */
  readonly steps: readonly Step[];
  /** The fault as a option of the virtual board. `round` counts the faults of the kind from 0. */
  readonly boardOption: (place: Place, session: Session, round: number) => string;
}

/** One fault, placed. */
export interface Case {
  /** From 1. */
  readonly number: number;
  readonly kind: string;
  /** Where it strikes, for people. */
  readonly where: string;
  /** What the board makes its choices from: firmware, serial number, which bit. */
  readonly seed: number;
  /** The fault for the tool whose session that is. */
  readonly fault: (session: Session) => string;
}

const at =
  (boardOption: string): Kind['boardOption'] =>
  ({ step, at }, session) =>
    `${boardOption}-at=${transferAt(session, step, at)}`;

const anywhere = (name: string, boardOption: string, text: string): Kind => ({
  name,
  text,
  steps,
  boardOption: at(boardOption),
});

/** Erase times are multiplied by this: 16 KiB then take 4 to 12 s. */
const slowness = [10, 16, 22, 30];

export const kinds: readonly Kind[] = [
  anywhere('stall', 'stall', 'one transfer is refused and not executed'),
  anywhere('timeout, executed', 'timeout', 'one transfer is executed and never answered'),
  anywhere('timeout, not executed', 'lost', 'one transfer is neither executed nor answered'),
  anywhere(
    'short transfer',
    'short',
    'half of one transfer happens: half an answer, or half the data and nothing done',
  ),
  anywhere(
    'stale replies',
    'stale',
    'from one transfer on every reply is one request old, until a request without data',
  ),
  {
    name: 'corrupted reply',
    text: 'one bit of one reply to GETSTATUS is wrong',
    steps: ['status request'],
    boardOption: at('corrupt'),
  },
  {
    name: 'corrupted write',
    text: 'one bit of one data block is wrong',
    steps: ['data block'],
    boardOption: at('corrupt'),
  },
  anywhere('bus reset', 'bus-reset', 'another program resets the port before one transfer'),
  anywhere('disconnect with return', 'replug', 'the cable is out for a moment; the bootloader keeps its state'),
  anywhere('chip reset with return', 'crash', 'the chip resets and returns in the bootloader'),
  {
    name: 'slow erase',
    text: `erasing takes ${slowness.join(', ')} times as long`,
    steps: [],
    boardOption: (_place, _session, round) => `slow-erase=${slowness[round % slowness.length]}`,
  },
  {
    name: 'erase that did nothing',
    text: 'one erase is reported as done and did not happen',
    steps: [],
    boardOption: (_place, _session, round) => `drop-erase=${1 + (round % 2)}`,
  },
];

export function casesOf(seed: number, count: number): readonly Case[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length]!;
    const round = Math.floor(index / kinds.length);
    const random = seededRandom(seed * 2 ** 20 + index, 'peers');
    const place: Place = {
      step: kind.steps[(round + index) % kind.steps.length] ?? 'erase command',
      at: random.below(1000) / 1000,
    };
    return {
      number: index + 1,
      kind: kind.name,
      where:
        kind.steps.length > 0
          ? `${place.step}, ${Math.round(place.at * 100)} %`
          : kind.boardOption(place, noSession, round),
      seed: 1 + random.below(1_000_000),
      fault: (session) => kind.boardOption(place, session, round),
    };
  });
}

/** For kinds that strike at no transfer. */
const noSession: Session = { 'erase command': [], 'address command': [], 'data block': [], 'status request': [] };
