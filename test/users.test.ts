// The page of what users asked for names a test for each row; a name that is gone is a promise without a test.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/users.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line));

/** Of the list that the page was made from: what has nothing to do with a web page. */
const numbers = [1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 27, 28, 29];

it('docs/users.md has every row', () => {
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(numbers);
});

it.each(rows)('the test that shows it is there: %s', (row) => {
  const named = [...row.matchAll(/`([\w/.-]+\.test\.ts)` "([^"]+)"/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, file = '', title = ''] of named) expect(readFileSync(join(root, file), 'utf8'), file).toContain(title);
});
