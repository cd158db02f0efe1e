// What the Tab key gives: commands, options, values that are known; and scripts that real shells take.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connectOdrive, openUsbChannel } from '@odflash/core/odrive';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { root, type Scratch, scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';

async function behind(line: string, shell = 'fish'): Promise<readonly string[]> {
  const { status, stdout, stderr } = await odflashInProcess(['--complete', shell, line]);
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((each) => each !== '');
}

const values = async (line: string) => (await behind(line)).map((each) => each.split('\t')[0]);

describe('after an unfinished line follows', () => {
  it('every command, and those that begin as it does', async () => {
    const { commands } = createProgram(
      async () => {},
      () => {},
    );
    expect(await values('odflash ')).toEqual(commands.map((command) => command.name()));
    expect(await behind('odflash fla')).toEqual(['flash\tflash a firmware file and verify it']);
    expect(await values('odflash catalogue m')).toEqual(['mirror']);
  });

  it('the options of the command that were not given yet, and no file', async () => {
    const options = await values('odflash flash firmware.hex --yes --no-');
    expect(options).toEqual(['--no-backup', '--no-start', '--no-x32']);
    expect(await values('odflash flash --yes --y')).toEqual([]);
    expect(await values('odflash list --virtual v3.6-56V --virt')).toContain('--virtual');
  });

  it('the serial numbers and ports of the boards that the line can mean', async () => {
    const two = '--virtual v3.6-56V+dfu --virtual v3.5-48V';
    expect(await behind(`odflash flash a.hex ${two} --serial `)).toEqual([
      '522A33DC54A3\tin DFU mode',
      'A273D5871378\trunning',
    ]);
    expect(await values(`odflash info ${two} --path 1-`)).toEqual(['1-1', '1-2']);
  });

  it('what an option takes: boards, profiles, ways, consents', async () => {
    expect(await values('odflash flash --board v3.6')).toEqual(['v3.6-24V', 'v3.6-56V']);
    expect(await values('odflash list --virtual v3.4')).toEqual(['v3.4-48V', 'v3.4-48V+dfu', 'v3.4-48V+stlink']);
    expect(await values('odflash flash x --via ')).toEqual(['dfu', 'stlink']);
    expect(await values('odflash unlock --consent unl')).toEqual(['unlock=']);
  });

  it('the axes and parts of a calibration, and the names of the values that a setting takes', async () => {
    expect(await values('odflash calibrate ')).toEqual(['axis0', 'axis1']);
    expect(await values('odflash calibrate axis0 ')).toEqual(['motor', 'encoder', 'full']);
    expect(await values('odflash calibrate axis0 full ')).toEqual([]);
    expect(await values('odflash set axis0.requested_state CL')).toEqual(['CLOSED_LOOP_CONTROL']);
    expect(await values('odflash set axis1.controller.config.control_mode ')).toContain('VELOCITY_CONTROL');
    expect(await values('odflash set vbus_voltage ')).toEqual([]);
    expect(await values('odflash status --')).toContain('--watch');
  });

  it('files where files belong, and releases beside them for an update', async () => {
    expect(await behind('odflash flash ')).toEqual([':files']);
    expect(await values('odflash update 0.5')).toEqual([
      '0.5.6',
      '0.5.5',
      '0.5.4',
      '0.5.3',
      '0.5.2',
      '0.5.1',
      ':files',
    ]);
    expect(await behind('odflash flash a.hex --backup-dir ')).toEqual([':files']);
    expect(await behind('odflash status ')).toEqual([]);
  });

  it('nothing after invalid words, without a failure', async () => {
    for (const line of ['', 'odflash nonsense ', 'odflash flash --nonsense x', 'odflash flash "a', "odflash 'x"])
      await behind(line);
    expect(await behind('odflash nonsense ')).toEqual([]);
    expect(await behind('odflash list --usbip 127.0.0.1:1 --serial ')).toEqual([]);
  });

  it('for bash only what is behind the last sign it breaks words at; for zsh with its signs escaped', async () => {
    expect(await behind('odflash unlock --consent unl', 'bash')).toEqual(['unlock=']);
    expect(await behind('odflash fla', 'zsh')).toEqual(['flash:flash a firmware file and verify it']);
  });
});

