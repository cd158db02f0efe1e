// What happens to a whole board while it works: cable, supply, resets; at once, or at any moment of what its chip is at.

import type { BoardFaults } from '../faults/wire.ts';
import { after } from '../time/clock.ts';
import { resetByOthers } from '../usb/port.ts';
import { reset, setPower } from './board-state.ts';
import type { BoardHardware } from './hardware.ts';
import { setCable } from './presence.ts';

/** How long a brown-out lasts. Assumed. */
const brownOutMs = 100;

export function faultsOf(board: BoardHardware): BoardFaults {
  /** At once, or at any moment of what the chip is at. */
  const faultHit = (action: () => void) => {
    if (!board.controller.working()) return action();
    const moment = board.chip.random.below(1000) / 1000;
    after(board.clock, board.controller.remaining() * moment, action);
  };
  return {
    replug: () => {
      setCable(board, false);
      setCable(board, true);
    },
    crash: () => faultHit(() => reset(board, 'the chip reset itself')),
    gone: () => setCable(board, false),
    busReset: () => {
      if (board.socket.port) resetByOthers(board.socket.port);
    },
    powerCut: () => faultHit(() => setPower(board, false)),
    brownOut: () =>
      faultHit(() => {
        setPower(board, false);
        after(board.clock, brownOutMs, () => setPower(board, true));
      }),
  };
}
