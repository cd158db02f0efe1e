// odflash shell in a terminal of the system, where a plot listens to the keyboard itself, and Ctrl-C is a signal while code runs.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { scratch } from '../command.ts';
import { hasSystemTerminal, systemTerminal } from './system-terminal.ts';

vi.setConfig({ testTimeout: 60_000 });

const shell = ['shell', '--virtual', 'v3.6-56V,time=real'];

describe.runIf(hasSystemTerminal)('in a terminal of the system', () => {
  it('Ctrl-C ends a plot and not the shell', async () => {
    using folder = scratch();
    using terminal = systemTerminal(shell, folder);
    await terminal.type('', /> /);
    await terminal.type('plot(() => [odrv0.vbus_voltage])\r', /q end/);
    await terminal.type('\x03', /samples? of|odflash explain/);
    await terminal.type('"still" + " here"\r', /still here/);
    expect(terminal.shown).not.toContain('odflash explain');
  });

  it('Ctrl-C ends code that blocks the event loop, and sets a motor that was started to IDLE', async () => {
    using folder = scratch();
    const board = ['--virtual', 'v3.6-56V,time=real,motor=ready,serial=0123456789AB'];
    using terminal = systemTerminal(['shell', ...board, '--consent', 'move=0123456789AB:axis0'], folder);
    await terminal.type('', /> /);
    await terminal.type('odrv0.axis0.requested_state = 8\r', /\n8\r?\n/);
    await terminal.type('console.log("be" + "gun"); while (true);\r', /begun/);
    await terminal.type('\x03', /odrv0\.axis0 was set to IDLE/);
    expect(terminal.shown).toContain('Interrupted.');
    await terminal.type('odrv0.axis0.current_state\r', /\n1\r?\n/);
    expect(terminal.shown).not.toMatch(/ERR_|odflash explain/);
  });

  it('the history of a shell is saved for the next one, readable by its owner only', async () => {
    using folder = scratch();
    const history = folder.at('state/odflash/shell-history');
    {
      using first = systemTerminal(shell, folder);
      await first.type('', /> /);
      await first.type('"first" + " line"\r', /first line/);
      await first.type('\x04', /(?:)/);
      expect(await first.ended).toBe(0);
      expect(first.shown).not.toMatch(/history/i);
    }
    expect(readFileSync(history, 'utf8')).toContain('"first" + " line"');
    expect(statSync(history).mode & 0o777).toBe(0o600);
    writeFileSync(history, Array.from({ length: 1_200 }, (_, index) => `"typed ${index}"`).join('\n'));
    using second = systemTerminal(shell, folder);
    await second.type('', /> /);
    await second.type('\x1b[A', /typed 0/);
    await second.type('\r', /'typed 0'/);
    await second.type('\x04', /(?:)/);
    await second.ended;
    expect(readFileSync(history, 'utf8').trim().split('\n')).toHaveLength(1_000);
  });

  it('a shell whose history cannot be saved reports why, and runs', async () => {
    using folder = scratch();
    mkdirSync(folder.at('state/odflash/shell-history'), { recursive: true });
    using terminal = systemTerminal(shell, folder);
    await terminal.type('', /> /);
    await terminal.type('"still" + " runs"\r', /still runs/);
    expect(terminal.shown).toMatch(/history of this shell is not saved:\s+\S+shell-history is a folder/);
    expect(terminal.shown).not.toMatch(/REPL session/);
  });
});
