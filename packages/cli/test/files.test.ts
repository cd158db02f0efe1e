import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../../../test/support/in-english.ts';
import { claimOutput, readInput } from '../src/files.ts';

/** No file here is standard output. */
const output = {
  outlet: () => {
    throw new Error('not asked for');
  },
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'odflash-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const posix = process.platform !== 'win32';
const root = process.getuid?.() === 0;

describe('reading a file a person named', () => {
  it('gives its bytes', async () => {
    writeFileSync(join(folder, 'a'), Buffer.from([1, 2, 3]));
    expect([...(await readInput(join(folder, 'a')))]).toEqual([1, 2, 3]);
  });

  it('says that there is none', async () => {
    await expect(readInput(join(folder, 'a'))).rejects.toMatchObject({
      code: 'file-unreadable',
      text: saying(/does not exist/),
    });
  });

  it('says that it is a folder', async () => {
    await expect(readInput(folder)).rejects.toMatchObject({
      code: 'file-unreadable',
      text: saying(/folder/),
    });
  });

  it('says that the path goes through a file', async () => {
    writeFileSync(join(folder, 'a'), '');
    await expect(readInput(join(folder, 'a', 'b'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('refuses a file no firmware can be as large as, before reading it', async () => {
    writeFileSync(join(folder, 'big'), '');
    truncateSync(join(folder, 'big'), 200 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    await expect(readInput(join(folder, 'big'))).rejects.toMatchObject({
      code: 'bad-file',
      text: saying(/200 MiB/),
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it.runIf(posix)('does not wait for a pipe without a writer', async () => {
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    await expect(readInput(join(folder, 'pipe'))).rejects.toMatchObject({
      code: 'file-unreadable',
      text: saying(/pipe/),
    });
  });

  it.runIf(posix)('does not read devices', async () => {
    await expect(readInput('/dev/zero')).rejects.toMatchObject({
      code: 'file-unreadable',
      text: saying(/device/),
    });
  });

  it.runIf(posix)('does not follow links in circles', async () => {
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    symlinkSync(join(folder, 'b'), join(folder, 'a'));
    await expect(readInput(join(folder, 'a'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it.runIf(posix && !root)('says that it may not', async () => {
    writeFileSync(join(folder, 'a'), 'x');
    chmodSync(join(folder, 'a'), 0);
    await expect(readInput(join(folder, 'a'))).rejects.toMatchObject({
      code: 'file-unreadable',
      text: saying(/permission denied/),
    });
  });
});

describe('writing a file a person named', () => {
  it('writes it whole and leaves nothing else behind', async () => {
    const file = await claimOutput(join(folder, 'out'), { output });
    await file.write(Uint8Array.of(1, 2));
    expect([...readFileSync(join(folder, 'out'))]).toEqual([1, 2]);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('does not touch an existing file unless it is forced to', async () => {
    writeFileSync(join(folder, 'out'), 'old');
    await expect(claimOutput(join(folder, 'out'), { output })).rejects.toMatchObject({
      code: 'file-unwritable',
      exit: 5,
    });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('old');
    await (await claimOutput(join(folder, 'out'), { force: true, output })).write(Buffer.from('new'));
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('new');
  });

  it('never replaces a folder or a device, forced or not', async () => {
    mkdirSync(join(folder, 'sub'));
    await expect(claimOutput(join(folder, 'sub'), { force: true, output })).rejects.toMatchObject({
      code: 'file-unwritable',
    });
    if (posix)
      await expect(claimOutput('/dev/null', { force: true, output })).rejects.toMatchObject({
        code: 'file-unwritable',
      });
  });

  it('says before the work that there is no such folder', async () => {
    await expect(claimOutput(join(folder, 'none', 'out'), { output })).rejects.toMatchObject({
      code: 'file-unwritable',
      text: saying(/folder/),
    });
  });

  it('writes where a process of the same number was killed while it wrote', async () => {
    const left = `.out.${process.pid}.part`;
    writeFileSync(join(folder, left), 'half');
    await (await claimOutput(join(folder, 'out'), { output })).write(Buffer.from('whole'));
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('whole');
    expect(readdirSync(folder).sort()).toEqual([left, 'out']);
  });

  it('writes a file whose name is as long as a file system takes', async () => {
    const name = 'x'.repeat(255);
    await (await claimOutput(join(folder, name), { output })).write(Uint8Array.of(1));
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('leaves no half file where the write fails', async () => {
    const file = await claimOutput(join(folder, 'out'), { output });
    mkdirSync(join(folder, 'out'));
    await expect(file.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(readdirSync(folder)).toEqual(['out']);
  });
});
