// One way to a chip: how its connection is found and opened. The engine is given a provider and knows no wire beside it.

import type { BoardVersion } from '../board/odrive-v3.ts';
import type { Selection } from '../discovery/find.ts';
import type { Clock, Log, UsbBus } from '../ports.ts';
import type { BoardEvidence } from './board-evidence.ts';
import type { Connection } from './chip.ts';
import type { Hazards, UrgentStep } from './hazards.ts';
import type { Target } from './target.ts';

/** What a target works with. */
export interface TargetEnv {
  readonly bus: UsbBus;
  readonly clock: Clock;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The version a person read off the board. */
  readonly named?: BoardVersion | undefined;
  /** What the firmware said of the board that runs, or ran. */
  readonly running?: BoardVersion | undefined;
  /**
   * Settles what it means to reset a chip that does not answer otherwise, before that is done. Throws `not-confirmed` if a person
   * does not want it; absent: no chip may be reset in order to be reached.
   */
  readonly beforeReset?: ((hazards: Hazards) => Promise<void>) | undefined;
  /** Whether another process changes that board now: then it is not opened in order to be looked at. */
  readonly isAtWork?: ((device: Connection) => Promise<boolean>) | undefined;
}

/** `C`: what {@link find} finds, and {@link open} takes. */
export interface TargetProvider<C extends Connection = Connection> {
  /** Names the way, e.g. `dfu`; for people. Nothing is decided by it. */
  readonly kind: string;
  /** A running board has to be switched into DFU mode first; else its firmware runs on until {@link Target.hold}. */
  readonly needsDfuMode: boolean;
  /**
   * The one connection that is meant. Throws FlasherError: `no-device`, saying what is there instead, `several-devices`, and
   * what else forbids it.
   */
  find(bus: UsbBus, selection?: Selection): Promise<C>;
  /** Opens it and changes nothing. Throws FlasherError; a `retryable` one may be answered with another {@link find}. */
  open(connection: C, env: TargetEnv): Promise<Target>;
  /** What may be dangerous about a connection that cannot be opened, see {@link Target.hazards}. */
  hazards(evidence: BoardEvidence): Hazards;
  /** What a person does at once where none was found or none chosen: the worst that any chip needs. Never throws. */
  urgentOfAll(env: TargetEnv, named: BoardVersion | undefined): Promise<UrgentStep | undefined>;
}