/** A folder with `odflash` as a program, and a script that a shell runs in it. */
function shell(folder: Scratch, program: readonly string[], script: string): string {
  mkdirSync(folder.at('bin'), { recursive: true });
  const shim = folder.at('bin/odflash');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${root}packages/cli/bin/odflash.js" "$@"\n`);
  chmodSync(shim, 0o755);
  writeFileSync(folder.at('firmware.hex'), '');
  const [name = '', ...words] = program;
  const env = { ...process.env, PATH: `${folder.at('bin')}:${process.env.PATH}` };
  const { stdout, stderr, status } = spawnSync(name, [...words, script], { cwd: folder.path, env, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const has = (name: string) => spawnSync(name, ['--version']).status === 0;

describe('the script', () => {
  it.runIf(has('bash'))('completes in bash: commands, values, files', () => {
    using folder = scratch();
    const press = (words: readonly string[]) => `
      COMP_LINE=${JSON.stringify(words.join(' '))}; COMP_POINT=\${#COMP_LINE}
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _odflash 2>/dev/null; echo "\${COMPREPLY[*]}"`;
    const script = ['source <(odflash completion bash)', 'complete -p odflash'];
    script.push(press(['odflash', 'upd']), press(['odflash', 'flash', 'fi']), press(['odflash', 'flash', '--via', '']));
    expect(shell(folder, ['bash', '--norc', '-c'], script.join('\n')).split('\n')).toEqual([
      'complete -F _odflash odflash',
      'update',
      'firmware.hex',
      'dfu stlink',
      '',
    ]);
  });

  it.runIf(has('zsh'))('completes in zsh: commands with their meanings, files', () => {
    using folder = scratch();
    // The two helpers of zsh's own completion that the script hands its list to.
    const script = `
      compdef() { echo "compdef $*"; }
      _describe() { print -l -- "\${(P@)2}"; }
      _files() { echo files; }
      source <(odflash completion zsh)
      words=(odflash fla); CURRENT=2; _odflash
      words=(odflash flash ''); CURRENT=3; _odflash`;
    expect(shell(folder, ['zsh', '-f', '-c'], script).split('\n')).toEqual([
      'compdef _odflash odflash',
      'flash:flash a firmware file and verify it',
      'files',
      '',
    ]);
  });

  it.runIf(has('fish'))('completes in fish: commands with their meanings, values, files', () => {
    using folder = scratch();
    const script = `
      odflash completion fish | source
      complete -C 'odflash fla'
      complete -C 'odflash flash fi'
      complete -C 'odflash flash --via s'`;
    expect(shell(folder, ['fish', '--no-config', '-c'], script).split('\n')).toEqual([
      'flash\tflash a firmware file and verify it',
      'firmware.hex',
      'stlink',
      '',
    ]);
  });

  it('of an unknown shell is a usage error that names the known ones', async () => {
    const run = await odflashInProcess(['completion', 'tcsh']);
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('bash, zsh, fish, powershell') });
  });
});

describe('the man page', () => {
  const page = readFileSync(`${root}packages/cli/dist/man/odflash.1`, 'utf8');

  it('has every command with every option, and every exit status', async () => {
    const { commands } = createProgram(
      async () => {},
      () => {},
    );
    for (const command of commands) {
      const [, section = ''] = page.split(
        new RegExp(`^\\.SS odflash ${command.name().replaceAll('-', '\\\\-')}\\b.*$`, 'm'),
      );
      const own = section.split(/^\.S[SH] /m)[0] ?? '';
      for (const { flags } of command.options) expect(own, command.name()).toContain(flags.replaceAll('-', '\\-'));
    }
    for (const status of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]) expect(page).toContain(`.B ${status}\n`);
  });

  it.runIf(has('groff'))('is set by groff without a warning', () => {
    const set = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-c'], { input: page, encoding: 'utf8' });
    expect({ stderr: set.stderr, status: set.status }).toEqual({ stderr: '', status: 0 });
    expect(set.stdout).toContain('odflash udev-setup');
  });
});

describe('behind get, set, call and plot stand', () => {
  it('the paths of the firmware that was seen before, one name at a time, and no board is asked', async () => {
    using folder = scratch();
    const clock = virtualClock();
    const bus = virtualBus([createVirtualBoard('v3.6-56V', { clock, seed: 1 })], { clock });
    const [device] = await bus.list();
    if (!device) throw new Error('no board');
    const vault = fileVault(folder.at('odflash'));
    await using _ = await connectOdrive(await openUsbChannel(() => bus.open(device)), { clock, vault });
    const before = { ...process.env };
    Object.assign(process.env, { XDG_STATE_HOME: folder.path, LOCALAPPDATA: folder.path });
    try {
      expect(await values('odflash get vbus')).toEqual(['vbus_voltage']);
      expect(await values('odflash plot vbus_voltage axis0.enc')).toEqual(['axis0.encoder.']);
      expect(await values('odflash set axis0.requ')).toEqual(['axis0.requested_state']);
      expect(await values('odflash set axis0.requested_state axis')).toEqual([]);
      expect(await values('odflash call test_')).toEqual(['test_function']);
    } finally {
      process.env = before;
    }
  });

  it('nothing where no firmware was seen', async () => {
    using folder = scratch();
    const before = { ...process.env };
    Object.assign(process.env, { XDG_STATE_HOME: folder.path, LOCALAPPDATA: folder.path });
    try {
      expect(await behind('odflash get vbus')).toEqual([]);
    } finally {
      process.env = before;
    }
  });
});
