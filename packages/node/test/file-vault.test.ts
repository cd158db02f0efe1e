import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheFolder, fileVault, noVault, stateFolder } from '../src/index.ts';

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'odflash-vault-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a vault of files', () => {
  it('keeps, replaces, lists and removes', async () => {
    using place = folder();
    const vault = fileVault(join(place.path, 'not', 'there', 'yet'));
    expect(await vault.list('')).toEqual([]);
    expect(await vault.get('undo-1.dfu')).toBeUndefined();
    await vault.put('undo-1.dfu', bytes('old'));
    await vault.put('undo-1.dfu', bytes('new'));
    await vault.put('undo-2.dfu', bytes('other'));
    await vault.put('journal-1.json', bytes('{}'));
    expect(await vault.get('undo-1.dfu')).toEqual(bytes('new'));
    expect(await vault.list('undo-')).toEqual(['undo-1.dfu', 'undo-2.dfu']);
    expect(await vault.list('')).toEqual(['journal-1.json', 'undo-1.dfu', 'undo-2.dfu']);
    expect(readFileSync(vault.locate('undo-1.dfu'), 'utf8')).toBe('new');
    await vault.remove('undo-1.dfu');
    await vault.remove('undo-1.dfu');
    expect(await vault.list('undo-')).toEqual(['undo-2.dfu']);
  });

  it('is empty, not broken, while its folder does not exist', async () => {
    using place = folder();
    const vault = fileVault(join(place.path, 'nowhere'));
    await vault.remove('x');
    expect(await vault.list('')).toEqual([]);
    expect(readdirSync(place.path)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'reports where no folder can be made, and does not retry forever',
    async () => {
      await expect(fileVault('/proc/not/there').put('x', bytes('x'))).rejects.toThrow(/ENOENT.*\/proc\/not'/);
      expect(await fileVault('/proc/not/there').list('')).toEqual([]);
    },
  );

  it('takes any name and never leaves its folder', async () => {
    using place = folder();
    const inside = join(place.path, 'vault');
    const vault = fileVault(inside);
    const names = ['../escape', 'a/b\\c', '.hidden', 'NUL', 'com1.txt', 'end.', 'Ünïcode 名', '%41', ' ', 'a:b*?"<>|'];
    for (const name of names) await vault.put(name, bytes(name));
    for (const name of names) expect(await vault.get(name)).toEqual(bytes(name));
    expect(await vault.list('')).toEqual([...names].sort());
    expect(readdirSync(place.path)).toEqual(['vault']);
    for (const file of readdirSync(inside)) expect(file).toMatch(/^[A-Za-z0-9%_-][A-Za-z0-9%._-]*$/);
  });

  it('gives two names two files', () => {
    const vault = fileVault('/vault');
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(vault.locate(a) === vault.locate(b)).toBe(a === b);
        expect(vault.locate(a).startsWith(`${sep}vault${sep}`)).toBe(true);
      }),
    );
  });

  it('does not show what is not its own, half-written files above all', async () => {
    using place = folder();
    writeFileSync(join(place.path, '.123-1.part'), 'half');
    writeFileSync(join(place.path, 'with blank'), 'foreign');
    writeFileSync(join(place.path, 'bad%ZZ'), 'foreign');
    expect(await fileVault(place.path).list('')).toEqual([]);
  });

  it('writes where a process of the same number was killed while it wrote, as process 1 of a container is each time', async () => {
    using place = folder();
    for (let write = 1; write <= 300; write++) writeFileSync(join(place.path, `.${process.pid}-${write}.part`), 'half');
    const vault = fileVault(place.path);
    await vault.put('a', bytes('whole'));
    expect(await vault.get('a')).toEqual(bytes('whole'));
  });

  it('leaves the old file and no half one when writing fails', async () => {
    using place = folder();
    const vault = fileVault(place.path);
    mkdirSync(join(place.path, 'taken', 'by-a-folder'), { recursive: true });
    await expect(vault.put('taken', bytes('x'))).rejects.toMatchObject({ code: /EISDIR|ENOTEMPTY|EEXIST|EPERM/ });
    expect(readdirSync(place.path)).toEqual(['taken']);
  });

  it('passes on what the file system says', async () => {
    using place = folder();
    writeFileSync(join(place.path, 'file'), '');
    await expect(fileVault(join(place.path, 'file')).put('x', bytes('x'))).rejects.toMatchObject({
      code: /ENOTDIR|EEXIST/,
    });
    if (process.getuid?.() === 0) return;
    chmodSync(place.path, 0o500);
    await expect(fileVault(place.path).put('x', bytes('x'))).rejects.toMatchObject({ code: 'EACCES' });
    chmodSync(place.path, 0o700);
  });

  it('keeps one whole file when several write the same name at once', async () => {
    using place = folder();
    const vault = fileVault(place.path);
    const versions = Array.from({ length: 8 }, (_, i) => new Uint8Array(50_000).fill(i));
    await Promise.all(versions.map((version) => vault.put('same', version)));
    const kept = await vault.get('same');
    expect(versions.some((version) => Buffer.compare(version, kept ?? bytes('')) === 0)).toBe(true);
    expect(readdirSync(place.path)).toEqual(['same']);
  });

  it('gives a new name to one of several that take it at once, and replaces nothing with it', async () => {
    using place = folder();
    const versions = Array.from({ length: 8 }, (_, i) => new Uint8Array(50_000).fill(i));
    const done = await Promise.all(versions.map((version) => fileVault(place.path).putNew?.('same', version)));
    expect(done.filter((isNew) => isNew)).toHaveLength(1);
    expect(await fileVault(place.path).get('same')).toEqual(versions[done.indexOf(true)]);
    expect(await fileVault(place.path).putNew?.('same', bytes('late'))).toBe(false);
    expect(readdirSync(place.path)).toEqual(['same']);
  });
});

