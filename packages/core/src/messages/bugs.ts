// What the program itself did wrong.

/** Codes of what the program itself did wrong, each with its parameters. */
export interface BugMessages {
  /** From `address` up to `end`, exclusive. */
  'bug.not-main-flash': { readonly address: number; readonly end: number };
  'bug.data-outside-sector': { readonly sector: number };
  'bug.unaligned-access': { readonly address: number; readonly bytes: number };
  'bug.permanent-lock': undefined;
}
