// odflash update as a stranger runs it: a virtual board that keeps what it holds in a folder, from running to running,
// with its configuration.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { odflash as asProcess, type Line, pathHere, root, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { configurationOf, firmwareFile, kept } from '../running.ts';

const stages = (lines: readonly Line[]) => lines.filter(({ type }) => type === 'stage').map(({ stage }) => stage);

describe('odflash dfu FILE', () => {
  it.each(['v3.5-48V', 'v3.6-56V'])(
    'takes a virtual %s to the sample made for it, as samples/README.md says',
    async (board) => {
      const file = join(root, `samples/built/odflash-sample-odrive-${board}.hex`);
      const { status, last } = await odflash(['dfu', file, '--virtual', `${board},firmware=0.5.5`, '--yes', '--json']);
      expect(last()).toMatchObject({ ok: true, board: 'verified', firmware: { before: '0.5.5', after: '0.5.6' } });
      expect(status).toBe(0);
    },
  );

  it('refuses the sample for another board and names the file to look for', async () => {
    const file = join(root, 'samples/built/odflash-sample-odrive-v3.5-48V.hex');
    const { status, stderr } = await odflash(['dfu', file, '--virtual', 'v3.6-56V', '--yes']);
    expect(status).toBe(3);
    expect(stderr).toContain('Choose the file for the ODrive v3.6-56V');
  });

  it('updates a running board to new firmware, with its configuration', async () => {
    using folder = scratch();
    const board = 'v3.5-48V';
    const words = kept(folder, `${board},firmware=0.5.5`);
    const before = await configurationOf(folder, words, 'before.json', odflash);
    const { status, lines, last } = await odflash([
      'dfu',
      firmwareFile(folder, board, '0.5.6'),
      ...words,
      '--yes',
      '--json',
    ]);
    expect(last()).toMatchObject({
      type: 'result',
      ok: true,
      command: 'dfu',
      board: 'verified',
      outcome: 'changed',
      firmware: { before: '0.5.5', after: '0.5.6' },
    });
    expect(status).toBe(0);
    expect(stages(lines())).toEqual(['find', 'inspect-running', 'enter-dfu', 'write', 'start', 'restore']);
    const after = await configurationOf(folder, words, 'after.json', odflash);
    expect(after.origin).toMatchObject({ board, firmware: '0.5.6', serial: before.origin.serial });
    for (const [path, value] of before.values) expect(after.values.get(path), path).toEqual(value);
    const saved = readdirSync(folder.at('board/backups')).filter((name) => name.startsWith('odrive-config-'));
    expect(saved).toHaveLength(1);
  });

  it('says what it does in a few lines, and how to go back', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const { stderr, stdout } = await odflash(['dfu', firmwareFile(folder, 'v3.6-56V', '0.5.6'), ...words, '--yes']);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Board \w{12} at 1-1: ODrive v3\.6-56V \(confirmed by OTP\), running firmware 0\.5\.5$/m);
    expect(stderr).toMatch(/^note {2}The configuration \(\d+ values\) is saved as .*odrive-config-/m);
    expect(stderr).toMatch(/^Done: The board runs firmware 0\.5\.6 \(before: 0\.5\.5\)\. Every byte was read back\./m);
    expect(stderr).toMatch(/^The configuration is restored: \d+ values written and read back/m);
    const back = /^To go back:\n {2}odflash update (\S+) --virtual /m.exec(stderr)?.[1] ?? '';
    expect(existsSync(pathHere(back))).toBe(true);
  });

  it("accepts odrivetool's option names for the serial number and for verbose", async () => {
    using folder = scratch();
    const file = firmwareFile(folder, 'v3.6-56V', '0.5.6');
    const words = [
      'dfu',
      file,
      '--virtual',
      'v3.6-56V,serial=356933603436',
      '--virtual',
      'v3.6-56V',
      '--yes',
      '--dry-run',
    ];
    const { status, stderr } = await odflash([...words, '-v', '-s', '356933603436']);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('debug usb');
    expect((await odflash([...words, '--serial-number', '000000000001', '--json'])).last()).toMatchObject({
      code: 'no-device',
    });
    const both = await odflash([...words, '-s', '356933603436', '--serial', '000000000001', '--json']);
    expect(both.last()).toMatchObject({ code: 'usage', message: expect.stringContaining('--serial-number') });
  });

  it('is finished by the same command after the process was killed', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const before = await configurationOf(folder, words, 'before.json');
    const command = ['dfu', firmwareFile(folder, 'v3.6-56V', '0.5.6'), ...words, '--yes', '--json'];
    for (const moment of ['"code":"configuration-saved"', '"type":"changing"', '"stage":"restore"']) {
      await asProcess(command, { onLine: (line, child) => line.includes(moment) && child.kill('SIGKILL') });
    }
    const { last } = await asProcess(command);
    expect(last()).toMatchObject({ ok: true, firmware: { after: '0.5.6' } });
    const after = await configurationOf(folder, words, 'after.json');
    for (const [path, value] of before.values) expect(after.values.get(path), path).toEqual(value);
    expect(readdirSync(folder.at('board/backups')).filter((name) => /^(update|journal)-/.test(name))).toEqual([]);
  });
});

