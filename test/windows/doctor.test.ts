// What doctor asks of Windows: the programs it runs, and the registry they read.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { odflash, root, scratch } from '../cli/command.ts';
import { type CommandProcess, launcher } from '../cli/launch.ts';

/** Where Windows keeps what it once bound to an STM32's bootloader; one instance of our own. */
const instance = `HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_0483&PID_DF11\\${randomUUID()}`;

async function windows(...words: [string, ...string[]]): Promise<string> {
  using folder = scratch();
  const child: CommandProcess = launcher.start({ words, cwd: folder.path, env: {} });
  child.stdin.end();
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    text += bytes.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  return text;
}

/** What this project's own code, in Windows' Node, finds in the registry. */
async function found(): Promise<unknown> {
  const place = `file:///Z:${join(root, 'packages/node/dist/index.js')}`;
  const script = `const { bootloaderDriver } = await import('${place}'); console.log(JSON.stringify(await bootloaderDriver() ?? null));`;
  return JSON.parse(await windows(launcher.node, '--input-type=module', '-e', script));
}

afterAll(async () => {
  await windows('reg', 'delete', instance, '/f');
});

describe('the registry of Windows', () => {
  it('tells which driver a bootloader had, and nothing where there was none', async () => {
    expect(await found()).toBeNull();
    await windows('reg', 'add', instance, '/v', 'Service', '/t', 'REG_SZ', '/d', 'STTub30', '/f');
    expect(await found()).toBe('STTub30');
    await windows('reg', 'add', instance, '/v', 'Service', '/t', 'REG_SZ', '/d', 'WINUSB', '/f');
    expect(await found()).toBe('WINUSB');
  });
});

describe('odflash doctor in Windows', () => {
  it('loads the USB library, finds no board and says what to do', async () => {
    const run = await odflash(['doctor', '--json']);
    expect(run.lines()[0], run.stderr).toMatchObject({ type: 'finding', code: 'no-board' });
    expect(run.status).toBe(3);
  });

  it('says nothing of drivers for a board that is not plugged into this computer', async () => {
    const run = await odflash(['doctor', '--virtual', 'v3.6-56V']);
    expect([run.status, run.stdout.includes('WinUSB')], run.stdout).toEqual([0, false]);
  });
});
