import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootGuest, type Guest, guestNode, guestProject } from './machine/guest.ts';

describe('the guest', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest[Symbol.asyncDispose]());

  test('runs a program and keeps its status and both outputs apart', async () => {
    const done = await guest.run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(done).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false });
  });

  test('kills a program and its children after their time', async () => {
    const done = await guest.run(['sh', '-c', 'sleep 100 & sleep 100; echo late'], { timeoutMs: 500 });
    expect(done).toMatchObject({ timedOut: true, stdout: '' });
    expect((await guest.run(['sh', '-c', 'ps -e | grep sleep'])).stdout).toBe('');
  });

  test('reports 127 for a program that does not exist', async () => {
    expect((await guest.run(['/no/such/program'])).status).toBe(127);
  });

  test('runs programs side by side', async () => {
    const slow = guest.run(['sleep', '1']);
    const quick = guest.run(['true']);
    expect(await Promise.race([slow.then(() => 'slow'), quick.then(() => 'quick')])).toBe('quick');
    await slow;
  });

  test('has a clock that does not run ahead of the host, however busy that was at the boot', async () => {
    const begun = performance.now();
    await guest.run(['sleep', '2']);
    expect(performance.now() - begun).toBeGreaterThan(1_950);
  });

  test('lets a program continue, shows what it prints meanwhile, and ends it', async () => {
    const running = await guest.start(['sh', '-c', 'echo begun; sleep 100']);
    await expect.poll(() => running.printed(), { timeout: 10_000 }).toEqual({ stdout: 'begun\n', stderr: '' });
    expect(await running.stop()).toEqual({ status: 130, stdout: 'begun\n', stderr: '', timedOut: false });
  });

  test('shares a folder both ways', async () => {
    writeFileSync(join(guest.share, 'in'), Buffer.from([0, 255, 10, 13]));
    expect((await guest.run(['sh', '-c', 'cat /share/in /share/in > /share/out'])).status).toBe(0);
    expect([...readFileSync(join(guest.share, 'out'))]).toEqual([0, 255, 10, 13, 0, 255, 10, 13]);
    expect((await guest.run(['touch', `${guestProject}/touched`])).status).not.toBe(0);
  });

  test('runs a program without rights', async () => {
    expect((await guest.run(['id', '-un'], { user: 'nobody' })).stdout).toBe('nobody\n');
    expect((await guest.run(['cat', '/dev/mem'], { user: 'nobody' })).stderr).toMatch(/Permission denied/);
  });

  test('has this Node and the project', async () => {
    const done = await guest.run([...guestNode, '-p', 'process.version'], { cwd: guestProject });
    expect(done.stdout.trim()).toBe(process.version);
  });
});
