// What a mutant is, and what became of it.

/** Which rule of mutate/operators.ts made a mutant; the score is given for each. */
export type Kind =
  | 'condition'
  | 'comparison'
  | 'logical'
  | 'boolean'
  | 'arithmetic'
  | 'off by one'
  | 'assignment'
  | 'return value'
  | 'removed call'
  | 'removed block'
  | 'method'
  | 'optional chaining'
  | 'array';

/** How the place is spelt that a mutant replaces: what a switch around it looks like depends on that. */
type Form = 'expression' | 'statement' | 'block';

/** One small change of one file. */
export interface Mutant {
  /** `packages/core/src/flash/run/run.ts:21:7~2`: the second mutant that begins there. Names it in a replay. */
  readonly id: string;
  /** Relative to the repository, with slashes. */
  readonly file: string;
  readonly kind: Kind;
  readonly form: Form;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Offsets into the text of the file. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead. Empty for what is removed. */
  readonly replacement: string;
}

/**
 * `killed`: a test failed · `timeout`: a test took so long that the mutant must be an endless loop, or the process died ·
 * `survived`: every test that reaches it passed · `unreached`: no test reaches it.
 */
export type Outcome = 'killed' | 'timeout' | 'survived' | 'unreached';

export interface Verdict {
  readonly outcome: Outcome;
  /** The test that failed. */
  readonly test?: string | undefined;
  /** How many tests reach the mutant. */
  readonly tests: number;
  /** Wall time, in ms. */
  readonly ms: number;
}

/** A mutant that was tried. */
export interface Judged extends Verdict {
  readonly mutant: Mutant;
  /** Why no test can distinguish it from the original (equivalent.json). */
  readonly equivalent?: string | undefined;
}
