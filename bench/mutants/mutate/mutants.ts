// Every mutant of a file, in the order of its text.

import type { Mutant } from '../types.ts';
import { type Edit, editsAt } from './operators.ts';
import { parse, walk } from './syntax.ts';

/** Throws what the parser throws. */
export function mutantsOf(source: string, file: string): Mutant[] {
  const edits = new Map<string, Edit>();
  walk(parse(source, file), (place) => {
    for (const edit of editsAt(place, source)) {
      const key = `${edit.start} ${edit.end} ${edit.replacement}`;
      if (!edits.has(key)) edits.set(key, edit);
    }
  });
  const lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const counts = new Map<string, number>();
  return [...edits.values()]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((edit) => {
      const line = lineStarts.findLastIndex((start) => start <= edit.start) + 1;
      const column = edit.start - (lineStarts[line - 1] ?? 0) + 1;
      const place = `${file}:${line}:${column}`;
      const count = (counts.get(place) ?? 0) + 1;
      counts.set(place, count);
      return { ...edit, id: `${place}~${count}`, file, line, column };
    });
}

/** The lines a mutant touches, before and after. */
export function diffOf(source: string, { start, end, replacement, form }: Mutant): string[] {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', end);
  const to = next < 0 ? source.length : next;
  const marked = (mark: string, text: string) => text.split('\n').map((line) => `${mark} ${line}`);
  const before = marked('-', source.slice(from, to));
  const after = marked(
    '+',
    source.slice(from, start) + (form === 'block' ? '{}' : replacement) + source.slice(end, to),
  );
  const shown = (lines: string[]) => (lines.length > 6 ? [...lines.slice(0, 3), '  …', ...lines.slice(-2)] : lines);
  return [...shown(before), ...shown(after)];
}
