// On a terminal there are escapes of our own; those from outside must not pass for them.

import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { hostileServer } from './server.ts';
import { expectShowable } from './text.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Colours that odflash uses itself, a cursor movement, and the marks it has for colours inside. */
const colours = '\u001b[32mok\u001b[39m\u001b[1A\ufdd0bold\ufde0 \ufdd3unended';

/** What odflash itself sends: colours as styleText has them, cursor up, and clear to the end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's language is made of them
const own = /\u001b\[(?:[0-9;]*m|\d+A\r\u001b\[J)/g;

describe('a device that calls itself by escapes a terminal obeys', () => {
  it.each([[['list']], [['info']], [['doctor']], [['info', '--serial', 'x']]])(
    'gets no colour and no cursor out of odflash %s on a terminal',
    async (words) => {
      vi.stubEnv('TERM', 'xterm-256color');
      vi.stubEnv('NO_COLOR', undefined);
      vi.stubEnv('CI', undefined);
      try {
        await hostileServer({ profile: 'v3.6-56V+dfu', strings: colours }, async (server) => {
          const run = await odflashInProcess([...words, '--usbip', server], { terminal: true });
          const text = run.stdout + run.stderr;
          expect(text).toContain('\\u001b[32mok');
          expect(text).not.toContain('\u001b[32mok\u001b[39m\u001b');
          expectShowable(text.replaceAll(own, ''));
        });
      } finally {
        vi.unstubAllEnvs();
      }
    },
  );

  it('leaves our own colours where they belong', async () => {
    using folder = scratch();
    vi.stubEnv('TERM', 'xterm-256color');
    vi.stubEnv('NO_COLOR', undefined);
    writeFileSync(folder.at('x.hex'), ':00000001FF\n');
    try {
      const run = await odflashInProcess(['flash', folder.at('x.hex'), '--virtual', 'v3.6-56V+dfu'], {
        terminal: true,
      });
      expect(run.stderr).toContain('\u001b[31merror:\u001b[39m');
      const doctor = await odflashInProcess(['doctor', '--virtual', 'v3.6-56V+dfu'], { terminal: true });
      expect(doctor.stdout).toContain('\u001b[32mok      \u001b[39m');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
