// How an access or an instruction fails.

/** Nothing answers at that address, or what is there refuses. */
export class BusError extends Error {
  readonly address: number;

  constructor(address: number) {
    super(`bus error at 0x${address.toString(16)}`);
    this.address = address;
  }
}

/** An instruction this core does not execute. On silicon: UNDEFINSTR, INVSTATE. */
export class UsageFault extends Error {
  readonly kind: 'undefined' | 'state';

  constructor(kind: UsageFault['kind'], detail: string) {
    super(detail);
    this.kind = kind;
  }
}

/** BKPT: the core stops on it. */
export class Breakpoint extends Error {}
