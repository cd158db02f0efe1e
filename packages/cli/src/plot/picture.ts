// What a picture of a plot is made of: samples, what of them is looked at, and how the terminal draws.

import type { PaceReport, Series } from '@odflash/core/running';
import type { Color, Colour } from '../render/color.ts';
import type { History } from './history.ts';

/** What of the samples is looked at. */
export interface View {
  /** Seconds across. */
  readonly windowSeconds: number;
  /** Seconds of the right edge; follows the newest sample where absent. */
  readonly end?: number | undefined;
  /** Series that are not drawn. */
  readonly hidden: ReadonlySet<number>;
  /** A person can press keys: the last line says which. */
  readonly keys: boolean;
}

export interface Picture {
  readonly series: readonly Series[];
  readonly history: History;
  readonly view: View;
  readonly pace: PaceReport;
  /** Samples a second that were asked for; `undefined`: as many as the board gives. */
  readonly wantedRate: number | undefined;
  /** Seconds since the board was lost. */
  readonly awaySeconds: number | undefined;
  readonly title: string;
}

export interface ChartStyle {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
  readonly color: Color;
}

const seriesColours: readonly Colour[] = ['cyan', 'yellow', 'green', 'red', 'bold', 'dim'];
export const colourOf = (series: number): Colour => seriesColours[series % seriesColours.length] ?? 'cyan';
