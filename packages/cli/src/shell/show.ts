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
