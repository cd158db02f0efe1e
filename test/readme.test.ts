// What the README shows is what happens.

import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

test('the library example in the README flashes and verifies a board', async () => {
  const example = readFileSync(new URL('test/readme/library-example.ts', root), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('./readme/library-example.ts');
  const said = log.mock.lastCall?.[0];
  log.mockRestore();
  expect(said).toMatch(/^verified; to go back: .*undo-.*\.dfu$/);
});

test('every command in the README is an npm script or a command of odflash', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name).filter((name) => name !== 'ci');
  expect(named.filter((name) => !(String(name) in scripts))).toEqual([]);
});
