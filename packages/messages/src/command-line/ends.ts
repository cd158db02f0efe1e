// Messages about how a command ended, where the command line itself knows more than the engine.

export interface EndMessages {
  'end.interrupted': undefined;
  /** The board did not stop in time. */
  'end.given-up': undefined;
  /** `detail`: what a connection says of itself, as part of a sentence. */
  'end.connection-failed': { readonly detail: string };
  'end.server-failed': { readonly detail: string };
  /** `text`: of an error that no part of the program has a name for. */
  'end.unexpected': { readonly text: string };
  /** The code of an error, and how its page is shown. */
  'end.code': { readonly code: string; readonly program: string };
  /** Stands above the command. */
  'end.way-back': undefined;
  'end.way-back-in-dfu': undefined;
  'end.no-board-on-bus': undefined;
  /** Durations as text with a unit. */
  'end.stopped-early': { readonly after: string; readonly of: string };
  'end.mirror-incomplete': { readonly failed: number; readonly files: number; readonly folder: string };
  'end.differs': {
    readonly path: string;
    readonly sectors: number;
    readonly first?: { readonly address: number; readonly expected: number; readonly found: number } | undefined;
  };
}
