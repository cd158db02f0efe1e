// Commands that are printed can be copied and run as they stand: the program, the selection of this run, and what the board
// is then.

import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../../packages/cli/src/shared/npx-name.ts';
import { commandLine, commandsAfter, withCommandLines } from '../../../packages/cli/src/shared/printed-command.ts';
import { sentence } from '../../support/in-english.ts';
import { root, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { smallFile } from '../samples.ts';

/** The commands that stand alone on a line, as words. */
function printed(stderr: string): readonly (readonly string[])[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('  odflash '))
    .map((line) => line.trim().split(' ').slice(1));
}

describe('a printed command', () => {
  it('names the program as it was called', () => {
    expect(programOf({ npm_lifecycle_event: 'npx', npm_lifecycle_script: "'odflash'" })).toBe('npx odflash');
    expect(programOf({ npm_lifecycle_event: 'test', npm_lifecycle_script: 'vitest run' })).toBe('odflash');
  });

  it.each([
    ['{"_npx":{"packages":["odflash"]}}', 'npx odflash'],
    ['{"_npx":{"packages":["odflash@0.1.0"]}}', 'npx --package=odflash@0.1.0 odflash'],
    [
      '{"_npx":{"packages":["../my files/odflash-0.1.0.tgz"]}}',
      'npx --package="../my files/odflash-0.1.0.tgz" odflash',
    ],
    ['{"_npx":{"packages":["odflash","usb"]}}', 'npx --package=usb odflash'],
    ['{"_npx":{"packages":"odflash"}}', 'npx odflash'],
    ['{', 'npx odflash'],
  ])('names what npx was asked to install: %s', (manifest, program) => {
    using folder = scratch();
    const npx = join(folder.path, '_npx/1d6e82a4126006c4');
    mkdirSync(npx, { recursive: true });
    writeFileSync(join(npx, 'package.json'), manifest);
    const PATH = [join(npx, 'node_modules/.bin'), '/usr/bin'].join(delimiter);
    const env = { npm_lifecycle_event: 'npx', npm_lifecycle_script: 'odflash', PATH };
    expect(programOf(env)).toBe(program);
    expect(programOf({ ...env, npm_config_yes: 'true' })).toBe(program.replace('npx --package', 'npx --yes --package'));
  });

  it('has the selection of the run as far as the command takes it', () => {
    const options = { serial: 'A1', path: '1-2', virtual: ['v3.6-56V,wrp=1'], virtualState: '/a b' };
    const run = { program: 'npx odflash', self: ['/usr/bin/node', '/opt/odflash.js'], words: [], options };
    const where = '--virtual v3.6-56V,wrp=1 --virtual-state "/a b"';
    expect(commandLine(run, 'unlock')).toBe(`npx odflash unlock --serial A1 --path 1-2 ${where}`);
    expect(commandLine(run, 'list')).toBe(`npx odflash list ${where}`);
    const kept = { ...run, options: { backupDir: '/b' } };
    expect(commandLine(kept, 'restore u.dfu')).toBe('npx odflash restore u.dfu --backup-dir /b');
    expect(commandLine(kept, 'info')).toBe('npx odflash info');
    expect(commandLine(run, 'explain timeout')).toBe('npx odflash explain timeout');
    expect(withCommandLines('Done.\nTo go back: odflash update "/x y"\n  odflash set a.b 1', run)).toBe(
      `Done.\nTo go back:\n  npx odflash update "/x y" --serial A1 --path 1-2 ${where}\n  npx odflash set a.b 1 --serial A1 --path 1-2 ${where}`,
    );
    expect(withCommandLines('A pipe: odflash reads plain files only.', run)).toBe(
      'A pipe: odflash reads plain files only.',
    );
    expect(withCommandLines('    Start it: odflash reset.', run)).toBe(
      `    Start it:\n      ${commandLine(run, 'reset')}`,
    );
    expect(withCommandLines('Then: odflash flash FILE --via stlink.', run)).toBe(
      'Then: odflash flash FILE --via stlink.',
    );
    expect(withCommandLines('  1. Run: sudo odflash udev-setup --everyone', run)).toBe(
      '  1. Run:\n    sudo /usr/bin/node /opt/odflash.js udev-setup --everyone',
    );
    expect(withCommandLines('To go back: odflash update u.dfu --via stlink', { ...run, options: {} })).toBe(
      'To go back:\n  npx odflash update u.dfu --via stlink',
    );
    expect(withCommandLines('List them: odflash list; or read the page.', run)).toBe(
      `List them: odflash list; or read the page.\n  npx odflash list ${where}`,
    );
    expect(withCommandLines('它由 odflash doctor 检查。恢复方法：odflash restore a/b.json。', run)).toBe(
      `它由 odflash doctor 检查。恢复方法：\n  npx odflash restore a/b.json --serial A1 --path 1-2 ${where}`,
    );
    expect(withCommandLines('  读取 odflash restore a/b.json，或运行 odflash status。', run)).toBe(
      [
        '  读取 odflash restore a/b.json，或运行 odflash status。',
        `    npx odflash restore a/b.json --serial A1 --path 1-2 ${where}`,
        `    npx odflash status --serial A1 --path 1-2 ${where}`,
      ].join('\n'),
    );
    expect(withCommandLines('E: timeout, see odflash explain timeout', run)).toBe(
      'E: timeout, see npx odflash explain timeout',
    );
    expect(withCommandLines('By  odflash 0.1.0, on Linux', run)).toBe('By  odflash 0.1.0, on Linux');
  });

  it('fills in the file of the run or of the failure, and leaves out what is not known', () => {
    const run = (...words: string[]) => ({ program: 'odflash', self: ['odflash'], words, options: {} });
    const running = new FlasherError('not-in-dfu-mode', sentence('x'));
    expect(commandsAfter(running, run('read', 'out.bin'))).toEqual(['odflash enter-dfu']);
    const flashing = running.with({ next: sentence('Use odflash dfu FILE.') });
    expect(commandsAfter(flashing, run('flash', 'a.hex', '--yes'))).toEqual(['odflash dfu a.hex']);
    expect(commandsAfter(flashing, run('read', 'out.bin'))).toEqual([]);
    const old = new FlasherError('unsafe-board', sentence('x'), {
      next: sentence('Then: odflash flash FILE --via stlink.'),
    });
    expect(commandsAfter(old, run('dfu', 'a.hex'))).toEqual(['odflash flash a.hex --via stlink']);
    expect(commandsAfter(old, run('update', '0.5.6'))).toEqual([]);
    const two = new FlasherError('several-devices', sentence('x'), {
      next: sentence('Choose one.'),
      details: { paths: ['1-1', '1-2'] },
    });
    expect(commandsAfter(two, run('flash', 'a b.hex', '--yes'))).toEqual([
      'odflash flash "a b.hex" --yes --path 1-1',
      'odflash flash "a b.hex" --yes --path 1-2',
    ]);
    const boards = ['v3.5-24V', 'v3.5-48V'];
    const next = message('next.name-board-of-firmware', { firmware: 'installed', board: 'v3.5', boards });
    expect(commandsAfter(new FlasherError('board-unknown', sentence('x'), { next }), run('flash', 'a.hex'))).toEqual([
      'odflash flash a.hex --board v3.5-24V',
      'odflash flash a.hex --board v3.5-48V',
    ]);
    const lost = new FlasherError('config-not-restored', sentence('x'), { details: { configuration: 'c.json' } });
    expect(commandsAfter(lost, run('update'))).toEqual(['odflash restore c.json']);
    expect(commandsAfter(new FlasherError('config-not-restored', sentence('x')), run('update'))).toEqual([]);
    const usage = new FlasherError('usage', sentence('x'), {
      next: sentence('odflash unlock --help shows the usage.'),
    });
    expect(commandsAfter(usage, run('unlock', '--nonsense'))).toEqual([]);
  });
});

