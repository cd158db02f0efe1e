// A file with all its chosen mutants in it, each behind a switch: one bundle serves them all, and a switch that is asked shows that a
// test reaches the place. A mutant inside another one's range is only in the original's branch, for one is on at a time.

import type { Mutant } from '../types.ts';

/** A mutant and the number of its switch. */
export interface Numbered {
  readonly number: number;
  readonly mutant: Mutant;
}

/** The module that has the switches, and what they are called in a file that has some. */
export const switchModule = 'odflash:mutants';
const name = '__isMutant';

/** Mutants that replace the same place. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly here: Numbered[];
  readonly inside: Range[];
}

export function instrument(source: string, mutants: readonly Numbered[]): string {
  if (mutants.length === 0) return source;
  const { inside } = nested({ start: 0, end: source.length }, mutants);
  return `import { isMutant as ${name} } from '${switchModule}';${rendered(source, 0, source.length, inside)}`;
}

/** Ranges of a syntax tree lie in each other or apart. */
function nested({ start, end }: Pick<Range, 'start' | 'end'>, mutants: readonly Numbered[]): Range {
  const root: Range = { start, end, here: [], inside: [] };
  const open = [root];
  const sorted = [...mutants].sort((a, b) => a.mutant.start - b.mutant.start || b.mutant.end - a.mutant.end);
  for (const numbered of sorted) {
    const { mutant } = numbered;
    while ((open.at(-1)?.end ?? end) < mutant.end) open.pop();
    const around = open.at(-1) ?? root;
    if (around !== root && around.start === mutant.start && around.end === mutant.end) around.here.push(numbered);
    else {
      const range: Range = { start: mutant.start, end: mutant.end, here: [numbered], inside: [] };
      around.inside.push(range);
      open.push(range);
    }
  }
  return root;
}

function rendered(source: string, from: number, to: number, ranges: readonly Range[]): string {
  let text = '';
  let at = from;
  for (const range of ranges) {
    text += source.slice(at, range.start);
    const original = rendered(source, range.start, range.end, range.inside);
    text += range.here.reduce(switched, original);
    at = range.end;
  }
  return text + source.slice(at, to);
}

function switched(original: string, { number, mutant }: Numbered): string {
  const isOn = `${name}(${number})`;
  if (mutant.form === 'expression') return `(${isOn} ? (${mutant.replacement}) : (${original}))`;
  return `{ if (${isOn}) { ${mutant.replacement} } else { ${original} } }`;
}
