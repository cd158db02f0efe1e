// File names and what stands in files goes to no terminal as it came.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { odflash, type Scratch, scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { hexFile, smallSample } from '../samples.ts';
import { expectNothingUnseen, expectSaidInJson, expectShowableRun, expectShownAsEscapes, unseen } from './text.ts';

vi.setConfig({ testTimeout: 60_000 });

const board = ['--virtual', 'v3.6-56V+dfu'];
const running = ['--virtual', 'v3.6-56V'];

/** Files of that name, and the name itself. */
function named(folder: Scratch) {
  const at = (ending: string) => folder.at(`${unseen}${ending}`);
  writeFileSync(at('.hex'), hexFile({ address: 0x0800_0000, data: smallSample('2.0.0') }));
  writeFileSync(at('.bin'), 'no firmware');
  writeFileSync(at('.log'), `a\u001b[2J${unseen}`);
  mkdirSync(at('.folder'));
  return at;
}

describe('a file name that would move the cursor or break the line', () => {
  it.concurrent.each<readonly [string, (at: (ending: string) => string) => readonly string[]]>([
    ['info', (at) => ['info', at('.hex')]],
    ['info of what is no firmware', (at) => ['info', at('.bin')]],
    ['info of what is not there', (at) => ['info', at('.none')]],
    ['info of a folder', (at) => ['info', at('.folder')]],
    ['flash', (at) => ['flash', at('.hex'), ...board, '--yes', '--backup-dir', at('.folder')]],
    ['flash of what is no firmware', (at) => ['flash', at('.bin'), ...board]],
    ['verify', (at) => ['verify', at('.hex'), ...board]],
    ['read', (at) => ['read', at('.out'), '--range', '0x08000000:64', ...board]],
    ['read into what is there', (at) => ['read', at('.hex'), ...board]],
    ['convert', (at) => ['convert', at('.hex'), at('.dfu')]],
    ['convert to an unknown ending', (at) => ['convert', at('.hex'), at('.x')]],
    ['backup', (at) => ['backup', at('.json'), ...running]],
    ['restore', (at) => ['restore', at('.bin'), ...running]],
    ['update', (at) => ['update', at('.none'), ...running]],
    ['update to it', (at) => ['update', at('.hex'), '--dry-run', ...running]],
    ['replay', (at) => ['replay', at('.bin')]],
    ['report', (at) => ['report', at('.txt'), '--attach', at('.log'), ...board]],
    ['report of what is not there', (at) => ['report', '--attach', at('.none'), ...board]],
    ['a log file', (at) => ['list', '--log-file', at('.none/x'), ...board]],
    ['a trace', (at) => ['list', '--trace', at('.bin'), ...board]],
    ['a virtual state', (at) => ['list', '--virtual-state', at('.bin'), ...board]],
    ['a mirror', (at) => ['catalogue', '--release-url', at('.folder')]],
  ])('is shown as escapes by %s', async (_name, words) => {
    using folder = scratch();
    expectShownAsEscapes(await odflashInProcess(words(named(folder))));
    using another = scratch();
    const machine = await odflashInProcess([...words(named(another)), '--json']);
    expectShowableRun(machine);
    expect(machine.last().type).toMatch(/^(result|error)$/);
  });

  it.concurrent('comes through --json as it is', async () => {
    using folder = scratch();
    const at = named(folder);
    expectSaidInJson(await odflashInProcess(['info', at('.hex'), '--json']), at('.hex'));
    expectSaidInJson(await odflashInProcess(['flash', at('.bin'), '--json', ...board]), at('.bin'));
  });

  it.concurrent('is shown as escapes where the home folder has such a name', async () => {
    using folder = scratch();
    const at = named(folder);
    const env = { HOME: at('.folder'), XDG_STATE_HOME: undefined, TMPDIR: at('.folder') };
    const flashed = await odflash(['flash', at('.hex'), '--yes', '--verbose', ...board], { env });
    expectShownAsEscapes(flashed);
    expect(flashed.status, flashed.stderr).toBe(0);
    expectShowableRun(await odflash(['update', '--offline', ...running], { env }));
  });
});

