// What a start loads before it is known what is wanted: --help waits for it.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const built = (name: string) => readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8');

it('the command starts from two files, without the sentences of the catalogue', () => {
  const [, start = ''] = /import "\.\/(start-[^"]+\.js)"/.exec(built('main.js')) ?? [];
  expect(built(start)).not.toMatch(/^import .* from "\.\//m);
  expect(built(start).length).toBeLessThan(200_000);
});
