// The core as a whole: whether a program of the board runs on it, code that is interpreted, or nothing. Halts, resumes,
// resets. A program of the board (bootloader, firmware) is not executed instruction by instruction: it is suspended and
// continues, or begins at its reset handler. Code elsewhere is interpreted when there is an occasion, up to the present.

import type { Bus } from '../chip/bus.ts';
import type { Controller } from '../chip/controller.ts';
import { type Cpu, createCpu, setStatusWord } from './cpu.ts';
import { execute } from './execute.ts';
import { Breakpoint, BusError, UsageFault } from './faults.ts';

/** What a vector table says. */
export interface Vectors {
  readonly stackPointer: number;
  readonly entry: number;
}

/** What the core needs of the board around it. */
export interface CoreBoard {
  /** The core's clock in kHz. */
  coreKHz(): number;
  /** The vector table a reset loads; `undefined` where reading it fails. */
  vectors(): Vectors | undefined;
  /** Where the board's program is now; `undefined` if the core is locked up. */
  position(): Vectors | undefined;
  /** The board's program stands still, and continues. */
  suspend(): void;
  proceed(): void;
  /** The board's program is left for good: other code runs. */
  abandon(): void;
  /** Starts the board's program that has this reset handler; false if there is none. */
  begin(vectors: Vectors): boolean;
  /** A system reset was asked for. */
  systemReset(): void;
  /** The interpreter refused an instruction. */
  refused(detail: string): void;
}

type CoreState =
  /** The board's program. */
  | 'program'
  /** Interpreted code. */
  | 'code'
  | 'halted'
  | 'locked-up'
  /** The reset line is low. */
  | 'held';

/** Why the core stopped: bits of DFSR. */
export const stopBits = { halted: 1, breakpoint: 2, vectorCatch: 8 } as const;

const vectorCatches = { reset: 0x1, hardFault: 0x400 } as const;
const cfsrBits = { undefined: 0x1_0000, state: 0x2_0000, bus: 0x8200 } as const;
const hardFaultForced = 0x4000_0000;

/** Registers of the debug unit that a system reset leaves alone. */
interface DebugControl {
  enabled: boolean;
  maskInterrupts: boolean;
  /** DEMCR. */
  exceptions: number;
  /** DFSR. */
  stops: number;
  /** S_RESET_ST, S_RETIRE_ST: until they are read. */
  wasReset: boolean;
}

export interface Core {
  readonly cpu: Cpu;
  readonly control: DebugControl;
  readonly faults: { configurable: number; hard: number; address: number };
  state(): CoreState;
  /** True while {@link CoreState} is `program` and that program is a lock-up, or code locked the core up. */
  lockedUp(): boolean;
  /** Runs code up to `time` (ms). */
  advance(time: number): void;
  halt(stop: number): void;
  resume(): void;
  step(): void;
  /** The debugger wrote the PC: what is resumed is no longer what was suspended. */
  moved(): void;
  /** The chip was reset; says what comes next. */
  reset(): 'boots' | 'halted' | 'held';
  /** Pulls the reset line; the board resets the chip when it rises. */
  hold(low: boolean): void;
  /** SYSRESETREQ. */
  requestReset(): void;
  /** The supply is gone: the debug registers forget. */
  powerLost(): void;
}

export interface CoreOptions {
  readonly bus: Bus;
  readonly controller: Controller;
  readonly board: CoreBoard;
  /** Most instructions at a time: on the wall clock the interpreter may be slower than the chip. */
  readonly maxInstructions: number;
}

const lockupAddress = 0xffff_fffe;
const lockupStack = 0xffff_fffc;

