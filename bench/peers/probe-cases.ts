// The single faults that tools at an ST-Link meet: kinds in a table, places drawn from the seed.

import { seededRandom } from '@odflash/virtual';

/** What a tool sends when nothing goes wrong. */
export interface ProbeSession {
  /** USB transfers to the probe. */
  readonly transfers: number;
  /** Commands to it. */
  readonly commands: number;
}

interface Kind {
  readonly name: string;
  /** What happens, for the page. */
  readonly text: string;
  /** The fault as a option of the virtual board; `at`: how far through the session, 0 to just below 1. */
  readonly boardOption: (at: number, session: ProbeSession, round: number) => string;
}

/** One fault, placed. */
export interface ProbeCase {
  /** From 1. */
  readonly number: number;
  readonly kind: string;
  /** What the board makes its choices from. */
  readonly seed: number;
  /** How far through the session, in percent. */
  readonly percent: number;
  /** The fault for the tool whose session that is. */
  readonly fault: (session: ProbeSession) => string;
}

const ordinal = (at: number, count: number) => 1 + Math.floor(at * count);

const atTransfer = (name: string, option: string, text: string): Kind => ({
  name,
  text,
  boardOption: (at, { transfers }) => `probe-${option}-at=${ordinal(at, transfers)}`,
});

const atCommand = (name: string, option: string, text: string): Kind => ({
  name,
  text,
  boardOption: (at, { commands }) => `swd-${option}-at=${ordinal(at, commands)}`,
});

export const probeKinds: readonly Kind[] = [
  atTransfer('stall', 'stall', 'one transfer to the probe is refused and not executed'),
  atTransfer('timeout, executed', 'timeout', 'one transfer is executed and never answered'),
  atTransfer('timeout, not executed', 'lost', 'one transfer is neither executed nor answered'),
  atTransfer('short transfer', 'short', 'half of one transfer happens'),
  atTransfer('corrupted data', 'corrupt', 'one bit of one transfer is wrong'),
  atTransfer('disconnect with return', 'replug', 'the probe is out for a moment and starts anew'),
  atTransfer('bus reset', 'bus-reset', 'another program resets the port before one transfer'),
  atCommand('WAIT', 'wait', 'the chip answers one command with WAIT'),
  atCommand('FAULT', 'fault', 'the chip answers one command with FAULT and does not execute it'),
  atCommand('parity error', 'parity', 'one command returns with a parity error'),
  atCommand('no answer', 'silent', 'nothing answers one command'),
  atCommand('chip reset', 'reset', 'the chip resets itself at one command'),
  atCommand('brown-out', 'brown-out', 'the supply of the board fails for a moment at one command'),
  {
    name: 'erase that did nothing',
    text: 'one erase is reported as done and did not happen',
    boardOption: (_at, _session, round) => `drop-erase=${1 + (round % 2)}`,
  },
];

export function probeCasesOf(seed: number, count: number): readonly ProbeCase[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = probeKinds[index % probeKinds.length];
    if (!kind) throw new RangeError('no kinds');
    const round = Math.floor(index / probeKinds.length);
    const random = seededRandom(seed * 2 ** 20 + index, 'peers at a probe');
    const at = random.below(1000) / 1000;
    return {
      number: index + 1,
      kind: kind.name,
      seed: 1 + random.below(1_000_000),
      percent: Math.round(100 * at),
      fault: (session) => kind.boardOption(at, session, round),
    };
  });
}
