// Of every value of a file it is said what became of it: restored, left out or refused. Nothing is dropped silently.

import { expect, it } from 'vitest';
import { bench } from '../update/bench.ts';
import { backupFrom, restored } from './on-boards.ts';

const boards = ['v3.5-24V', 'v3.6-24V', 'v3.6-56V'] as const;

it.each(boards.flatMap((from) => boards.map((to) => [from, to] as const)))('of a %s on a %s', async (from, to) => {
  const backup = await backupFrom(from);
  const { report } = await restored(bench(to), backup, []);
  const { values, skipped, refused } = report.configuration;
  const told = new Set([...values, ...skipped, ...refused].map(({ path }) => path));
  expect([...backup.values.keys()].filter((path) => !told.has(path))).toEqual([]);
});
