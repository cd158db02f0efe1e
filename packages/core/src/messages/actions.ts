// What a person does next: action codes. A front end words them for its own ways (a command to type, a button to press).

import type { Said } from './said.ts';

/** Codes of what a person does next, each with its parameters. Every action of every area. */
export interface ActionMessages {
  /** Nothing: the message says all there is to say. */
  'next.nothing': undefined;
  'next.check-selection': undefined;
  'next.choose-by-path': undefined;
  'next.choose-other-board': undefined;
  'next.confirm-warnings': undefined;
  'next.connect-powered-board': undefined;
  'next.free-disk-space': undefined;
  /** Firmware that was built for a board: the one it runs now, that ran before, that is in the flash. `boards`: what may be named. */
  'next.name-board-of-firmware': {
    readonly firmware: 'running' | 'ran-before' | 'installed';
    readonly board: string;
    readonly boards: readonly string[];
  };
  'next.name-printed-board': { readonly boards: readonly string[] };
  'next.repeat-for-configuration': undefined;
  'next.wait-for-other-process': undefined;
  /** `otherwise`: what to do instead of consenting. `consent`: as the command line takes it. */
  'next.consent': { readonly consent: string; readonly otherwise?: Said | undefined };
}