describe('the folder for what must outlive the program', () => {
  it.each([
    ['linux', {}, '/home/me/.local/state/odflash'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/odflash'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/me/.local/state/odflash'],
    ['darwin', {}, '/home/me/Library/Application Support/odflash'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/odflash'],
    ['win32', { LOCALAPPDATA: '' }, '/home/me/AppData/Local/odflash'],
  ] as const)('on %s with %j', (platform, env, expected) => {
    expect(stateFolder({ platform, env, home: '/home/me' })?.replaceAll('\\', '/')).toBe(expected);
  });
});

describe('without a home', () => {
  it('there is a folder only where the environment names one', () => {
    const nowhere = { platform: 'linux', env: {}, home: undefined } as const;
    expect([stateFolder(nowhere), cacheFolder(nowhere)]).toEqual([undefined, undefined]);
    const named = { ...nowhere, env: { XDG_STATE_HOME: '/state', XDG_CACHE_HOME: '/cache' } };
    expect([stateFolder(named), cacheFolder(named)]).toEqual(['/state/odflash', '/cache/odflash']);
  });

  it('nothing is found, and keeping something is refused', async () => {
    expect([await noVault.get('x'), await noVault.list('')]).toEqual([undefined, []]);
    await noVault.remove('x');
    await expect(noVault.put('x', bytes('x'))).rejects.toThrow(/HOME/);
  });
});

describe('a lock in the vault', () => {
  it('is taken by its own process as often as it likes, is no file of the vault, and goes with the last of them', async () => {
    using place = folder();
    const vault = fileVault(place.path);
    const first = await vault.lock?.('board-at-1-2');
    const second = await fileVault(place.path).lock?.('board-at-1-2');
    expect([first, second]).not.toContain(undefined);
    expect(await vault.list('')).toEqual([]);
    expect(readdirSync(place.path)).toEqual(['.lock-board-at-1-2']);
    await first?.[Symbol.asyncDispose]();
    expect(readdirSync(place.path)).toHaveLength(1);
    await second?.[Symbol.asyncDispose]();
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('is not given as long as another process holds it', async () => {
    using place = folder();
    writeFileSync(join(place.path, '.lock-board-at-1-2'), String(process.ppid));
    expect(await fileVault(place.path).lock?.('board-at-1-2')).toBeUndefined();
  });

  it('is looked at without being taken: held by others as long as they run, not by its own process', async () => {
    using place = folder();
    const vault = fileVault(join(place.path, 'not', 'there'));
    expect(await vault.isLocked?.('board-at-1-2')).toBe(false);
    expect(readdirSync(place.path)).toEqual([]);
    await using _own = await vault.lock?.('board-at-1-2');
    expect(await vault.isLocked?.('board-at-1-2')).toBe(false);
    writeFileSync(join(dirname(vault.locate('x')), '.lock-board-at-1-3'), String(process.ppid));
    expect(await vault.isLocked?.('board-at-1-3')).toBe(true);
    const ended = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(join(dirname(vault.locate('x')), '.lock-board-at-1-4'), String(ended));
    expect(await vault.isLocked?.('board-at-1-4')).toBe(false);
  });
});
