// Boards at a server on Linux, and the lock of a board, seen from Windows.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { keptBoard, odflash, root, scratch } from '../cli/command.ts';
import { exported } from '../cli/exported.ts';
import { firmwareFile } from '../cli/running.ts';
import { smallFile, smallSample } from '../cli/samples.ts';

/** `odflash virtual` on this system, not in Windows, for as long as the result is used. */
async function linuxServer(words: readonly string[]): Promise<AsyncDisposable & { readonly server: string }> {
  const command = join(root, 'packages/cli/bin/odflash.js');
  const child: ChildProcess = spawn(process.execPath, [command, 'virtual', '--listen', '127.0.0.1:0', ...words]);
  if (!child.stderr || !child.stdout) throw new Error('no streams');
  const announced = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          const server = /--usbip (\S+)/.exec(line)?.[1];
          if (server !== undefined) resolve(server);
        });
  });
  const server = await announced;
  return {
    server,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'close');
      child.kill('SIGINT');
      await ended;
    },
  };
}

describe('over USB/IP to a server on Linux', () => {
  it('a board is listed, flashed and read back', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    await using linux = await linuxServer(['--profile', 'v3.6-56V+dfu', '--virtual-state', folder.at('board')]);
    const { server } = linux;
    const listed = await odflash(['list', '--usbip', server]);
    expect(listed.stdout, listed.stderr).toContain('DFU');
    const where = ['--usbip', server, '--backup-dir', folder.at('undo'), '--no-start'];
    const run = await odflash(['flash', smallFile(folder, '2.0.0'), ...where, '--yes', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
    const image = smallSample('2.0.0');
    expect(Buffer.compare(board.bytes(0x0800_0000, image.length), image)).toBe(0);
  });

  it('a running board is updated, with its configuration', async () => {
    using folder = scratch();
    const file = firmwareFile(folder, 'v3.6-56V', '0.5.6');
    await using linux = await linuxServer(['--profile', 'v3.6-56V,firmware=0.5.5', '--virtual-state', folder.at('b')]);
    const where = ['--usbip', linux.server, '--backup-dir', folder.at('undo')];
    const run = await odflash(['update', file, ...where, '--yes', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, firmware: { before: '0.5.5', after: '0.5.6' } });
    // A board elsewhere needs no driver here.
    expect(run.stderr).not.toContain('Zadig');
  });
});

describe('the lock of a board', () => {
  it('keeps a second process from it, ends with Ctrl-C and with a killed owner', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const [, profile = ''] = board.options;
    const ended = await exported(['--profile', profile, '--virtual-state', folder.at('board')], async () => {
      const second = await odflash(['list', ...board.options, '--json']);
      expect(second.last(), second.stderr).toMatchObject({ code: 'device-busy', exit: 4 });
    });
    expect([ended.status, ended.signal]).toEqual([0, null]);
    expect((await odflash(['list', ...board.options])).status).toBe(0);
    // What a process leaves that was ended from outside.
    const words = ['virtual', '--listen', '127.0.0.1:0', '--profile', profile, '--virtual-state', folder.at('board')];
    const killed = await odflash([...words, '--json'], {
      onLine: (line, child) => line.includes('--usbip') && child.kill('SIGKILL'),
    });
    expect(killed.signal).toBe('SIGKILL');
    expect((await odflash(['list', ...board.options])).status).toBe(0);
  });
});

describe('standard input', () => {
  it('brings a pasted terminal to explain, in UTF-16 as PowerShell writes it', async () => {
    const text = 'Erasing...\r\nValueError: The device has no langid\r\n';
    const plain = await odflash(['explain'], { input: text });
    expect([plain.status, plain.stdout]).toEqual([0, expect.stringContaining('To do:')]);
    const utf16 = await odflash(['explain'], { input: Buffer.from(`\ufeff${text}`, 'utf16le') });
    expect(utf16.stdout).toBe(plain.stdout);
  });
});