export function createCore({ bus, controller, board, maxInstructions }: CoreOptions): Core {
  const cpu = createCpu(bus);
  const control: DebugControl = {
    enabled: false,
    maskInterrupts: false,
    exceptions: 0,
    stops: 0,
    wasReset: true,
  };
  const faults = { configurable: 0, hard: 0, address: 0 };
  const idle = idleDetector(cpu, bus);
  let state: CoreState = 'program';
  let lineLow = false;
  /** A halted core has the board's program below it. */
  let suspended = false;
  /** How far code has been run, in ms. */
  let local = 0;

  const stand = (vectors: Vectors | undefined) => {
    cpu.r[13] = vectors ? vectors.stackPointer & ~3 : lockupStack;
    cpu.r[15] = vectors ? vectors.entry & ~1 : lockupAddress;
    setStatusWord(cpu, vectors && (vectors.entry & 1) === 1 ? 0x0100_0000 : 0);
  };
  const stopAt = (stop: number) => {
    control.stops |= stop;
    state = 'halted';
  };
  /** An exception that has no handler worth running. */
  const fail = (thrown: unknown) => {
    if (thrown instanceof Breakpoint && control.enabled) return stopAt(stopBits.breakpoint);
    if (thrown instanceof UsageFault) {
      faults.configurable |= cfsrBits[thrown.kind];
      board.refused(`${thrown.message} at 0x${cpu.at.toString(16)}`);
    } else if (thrown instanceof BusError) {
      faults.configurable |= cfsrBits.bus;
      faults.address = thrown.address;
    } else if (!(thrown instanceof Breakpoint)) throw thrown;
    faults.hard |= hardFaultForced;
    if (control.enabled && control.exceptions & vectorCatches.hardFault) return stopAt(stopBits.vectorCatch);
    state = 'locked-up';
    stand(undefined);
  };
  /** One instruction; false if it did not end as instructions do. */
  const instruction = (kHz: number): boolean => {
    bus.time = local;
    try {
      const cycles = execute(cpu);
      local = Math.max(local, bus.time) + cycles / kHz;
      return true;
    } catch (thrown) {
      local = Math.max(local, bus.time);
      fail(thrown);
      return false;
    }
  };
  const advance = (time: number) => {
    const kHz = board.coreKHz();
    for (let count = 0; state === 'code' && local < time; count++) {
      if (count === maxInstructions) {
        local = time;
        return;
      }
      if (!instruction(kHz)) return;
      if ((cpu.r[15] ?? 0) > cpu.at || !idle.turns()) continue;
      // Nothing changes until the flash is done or another program writes.
      const due = controller.working() ? local + controller.remaining(local) : time;
      local = Math.max(local, Math.min(due, time));
    }
  };
  const leaveProgram = () => {
    if (suspended) board.abandon();
    suspended = false;
  };
  /** Anything but the suspended program: another one, or code. */
  const begin = () => {
    leaveProgram();
    const vectors = { stackPointer: cpu.r[13] ?? 0, entry: ((cpu.r[15] ?? 0) | 1) >>> 0 };
    local = bus.time;
    idle.forget();
    if (cpu.r[15] === lockupAddress) state = 'locked-up';
    else state = board.begin(vectors) ? 'program' : 'code';
  };
  return {
    cpu,
    control,
    faults,
    state: () => state,
    lockedUp: () => state === 'locked-up' || (state === 'program' && board.position() === undefined),
    advance,
    halt: (stop) => {
      if (state === 'halted' || state === 'held') return;
      if (state === 'program') {
        stand(board.position());
        board.suspend();
        suspended = true;
      }
      stopAt(stop);
    },
    resume: () => {
      if (state !== 'halted') return;
      if (!suspended) return begin();
      suspended = false;
      state = 'program';
      board.proceed();
    },
    step: () => {
      if (state !== 'halted') return;
      if (!suspended) {
        local = bus.time;
        state = 'code';
        if (instruction(board.coreKHz())) stopAt(stopBits.halted);
      } else stopAt(stopBits.halted);
    },
    moved: leaveProgram,
    reset: () => {
      cpu.r.fill(0);
      cpu.r[14] = 0xffff_ffff;
      stand(board.vectors());
      Object.assign(faults, { configurable: 0, hard: 0, address: 0 });
      control.wasReset = true;
      suspended = false;
      state = lineLow ? 'held' : 'program';
      if (lineLow) return 'held';
      if (!control.enabled || !(control.exceptions & vectorCatches.reset)) return 'boots';
      stopAt(stopBits.vectorCatch);
      return 'halted';
    },
    hold: (low) => {
      lineLow = low;
    },
    requestReset: () => board.systemReset(),
    powerLost: () => {
      Object.assign(control, { enabled: false, maskInterrupts: false, exceptions: 0, stops: 0, wasReset: true });
      suspended = false;
      state = 'program';
    },
  };
}

/** Notices a loop that waits: the same registers at the same place, with nothing changed in between. */
function idleDetector(cpu: Cpu, bus: Bus) {
  const seen = new Uint32Array(16);
  let changes = -1;
  return {
    /** Called after every jump backwards. */
    turns: (): boolean => {
      const isSame = changes === bus.changes && seen.every((value, at) => value === cpu.r[at]);
      if (!isSame) {
        seen.set(cpu.r);
        changes = bus.changes;
      }
      return isSame;
    },
    forget: () => {
      changes = -1;
    },
  };
}