describe('a command of every day that a failure prints', () => {
  const two = ['--virtual', 'v3.6-56V,motor=armed', '--virtual', 'v3.6-24V'];
  it.each([
    [['set', 'axis0.requested_state', '8', ...two, '--path', '1-1', '--yes'], ['set axis0.requested_state IDLE']],
    [['set', 'axis0.requested_state', '8', ...two, '--path', '1-2', '--yes'], ['calibrate axis0']],
    [['set', 'vbus_voltage', '3', ...two, '--path', '1-2', '--yes'], ['get vbus_voltage']],
    [['get', 'nothing_like_it_at_all', ...two, '--path', '1-2'], ['get "*"']],
    [
      ['set', 'axis0.requested_state', '4', '--virtual', 'v3.6-56V,axis0.encoder.error=4', '--yes'],
      ['status', 'status --clear'],
    ],
  ])('of %j has its selection, and runs: %j', async (words, expected) => {
    const commands = printed((await odflash(words)).stderr);
    const where = words.slice(words.indexOf('--virtual')).filter((word) => word !== '--yes');
    const shown = commands.map((command) =>
      command.slice(0, command.indexOf(command.find((word) => word.startsWith('--') && word !== '--clear') ?? '')),
    );
    expect(shown.map((command) => command.join(' '))).toEqual(expected);
    for (const command of commands) {
      for (const word of where) expect(command).toContain(word);
      const ended = await odflash([...command.map((word) => word.replace(/^"(.*)"$/, '$1')), '--yes']);
      expect(ended.stderr).not.toMatch(/E: (usage|internal|several-devices|no-device)/);
    }
  });

  it('names the serial port that the run had, where the command takes one', () => {
    const run = { program: 'odflash', self: ['odflash'], words: [], options: { serialPort: '/dev/ttyUSB0' } };
    expect(commandLine(run, 'set axis0.requested_state IDLE')).toBe(
      'odflash set axis0.requested_state IDLE --serial-port /dev/ttyUSB0',
    );
    expect(commandLine(run, 'list')).toBe('odflash list');
  });
});

