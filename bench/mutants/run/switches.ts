// The switches of the mutants, as every instrumented file imports them. Bundled with the code under test, so that each loading of the
// bundle keeps the mutant it was loaded for, whatever of an earlier one is still running.

interface Setting {
  /** The number of the mutant that is on; none if negative. */
  readonly active: number;
  /** Is given a 1 at the number of each mutant that is reached. */
  readonly reached?: Uint8Array | undefined;
}

const { active, reached } = (globalThis as unknown as { odflashMutants: Setting }).odflashMutants;

export function isMutant(number: number): boolean {
  if (reached) reached[number] = 1;
  return number === active;
}
