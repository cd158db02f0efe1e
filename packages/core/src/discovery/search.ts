// What looking for a board and waiting for it works with. Types, and the signal as options take it.

import type { Message } from '../messages/message.ts';
import type { Said } from '../messages/said.ts';
import type { Clock, UsbBus } from '../ports.ts';
import type { Selection } from './find.ts';

/** What is reported to a person while a board is looked for. */
type SearchEvent =
  | {
      readonly type: 'human';
      readonly step: 'connect-board' | 'bring-back-in-dfu' | 'switch-to-run' | 'bring-back-running';
      readonly text: Message;
    }
  | { readonly type: 'note'; readonly code: 'driver-step'; readonly text: Said }
  | WaitingEvent;

/** Nothing happens before a person acts. Until then, or for so long, the bus is watched. */
export interface WaitingEvent {
  readonly type: 'waiting';
  /** `board`: running or in DFU mode. Otherwise the kind of the target: `dfu`, `stlink`. */
  readonly for: string;
  /** At most, in milliseconds. */
  readonly ms: number;
  /** Boards that are there and are not meant, where one was named, as `356D38673332 at 1-2`. */
  readonly others?: readonly Message[] | undefined;
}

/** A run that looks for a board. */
export interface Search {
  readonly env: {
    readonly bus: UsbBus;
    readonly clock: Clock;
    /** The system binds no driver to the bootloader by itself (Windows). */
    readonly bootloaderNeedsDriver?: boolean | undefined;
  };
  readonly request: {
    readonly selection?: Selection | undefined;
    /** How long to look for a board that is not there yet, in ms. */
    readonly findMs?: number | undefined;
    /** How long a person may take for a step, in ms. */
    readonly humanMs?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  };
  /** Never throws. */
  emit(event: SearchEvent): void;
  /** When the board last appeared on the bus while it was waited for, by the clock. */
  readonly arrival: { at: number };
}