describe('a command that a failure prints', () => {
  it('accepts what was asked', async () => {
    using folder = scratch();
    const board = ['--virtual', 'v3.6-56V', '--virtual-state', folder.at('s')];
    const asked = await odflash(['set', 'config.brake_resistance', '1.5', ...board]);
    const [command = [], ...others] = printed(asked.stderr);
    expect(others).toEqual([]);
    expect(command).toContain('--yes');
    expect((await odflash(command)).status).toBe(0);
  });

  it('gives the consent that was asked', async () => {
    using folder = scratch();
    const board = ['--virtual', 'v3.4-48V+dfu', '--virtual-state', folder.at('s')];
    const asked = await odflash(['read', folder.at('out.bin'), ...board]);
    const [command = []] = printed(asked.stderr);
    expect(command.join(' ')).toMatch(/--consent unsafe-dfu=\w+$/);
    expect((await odflash(command)).status).toBe(0);
  });

  it('shows the boards to choose from, or removes a protection, on the same bus', async () => {
    using folder = scratch();
    const two = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V+dfu'];
    const several = await odflash(['info', ...two]);
    const commands = printed(several.stderr);
    expect(commands.map(([name]) => name)).toEqual(['info', 'info', 'list']);
    for (const command of commands.slice(0, 2)) expect((await odflash(command)).status).toBe(0);
    const [list = []] = commands.slice(-1);
    expect((await odflash(list)).stdout.split('\n').filter((line) => line.includes('DFU'))).toHaveLength(2);
    const board = ['--virtual', 'v3.6-56V+dfu,wrp=0', '--virtual-state', folder.at('s')];
    const refused = await odflash(['flash', smallFile(folder, '2.0.0'), ...board, '--yes']);
    const [unlock = []] = printed(refused.stderr);
    expect(unlock.slice(0, 1)).toEqual(['unlock']);
    const [consented = []] = printed((await odflash(unlock)).stderr);
    expect((await odflash(consented)).status).toBe(0);
  });
});

describe('the way back', () => {
  it('contains the folder of the records, which the configuration in the backup needs', async () => {
    using folder = scratch();
    const words = ['--virtual', 'v3.6-56V+dfu', '--virtual-state', folder.at('s'), '--backup-dir', folder.at('b')];
    const done = await odflash([
      'flash',
      smallFile(folder, '2.0.0'),
      ...words,
      '--yes',
      '--fresh-config',
      '--no-start',
    ]);
    const [back = []] = printed(done.stderr);
    expect(back.slice(-2)).toEqual(['--backup-dir', folder.at('b')]);
    const gone = (await odflash([...back, '--yes', '--no-start', '--json'])).last();
    expect(gone).toMatchObject({ ok: true, board: 'verified' });
    expect(gone.leftOut).toBeUndefined();
  });

  it('is an update where ODrive firmware was started, and restores the old one', async () => {
    using folder = scratch();
    const words = ['--virtual', 'v3.6-56V', '--virtual-state', folder.at('s')];
    await odflash(['enter-dfu', ...words, '--yes']);
    const file = join(root, 'samples/built/odflash-sample-odrive-v3.6-56V.hex');
    const done = await odflash(['flash', file, ...words, '--yes', '--backup-dir', folder.at('b')]);
    const [back = []] = printed(done.stderr);
    expect(back[0]).toBe('update');
    expect((await odflash([...back, '--yes', '--json'])).last()).toMatchObject({ ok: true, board: 'verified' });
  });
});

it('an unchanged firmware that is started is reported as started', async () => {
  using folder = scratch();
  const words = [smallFile(folder, '2.0.0'), '--virtual', 'v3.6-56V+dfu', '--virtual-state', folder.at('s'), '--yes'];
  expect((await odflash(['flash', ...words, '--no-start'])).stderr).toContain('The board stays in DFU mode');
  expect((await odflash(['flash', ...words])).stderr).toMatch(/Nothing to do: .*\nThe firmware was started\./);
});
