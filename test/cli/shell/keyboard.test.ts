// odflash shell in a terminal of the system, where a plot listens to the keyboard itself.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { systemClock } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { programUnderTest } from '../launch.ts';

const script = '/usr/bin/script';

describe.runIf(process.platform === 'linux' && existsSync(script))('in a terminal of the system', () => {
  it('Ctrl-C ends a plot and not the shell', async () => {
    using folder = scratch();
    const words = [...programUnderTest(), 'shell', '--virtual', 'v3.6-56V,time=real'];
    const child = spawn(script, ['-qfec', words.map((word) => `'${word}'`).join(' '), '/dev/null'], {
      env: { ...process.env, XDG_STATE_HOME: folder.at('state'), TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: '', CI: '' },
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (shown += String(text)));
    const type = async (keys: string, until: RegExp) => {
      const from = shown.length;
      child.stdin.write(keys);
      while (!until.test(shown.slice(from))) {
        if (child.exitCode !== null) throw new Error(`ended before ${until} was shown: ${shown.slice(from)}`);
        await systemClock.sleep(10);
      }
    };
    try {
      await type('', /> /);
      await type('plot(() => [odrv0.vbus_voltage])\r', /q end/);
      await type('\x03', /samples of|odflash explain/);
      await type('"still" + " here"\r', /still here/);
    } finally {
      child.kill();
    }
    expect(shown).not.toContain('odflash explain');
  });
});
