// How a run of the command ended, and what it said to machines.

import { mustFitSchema } from './json-schema.ts';

/** One object per line of --json. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON lines; throws if a line is none. */
  lines(): readonly Line[];
  last(): Line;
}

/** The objects of --json; throws if a line is none, or not as the schema has it. */
export function jsonLines(stdout: string): readonly Line[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const read = JSON.parse(line) as Line;
      mustFitSchema(read);
      return read;
    });
}