interface Refusal {
  readonly name: string;
  readonly profile: string;
  readonly more?: readonly string[];
  readonly code: string;
  readonly exit: number;
  readonly board?: string;
}

const refusals: readonly Refusal[] = [
  { name: 'a v3.4, whatever --yes says', profile: 'v3.4-48V', more: ['--yes'], code: 'unsafe-board', exit: 3 },
  { name: 'a motor that holds a load', profile: 'v3.6-56V,motor=armed', more: ['--yes'], code: 'axis-armed', exit: 3 },
  {
    name: 'a warning that is not accepted',
    profile: 'v3.6-56V,startup=calibration',
    code: 'not-confirmed',
    exit: 3,
  },
];

it('an update that skips a configuration of another generation as announced succeeds, with the command that restores what fits', async () => {
  using folder = scratch();
  const words = kept(folder, 'v3.6-56V,firmware=0.4.12');
  const run = await odflash(['update', firmwareFile(folder, 'v3.6-56V', '0.5.6'), ...words, '--yes', '--json']);
  expect([run.status, run.last().board], run.stderr).toEqual([0, 'verified']);
  expect(run.stderr).toMatch(/ warn {2}From firmware 0\.4\.12 to 0\.5 the units of the configuration change/);
  expect(run.stderr).toContain('The configuration was not restored, as announced');
  const [, file = ''] = /^ {2}odflash restore (\S+) --force-config --virtual /m.exec(run.stderr) ?? [];
  expect([existsSync(pathHere(file)), run.last().left]).toEqual([true, file]);
});

describe('odflash update refuses', () => {
  it.each(refusals)('$name', async ({ profile, more = [], code, exit, board = 'untouched' }) => {
    using folder = scratch();
    const image = code === 'unsafe-board' ? 'v3.4-48V' : 'v3.6-56V';
    const file = firmwareFile(folder, image, '0.5.6');
    const { status, last, stderr } = await odflash(['update', file, '--virtual', profile, ...more, '--json']);
    expect(last()).toMatchObject({ type: 'error', code, exit, board });
    expect(status).toBe(exit);
    expect(stderr).toContain(`E: ${code}, see odflash explain ${code}`);
  });

  it('what is neither a file nor a version, and lists the available versions', async () => {
    const { last } = await odflash(['update', 'latest', '--virtual', 'v3.6-56V', '--json']);
    expect(last()).toMatchObject({ code: 'file-unreadable', exit: 5, next: expect.stringContaining('0.5.6') });
  });

  it('no file that is called like a version', async () => {
    using folder = scratch();
    writeFileSync(folder.at('0.5.6'), readFileSync(firmwareFile(folder, 'v3.6-56V', '0.5.6')));
    const named = await asProcess(['update', '0.5.6', '--virtual', 'v3.6-56V,firmware=0.5.5', '--yes'], {
      cwd: folder.path,
    });
    expect(named.status).toBe(0);
  });
});

describe('odflash update --dry-run', () => {
  it('inspects the running board and leaves it running', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const { status, last, stderr } = await odflash([
      'update',
      firmwareFile(folder, 'v3.6-56V', '0.5.6'),
      ...words,
      '--dry-run',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(last()).toMatchObject({ ok: true, board: 'untouched', outcome: 'planned' });
    expect(stderr).toContain('Dry run: all checks passed.');
    const file = firmwareFile(folder, 'v3.6-56V', '0.5.6');
    const warned = ['update', file, '--virtual', 'v3.6-56V,firmware=0.4.12', '--dry-run'];
    // As the real run would: there is no person to accept the warning.
    const alone = await odflash(warned);
    expect(alone).toMatchObject({ status: 3, stderr: expect.stringContaining('E: not-confirmed') });
    const accepted = await odflash([...warned, '--yes']);
    expect(accepted).toMatchObject({ status: 0, stderr: expect.stringContaining('possible, 1 warning to confirm.') });
  });
});
