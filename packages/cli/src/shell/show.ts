// What a result looks like: objects of a board as the values in them, everything else as Node shows it.

import { inspect } from 'node:util';
import { formatSetting } from '@odflash/core/configuration';
import type { PropertyValue } from '@odflash/core/odrive';
import { placeOf } from '@odflash/core/running';
import { columns } from '../render/table.ts';

/** A text that is shown as it stands. */
export interface Shown {
  readonly text: string;
  /** The same for a script. */
  readonly value: unknown;
}

const shownTexts = new WeakSet<object>();

function shownAs(text: string, value: unknown): Shown {
  const result = { text, value, [inspect.custom]: () => text };
  shownTexts.add(result);
  return result;
}

export function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && shownTexts.has(value);
}

/** A result at the prompt. Node's own form of a proxy is what it is made of, not what it says of itself. */
export function shownResult(value: unknown, colors: boolean): string {
  const text = inspect(value, { colors });
  return isError(value) ? withoutOurPlaces(text) : text;
}

/** Also one of another realm, which is not an instance of our class. */
function isError(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Error]';
}

/** A stack to the outermost place in what was typed: what is below it is how it came to be run. */
function withoutOurPlaces(text: string): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^\s+at .*REPL\d+:\d+/.test(line));
  const end = lines.findIndex((line, index) => index > last && !/^\W*(?:\d+m)?\s*at /.test(line));
  if (last < 0) return text;
  // What else belongs to the error begins at the end of the last place.
  const brace = end > last + 1 && lines[end - 1]?.endsWith(' {') ? ' {' : '';
  const kept = [...lines.slice(0, last), `${lines[last]}${brace}`];
  return [...kept, ...(end < 0 ? [] : lines.slice(end))].join('\n');
}

/** The values in an object of a board, read now; anything else as it is. Awaits what can be awaited. */
export async function readable(result: unknown): Promise<unknown> {
  // A function that gives back an object of a board is not called, and a promise of one is awaited.
  const value = await result;
  const place = placeOf(value);
  if (!place) return value;
  const { session, path } = place;
  const node = path === '' ? session.tree.root : session.tree.nodes.get(path);
  if (node?.kind !== 'object') return value;
  const properties = node.members.filter(({ kind }) => kind === 'property');
  const values = await session.readMany(properties.map((one) => one.path));
  const byName = new Map(properties.map(({ name }, index) => [name, values[index]]));
  const rows = node.members.map((member) => {
    if (member.kind === 'object') return [member.name, '{…}'];
    if (member.kind === 'function') return [`${member.name}(${member.inputs.map(({ name }) => name).join(', ')})`, ''];
    return [member.name, formatSetting(byName.get(member.name) as PropertyValue)];
  });
  return shownAs(columns(rows, ''), Object.fromEntries(byName));
}
