// What odflash plot was called with. Types only.

import type { BoardOptions, NamedBoardOptions } from '../../options.ts';

export interface PlotOptions extends Omit<NamedBoardOptions, 'json'> {
  /** A file for the samples; without a name the lines go to standard output. */
  readonly json?: true | string | undefined;
  readonly csv?: string | undefined;
  readonly svg?: string | undefined;
  readonly force?: true | undefined;
  /** Samples a second. */
  readonly rate?: number | 'max' | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Milliseconds across the drawing. */
  readonly window?: number | undefined;
  readonly oscilloscope?: true | undefined;
}

/** The same, with the two meanings of `--json` distinguished. */
export interface PlotRun extends Omit<PlotOptions, 'json'>, BoardOptions {
  /** A file for the samples as JSON lines. */
  readonly jsonFile?: string | undefined;
}
