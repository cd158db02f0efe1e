// What a run has been found to do: rules broken, limitations met, and which rules were at stake at all.

import type { KnownLimitation, Rule, Violation } from './rules.ts';
import type { Situation } from './situations.ts';

export interface Findings {
  readonly violations: readonly Violation[];
  readonly limitations: ReadonlySet<KnownLimitation>;
  readonly situations: Set<Situation>;
  readonly stakes: ReadonlySet<Rule>;
  /** The rule was at stake; broken if there is a `text`, unless a known limitation excuses it. Said once of each rule. */
  judge(rule: Rule, text: string | undefined, excuse?: KnownLimitation | false): void;
  limit(limitation: KnownLimitation): void;
  isBroken(rule: Rule): boolean;
}

export function collectFindings(): Findings {
  const violations: Violation[] = [];
  const limitations = new Set<KnownLimitation>();
  const stakes = new Set<Rule>();
  const isBroken = (rule: Rule) => violations.some((violation) => violation.rule === rule);
  return {
    violations,
    limitations,
    situations: new Set(),
    stakes,
    judge: (rule, text, excuse) => {
      stakes.add(rule);
      if (text === undefined) return;
      if (excuse) limitations.add(excuse);
      else if (!isBroken(rule)) violations.push({ rule, text });
    },
    limit: (limitation) => void limitations.add(limitation),
    isBroken,
  };
}
