// What the page reports to the site whose button opened it: version 1. No serial number, nothing that a file or a board says of itself
// beyond versions. A new member may come in version 1; a changed or missing one makes it version 2.

/** Stands in every message, so that others are not mistaken for it. */
export const eventType = 'odflash';
export const eventVersion = 1;

export type ButtonEvent =
  /** The page is there. */
  | { readonly event: 'opened' }
  /** `board`: a board was found and is checked · `working`: it is being changed · `start`: the page waits for a board. */
  | { readonly event: 'stage'; readonly stage: 'start' | 'board' | 'working' }
  /** At most once a second. `fraction`: 0 to 1. */
  | { readonly event: 'progress'; readonly phase: string; readonly fraction: number }
  /** Every byte was read back, or nothing was left to do. */
  | { readonly event: 'verified'; readonly firmware: string }
  /** `code` as in the list of errors; `board`: what is on the board, where one was found. */
  | { readonly event: 'failed'; readonly code: string; readonly board?: string | undefined }
  /** The window was closed. Said by the button. */
  | { readonly event: 'closed' };

export type ButtonMessage = ButtonEvent & { readonly type: typeof eventType; readonly v: typeof eventVersion };
