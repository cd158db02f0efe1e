// What runs, and its place on the bus: how it comes, how it goes, what the cable does to it.

import { after } from '../time/clock.ts';
import { createPort, type Passage, undisturbed, type Wire } from '../usb/port.ts';
import type { BoardHardware, PoweredState } from './hardware.ts';
import { saveRegisters, toHex } from './store.ts';

/** Keeps what a board that lives on the disk returns with. */
export function save({ store, state, chip }: BoardHardware): void {
  store?.saveState({
    version: 1,
    running: state.running,
    uid: chip.uid,
    options: chip.options,
    otp: toHex(chip.otp),
    rom: state.rom === undefined ? undefined : saveRegisters(state.rom.registers),
  });
}

/** Starts that state; it is on the bus after `delayMs`. */
export function setState(board: BoardHardware, state: PoweredState, delayMs: number = state.connectMs): void {
  board.state = state;
  save(board);
  connect(board, delayMs);
}

/** The passage to a device whose core stands still. */
const unanswered: Passage = { ...undisturbed, toDevice: () => ({ answer: undefined }) };

function connect(board: BoardHardware, delayMs: number): void {
  board.awaited();
  const { usb } = board.state;
  if (!usb || !board.cableIn) return;
  const appear = () => {
    const overlap = () => board.recorder.violation('a request while another is open', `at ${board.clock.now()} ms`);
    const wire: Wire = {
      arrive: (transfer) => (board.suspended ? unanswered : board.wire.arrive(transfer)),
      reset: () => board.wire.reset(),
    };
    const { port, unplug } = createPort(usb, wire, overlap);
    board.unplug = unplug;
    board.socket.plug(port);
  };
  if (delayMs <= 0) appear();
  else board.awaited = after(board.clock, delayMs, appear);
}

function leaveBus(board: BoardHardware, reason: string): void {
  board.awaited();
  board.socket.plug(undefined);
  board.unplug(reason);
}

/** What runs ends, and with it its place on the bus. */
export function leave(board: BoardHardware, reason: string): void {
  board.state.rom?.stop();
  board.state.runtime?.stop?.();
  board.suspended = false;
  board.undermined = false;
  leaveBus(board, reason);
}

/** What runs ends: the chip loses what a reset takes from it. */
export function end(board: BoardHardware, reason: string): void {
  board.system.catchUp();
  leave(board, reason);
  board.chip.width = 8;
}

/** What runs continues running. */
export function setCable(board: BoardHardware, inserted: boolean): void {
  board.cableIn = inserted;
  if (!inserted) leaveBus(board, 'the cable was pulled out');
  else if (!board.socket.port) connect(board, board.state.connectMs);
}
