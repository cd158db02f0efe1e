// What odflash plot was called with. Types only.

import type { BoardOptions, NamedBoardOptions } from '../../options.ts';

export interface PlotOptions extends Omit<NamedBoardOptions, 'json'> {
  /** A file for the samples; without a name the lines go to standard output. */
  readonly json?: true | string;
  readonly csv?: string;
  readonly svg?: string;
  readonly force?: true;
  /** Samples a second. */
  readonly rate?: number | 'max';
  /** Milliseconds. */
  readonly duration?: number;
  /** Milliseconds across the drawing. */
  readonly window?: number;
  readonly oscilloscope?: true;
}

/** The same, the two meanings of `--json` told apart. */
export interface PlotRun extends Omit<PlotOptions, 'json'>, BoardOptions {
  /** A file for the samples as JSON lines. */
  readonly jsonFile?: string;
}
