// Command lines that are wrong, and the help that is meant to prevent them.

import { describe, expect, it, vi } from 'vitest';
import { commandsByName } from '../../../packages/cli/src/names-elsewhere.ts';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Every command there is, so that a new one is held to the same. */
const commands = createProgram(
  async () => {},
  () => {},
).commands.map((declared) => declared.name());

describe('a command line that is not understood', () => {
  it.concurrent.each([
    ['an unknown option', ['flash', 'a.hex', '--adress', '1'], 'Did you mean --address?'],
    ['an unknown virtual board', ['list', '--virtual', 'v3.9-1V'], 'odflash virtual --list'],
    ['an unknown option of a virtual board', ['list', '--virtual', 'v3.6-56V,x=1'], 'odflash virtual --list'],
    ['a number of looks below one', ['get', 'error', '--times', '-1'], 'a number from 1 on'],
    ['one file for two results', ['plot', 'error', '--csv', 'a', '--svg', './a'], 'one file'],
    ['an unknown command', ['flsh', 'a.hex'], 'Did you mean flash?'],
    ['an unknown command with --help', ['flsh', '--help'], 'Did you mean flash?'],
    ['an unknown command with an unknown option', ['flsh', '--fast'], "Unknown command 'flsh'"],
    ['a command of odrivetool', ['backup-config', 'config.json'], 'Did you mean backup?'],
    ["a helper of odrivetool's shell", ['dump_errors'], 'Did you mean status?'],
    ['a function of the board', ['reboot', '--serial', '1'], 'Did you mean reset?'],
    ['a word of dfu-util after help', ['help', 'upload'], 'Did you mean flash or read?'],
    ['an unknown word after help', ['help', 'nonsense'], "Unknown command 'nonsense'"],
    ['a forgotten file', ['flash'], "Missing required argument 'file'"],
    ['one file too many', ['flash', 'a.hex', 'b.hex'], 'Too many arguments'],
    ['an option in place of a value', ['flash', 'a.hex', '--serial', '--json'], 'The value is missing'],
    ['the same option twice', ['flash', 'a.hex', '--serial', 'A', '--serial', 'B'], 'given twice'],
    ['an address that is none', ['flash', 'a.bin', '--address', '0x8000000000'], 'a number below 2^32'],
    ['an address to listen on that is none', ['virtual', '--listen', '127.0.0.1:99999'], 'HOST:PORT'],
    ['a range that is none', ['read', 'out.bin', '--range', '12'], 'ADDRESS:LENGTH'],
    ['a consent to nothing known', ['unlock', '--consent', 'everything=1'], 'unlock=SERIAL'],
    ['an option before the command', ['--json', 'list'], 'Options follow the command'],
    ['a kept board without a board', ['list', '--virtual-state', '/tmp/x'], 'Pass --virtual too'],
    ['an option that another command has', ['list', '--dry-run'], 'Unknown option'],
  ])('%s', async (_, words, hint) => {
    const run = await odflash(words);
    expect(run.status).toBe(2);
    expect(run.stdout.replace(/^\{.*\}\n$/, '')).toBe('');
    expect(run.stderr).toContain(hint);
    expect(run.stderr).toMatch(/E: usage, see odflash explain usage\n$/);
    expect(run.stderr).not.toContain('Board:');
  });

  it('is answered with commands that there are, if it is a name of another tool', () => {
    for (const [name, meant] of Object.entries(commandsByName)) {
      expect(name, 'is compared without dashes').toMatch(/^[a-z]+$/);
      expect(commands, 'is a name of another tool only').not.toContain(name);
      for (const line of meant.filter((each) => !each.startsWith('--'))) expect(commands).toContain(line.split(' ')[0]);
    }
  });

  it('is written for machines, too', async () => {
    const run = await odflash(['flash', '--json', '--adress']);
    expect(run.lines()).toMatchObject([{ v: 2, type: 'error', code: 'usage', exit: 2 }]);
    expect(run.last()).not.toHaveProperty('board');
  });

  it('shows the help without arguments', async () => {
    const run = await odflash([]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    for (const name of commands) expect(run.stderr).toContain(`  ${name} `);
  });
});

describe('help', () => {
  it('names every command and goes to stdout', async () => {
    const run = await odflash(['--help']);
    expect([run.status, run.stderr]).toEqual([0, '']);
    for (const name of commands) expect(run.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  });

  it.concurrent.each(commands)(
    'of %s has two to four examples, and the options that all commands have',
    async (name) => {
      const run = await odflash([name, '--help']);
      expect([run.status, run.stderr]).toEqual([0, '']);
      const examples = run.stdout.split('Examples:\n')[1] ?? '';
      const lines = examples.split('\n').filter((line) => /^ {2}\S/.test(line));
      expect(lines.some((line) => line.includes(`odflash ${name}`))).toBe(true);
      expect(lines.length).toBeGreaterThanOrEqual(2);
      expect(lines.length).toBeLessThanOrEqual(4);
      for (const option of ['--json', '--verbose', '--log-file']) expect(run.stdout).toContain(option);
    },
  );

  it('prints the version', async () => {
    expect((await odflash(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
