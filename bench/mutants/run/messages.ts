// What the command and its processes send each other.

/** A test by its file and its number in it. */
export interface TestName {
  readonly file: string;
  readonly index: number;
}

/** What the unchanged code showed of one test. */
export interface ReachedTest extends TestName {
  readonly name: string;
  /** Processor time, in ms. */
  readonly ms: number;
  /** Numbers of the mutants it reaches. */
  readonly numbers: readonly number[];
  /** Why it failed; nothing can be learnt from such a test. */
  readonly failure?: string | undefined;
}

export interface ReachedFile {
  readonly tests: readonly ReachedTest[];
  /** Numbers of mutants in code that runs when modules are loaded. */
  readonly loading: readonly number[];
}

/** A test, and the processor time after which it counts as one that never ends, in ms. */
export interface LimitedTest extends TestName {
  readonly limitMs: number;
}

export type Order =
  | { readonly what: 'reach'; readonly file: string }
  | { readonly what: 'try'; readonly number: number; readonly tests: readonly LimitedTest[] };

export type Answer =
  /** Now at this test. */
  | { readonly what: 'begin'; readonly test: TestName }
  | { readonly what: 'reached'; readonly file: ReachedFile }
  /** `killedBy`: the name of the test that failed. */
  | { readonly what: 'tried'; readonly killedBy?: string | undefined }
  /** Fit for the next order. `tired`: something of the last one is still running. */
  | { readonly what: 'ready'; readonly tired: boolean };
