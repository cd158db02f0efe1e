// What an error flag is, and in which releases it means what.

import type { ErrorFlagCode } from '../../messages/error-flags.ts';
import { releaseRank } from '../release-order.ts';

/** One bit of an error property. */
export interface ErrorFlag {
  readonly bit: number;
  /** As the firmware's own interface spells it. */
  readonly name: string;
  /**
   * The releases in which the bit has this meaning: `0.5.1..` from that one on, `..0.4.12` up to it, `..` all; several
   * spans are divided by commas. Flags that came between 0.4.1 and 0.4.12 count from 0.4.2 on.
   */
  readonly releases: string;
  /** What it means, what sets it and what helps: the code of a text. */
  readonly code: ErrorFlagCode;
}

/** Whether `release` lies in one of the spans. A release that is not known lies in those without an end. */
export function isInReleases(release: string, spans: string): boolean {
  const rank = releaseRank(release) ?? Number.POSITIVE_INFINITY;
  return spans.split(', ').some((span) => {
    const [first = '', last = ''] = span.split('..');
    return rank >= (releaseRank(first) ?? 0) && rank <= (releaseRank(last) ?? Number.POSITIVE_INFINITY);
  });
}
