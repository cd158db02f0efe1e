// What a device or a USB/IP server says of itself goes to no terminal as it came.

import { readFileSync } from 'node:fs';
import { describe, it, vi } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { hostileServer } from './server.ts';
import { expectSaidInJson, expectShowable, expectShowableRun, expectShownAsEscapes, unseenUnits } from './text.ts';

vi.setConfig({ testTimeout: 60_000 });

/** As much of it as fits a string descriptor or a bus id. */
const strings = unseenUnits.slice(0, 100);
const busid = '1\u001b[2J\n\u202eFORGED';

describe('strings of a device that would move the cursor, break the line or turn the writing', () => {
  it.concurrent.each([
    [['list']],
    [['list', '--verbose']],
    [['info', '--verbose']],
    [['info', '--serial', 'none']],
    [['doctor']],
    [['erase']],
    [['flash', 'samples/built/odflash-sample-2.0.0.hex', '--dry-run', '--verbose']],
    [['unlock', '--verbose']],
    [['report', '--with-serials']],
  ])('are shown as escapes by odflash %s', async (words) => {
    using folder = scratch();
    await hostileServer({ profile: 'v3.6-56V+dfu', strings }, async (server) => {
      const log = folder.at('log');
      expectShownAsEscapes(await odflashInProcess([...words, '--usbip', server, '--log-file', log]));
      expectShowable(readFileSync(log, 'utf8'));
    });
  });

  it.concurrent('come through --json as they are, on one line, and into a trace', async () => {
    using folder = scratch();
    await hostileServer({ profile: 'v3.6-56V+dfu', strings }, async (server) => {
      const trace = folder.at('trace');
      expectSaidInJson(await odflashInProcess(['list', '--json', '--usbip', server, '--trace', trace]), strings);
      expectShowable(readFileSync(trace, 'utf8'));
      expectShownAsEscapes(await odflashInProcess(['replay', trace]));
      expectSaidInJson(await odflashInProcess(['replay', trace, '--json']), strings);
    });
  });

  it.concurrent('are shown as escapes of a running board, too', async () => {
    await hostileServer({ profile: 'v3.6-56V', strings }, async (server) => {
      for (const words of [['list'], ['info'], ['backup', '/nowhere/x.json']])
        expectShowableRun(await odflashInProcess([...words, '--verbose', '--usbip', server]));
    });
  });
});

describe('a bus id that no honest server gives', () => {
  it.concurrent.each([[['list']], [['info']], [['info', '--path', '7-7']], [['doctor']], [['report']], [['erase']]])(
    'is shown as escapes by odflash %s',
    async (words) => {
      await hostileServer({ profile: 'v3.6-56V+dfu', busid }, async (server) => {
        expectShownAsEscapes(await odflashInProcess([...words, '--usbip', server]));
        expectShownAsEscapes(await odflashInProcess([...words, '--usbip', server, '--json']));
      });
    },
  );

  it.concurrent('comes through --json as it is', async () => {
    await hostileServer({ profile: 'v3.6-56V+dfu', busid }, async (server) => {
      for (const words of [['list'], ['info'], ['report']])
        expectSaidInJson(await odflashInProcess([...words, '--usbip', server, '--json']), busid);
    });
  });
});
