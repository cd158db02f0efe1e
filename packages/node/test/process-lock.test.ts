// A lock is as good as its owner: one that runs keeps it, one that is dead does not.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { takeProcessLock } from '../src/process-lock.ts';

function lockOf(owner: number | string) {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-lock-'));
  const path = join(folder, 'in-use');
  writeFileSync(path, String(owner));
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

it('is held by a running process', () => {
  using lock = lockOf(process.ppid);
  expect(takeProcessLock(lock.path)).toEqual({ taken: false, owner: process.ppid });
});

it.skipIf(process.platform !== 'linux')('is not held by another process with the number of a dead one', () => {
  using before = lockOf(`${process.ppid} 1`);
  expect(takeProcessLock(before.path)).toEqual({ taken: true });
  const [, , began] = /^(\d+) (\d+)$/.exec(readFileSync(before.path, 'utf8')) ?? [];
  expect(began).toBe(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19]);
  const parent = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
  using kept = lockOf(`${process.ppid} ${parent.slice(parent.lastIndexOf(')') + 2).split(' ')[19]}`);
  expect(takeProcessLock(kept.path)).toEqual({ taken: false, owner: process.ppid });
});

it('on a disk that is full leaves no file, which would pass for the one of another process', () => {
  using lock = lockOf('');
  rmSync(lock.path);
  using written = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw new Error('ENOSPC: no space left on device, write');
  });
  syncBuiltinESMExports();
  try {
    expect(() => takeProcessLock(lock.path)).toThrow('ENOSPC');
    expect(written).toHaveBeenCalledOnce();
  } finally {
    written.mockRestore();
    syncBuiltinESMExports();
  }
  expect(existsSync(lock.path)).toBe(false);
  expect(takeProcessLock(lock.path)).toEqual({ taken: true });
});

// A killed process whose parent does not look after it, as in a container without an init.
it.skipIf(process.platform !== 'linux')('is not held by a zombie process', async () => {
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [text] = await once(parent.stdout, 'data');
    const owner = Number(String(text));
    expect(owner).toBeGreaterThan(0);
    using lock = lockOf(owner);
    await expect.poll(() => takeProcessLock(lock.path), { timeout: 10_000 }).toEqual({ taken: true });
  } finally {
    parent.kill('SIGKILL');
  }
});
