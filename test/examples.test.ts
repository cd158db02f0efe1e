// An example for every entry of the libraries: compiled with the tests, and what it prints is what it says.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

const examples: readonly (readonly [string, string])[] = [
  ['core-ask', 'unlock=325E35633334 undefined'],
  ['core-board', 'odrive 6 2550 ms'],
  ['core-bytes', '0x08000002 a\\u001b[2Jb'],
  ['core-checks', 'true false'],
  ['core-dfu', '64 Internal Flash'],
  ['core-diagnosis', 'true true'],
  ['core-discovery', 'runtime rom 2'],
  ['core-flash', 'v3.6-56V true 8'],
  ['core-image', 'ODrive v3.6-56V 64'],
  ['core-odrive', '5 true'],
  ['core-ports', 'v3.6-56V 0'],
  ['core-retry', '3'],
  ['core-running', '0.5.6 true entered'],
  ['core-stlink', '2.9 2ba01477 odrive'],
  ['core-swd', 'verified started'],
  ['core-target', 'v3.6-56V v3.5-24V'],
  ['core-trace', '1 list devices'],
  ['core-update', 'changed true'],
  ['node', '0.5.6 https://github.com/odriverobotics/ODrive/releases'],
  ['messages', 'bad-file - the file is empty'],
  ['messages-languages', '3 true true'],
  ['usbip', '1'],
];

const root = fileURLToPath(new URL('../', import.meta.url));

/** Every entry of a published library, as it is imported. */
const entries = ['core', 'messages', 'node', 'usbip', 'virtual'].flatMap((name) => {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  return Object.keys(manifest.exports).map((entry) => `@odflash/${name}${entry.slice(1)}`);
});
const sources = ['test/examples', 'test/readme'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((file) => readFileSync(join(root, folder, file), 'utf8')),
);

test.each(entries)('the entry %s is imported by an example', (entry) => {
  expect(sources.some((source) => source.includes(`from '${entry}'`))).toBe(true);
});

test.each(examples)('the example %s prints %s', async (name, printed) => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(`./examples/${name}.ts`);
    expect(log.mock.lastCall?.map(String).join(' ')).toBe(printed);
  } finally {
    log.mockRestore();
  }
});