describe('what stands in a file', () => {
  it.concurrent('that was attached to a report is shown as escapes', async () => {
    using folder = scratch();
    const at = named(folder);
    const shown = await odflashInProcess(['report', '--attach', at('.log'), ...board]);
    expectNothingUnseen(shown.stdout);
    expect(shown.stdout).toContain('\\u202e');
    for (const ending of ['.json', '.txt']) {
      const run = await odflashInProcess(['report', at(ending), '--attach', at('.log'), ...board]);
      expect(run.status, run.stderr).toBe(0);
      expectNothingUnseen(readFileSync(at(ending), 'utf8'));
    }
  });

  it.concurrent('is shown as escapes where it is a configuration', async () => {
    using folder = scratch();
    const values = {
      [unseen]: { config: { [unseen]: unseen } },
      axis0: { config: { [unseen]: unseen, startup_motor_calibration: unseen } },
      config: { [unseen.repeat(400)]: unseen.repeat(400), brake_resistance: unseen },
      odflash: { serial: unseen, board: unseen, firmware: unseen, taken: unseen },
    };
    writeFileSync(folder.at('x.json'), JSON.stringify(values));
    for (const more of [['--dry-run'], ['--yes'], ['--dry-run', '--force-config'], ['--yes', '--force-config']]) {
      expectShownAsEscapes(await odflashInProcess(['restore', folder.at('x.json'), ...more, ...running]));
      expectShowableRun(await odflashInProcess(['restore', folder.at('x.json'), ...more, ...running, '--json']));
    }
  });

  it.concurrent('is shown as escapes where it is a trace', async () => {
    using folder = scratch();
    const ids = { vendorId: 0x483, productId: 0xdf11, release: 0x2200 };
    const device = { ...ids, path: unseen, serial: unseen, product: unseen };
    const header = { 'odflash-trace': 1, odflash: unseen, platform: unseen, host: unseen, begun: unseen };
    const lines = [header, { t: 0, op: 'arrived', device }, { t: 1, ms: 1, op: unseen, link: 1, end: 'ok' }];
    for (const count of [1, 2, 3]) {
      writeFileSync(
        folder.at('x'),
        `${lines
          .slice(0, count)
          .map((line) => JSON.stringify(line))
          .join('\n')}\n`,
      );
      expectShownAsEscapes(await odflashInProcess(['replay', folder.at('x')]));
    }
  });

  it.concurrent('is shown as escapes where it is the state of a virtual board', async () => {
    using folder = scratch();
    for (const text of [unseen, JSON.stringify({ version: 1, running: unseen })]) {
      writeFileSync(folder.at('state.jsonl'), text);
      writeFileSync(folder.at('flash.bin'), new Uint8Array(1 << 20));
      expectShowableRun(await odflashInProcess(['list', '--virtual-state', folder.path, ...board]));
    }
  });
});

describe('a command line', () => {
  it.concurrent.each<readonly string[]>([
    [unseen],
    ['help', unseen],
    ['list', unseen],
    ['list', `--${unseen}`],
    ['list', '--serial', unseen, ...board],
    ['info', '--board', unseen, ...board],
    ['info', '--path', unseen, ...board],
    ['list', '--usbip', unseen.replaceAll(/\s/g, '')],
    ['list', '--virtual', unseen],
    ['list', '--virtual', `v3.6-56V,${unseen}=1`],
    ['list', '--virtual', `v3.6-56V,rdp=${unseen}`],
    ['flash', 'x', '--address', unseen, ...board],
    ['unlock', '--consent', unseen, ...board],
    ['update', unseen, ...running],
    ['explain', unseen],
    ['catalogue', '--release-url', `http://${unseen}`],
    ['catalogue', '--board', unseen],
  ])('with text that is not seen is answered with escapes, case %#', async (...words) => {
    expectShowableRun(await odflashInProcess(words));
    expectShowableRun(await odflashInProcess([...words, '--json']));
  });
});
