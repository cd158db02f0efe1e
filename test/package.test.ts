// What npm ships: the tarballs alone, installed in an empty folder, flash a virtual board and import as libraries.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceEntries } from './support/source-entries.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const packages = ['core', 'messages', 'virtual', 'usbip', 'node', 'cli'];
const npm = process.env.npm_execpath ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');

let folder = '';

function run(args: readonly string[], cwd: string): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'odflash-package-'));
  // The scripts of a package build it; the build under test is there already, and other tests are running on it.
  const pack = ['pack', '--ignore-scripts', '--pack-destination', folder];
  run([npm, ...pack, ...packages.map((name) => `./packages/${name}`)], root);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  expect(tarballs).toHaveLength(packages.length);
  run([npm, 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs.map((name) => `./${name}`)], folder);
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

const installed = (name: string) => join(folder, 'node_modules', name === 'cli' ? 'odflash' : `@odflash/${name}`);

test.each(packages)(
  'the package %s has a readme, a licence, and no map or source that only the repository has',
  (name) => {
    const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(files.filter((file) => /\.map$|tsbuildinfo|^(src|test|build)\b/.test(file))).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ license: 'MIT', keywords: expect.any(Array), description: expect.any(String) });
  },
);

test('the command that was installed flashes a virtual board, and explains its own errors', () => {
  const command = join(installed('cli'), 'bin/odflash.js');
  const image = join(root, 'samples/built/odflash-sample-2.0.0.hex');
  const board = ['--virtual', 'v3.6-56V+dfu', '--virtual-state', join(folder, 'board'), '--yes', '--json'];
  const lines = run([command, 'flash', image, ...board], folder)
    .trim()
    .split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'result', ok: true, board: 'verified' });
  expect(run([command, 'explain', 'driver-missing'], folder)).toContain('Zadig');
});

/** npx as npm ships it; without a network, it takes what was installed before. */
function npx(args: readonly string[], cwd: string) {
  const env = { ...process.env, npm_config_offline: 'true', NO_COLOR: '1' };
  return spawnSync(process.execPath, [join(dirname(npm), 'npx-cli.js'), ...args], { cwd, encoding: 'utf8', env });
}

test('one line with npx flashes a virtual board from the tarball in an empty folder, and what it prints runs there', () => {
  const empty = mkdtempSync(join(tmpdir(), 'odflash-empty-'));
  const tarball = join(folder, readdirSync(folder).find((name) => /^odflash-\d/.test(name)) ?? '');
  const image = join(root, 'samples/built/odflash-sample-2.0.0.hex');
  try {
    const board = ['--virtual', 'v3.6-56V+dfu', '--virtual-state', 'board'];
    const flashed = npx(
      ['--yes', `--package=${tarball}`, 'odflash', 'flash', image, ...board, '--yes', '--no-start'],
      empty,
    );
    expect([flashed.status, flashed.stderr]).toEqual([0, expect.stringContaining('Verified: the board contains')]);
    const [, back = ''] = /^ {2}npx (--yes --package=\S+ odflash restore .*)$/m.exec(flashed.stderr) ?? [];
    const restored = npx([...back.split(' '), '--yes'], empty);
    expect([restored.status, restored.stderr], back).toEqual([0, expect.stringContaining('Verified')]);
    expect(readdirSync(empty)).toEqual(['board']);
  } finally {
    rmSync(empty, { recursive: true });
    forgetNpx();
  }
}, 240_000);

/** npx keeps what it installs, and does not fetch that tarball again. */
function forgetNpx(): void {
  const kept = join(run([npm, 'config', 'get', 'cache'], folder).trim(), '_npx');
  for (const name of readdirSync(kept)) {
    const manifest = join(kept, name, 'package.json');
    if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes(folder))
      rmSync(join(kept, name), { recursive: true });
  }
}

test('the command brings the licence of everything that is bundled in it', () => {
  const built = join(root, 'packages/cli/dist');
  const maps = readdirSync(built).filter((name) => name.endsWith('.map'));
  const sources = maps.map((name) => readFileSync(join(built, name), 'utf8')).join('\n');
  const bundled = sources.matchAll(/node_modules\/((?:@[^/"]+\/)?[^/"]+)/g);
  const licences = readFileSync(join(installed('cli'), 'dist/third-party-licences.txt'), 'utf8');
  const names = new Set(Array.from(bundled, ([, name]) => name));
  expect(names).toContain('commander');
  for (const name of names) expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\(.*\\)\\n[^]*?Copyright`, 'm'));
});

test("the libraries that were installed run the README's example", () => {
  const samples = join(root, 'samples/built').replaceAll('\\', '/');
  const example = readFileSync(join(root, 'test/readme/library-example.ts'), 'utf8').replace('samples/built', samples);
  // The example has no types of its own, so what runs is what is printed.
  writeFileSync(join(folder, 'example.mjs'), example);
  expect(run(['example.mjs'], folder)).toMatch(/^verified; to go back: .*undo-.*\.dfu$/m);
});

const oldest = createRequire(join(root, 'package.json')).resolve('typescript-oldest/bin/tsc');
const newest = join(root, 'node_modules/typescript/bin/tsc');
const entries = ['core', 'messages', 'virtual', 'usbip', 'node'].flatMap((name) =>
  Object.keys(sourceEntries(root)).filter((entry) => new RegExp(`^@odflash/${name}(/|$)`).test(entry)),
);

test.each([
  ['5.4, the oldest that is supported', oldest],
  ['the one this project is built with', newest],
])(
  'every entry of the libraries has types that TypeScript %s accepts without skipLibCheck',
  (_, compiler) => {
    const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}';\nvoid entry${index};`);
    writeFileSync(join(folder, 'consumer.mts'), imports.join('\n'));
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      // Signals and streams are the platform's; `using` came with 5.2.
      lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.mts'] }));
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  },
  120_000,
);
